// What the network adds between groups that stand apart.
#pragma once

#include "model/model.hpp"

namespace joist::analysis {

// In seconds, there and back: the most that is stated between two groups which the arrow leads
// between; 0 where nothing is. An arrow's own delay goes before it.
double delay_between_groups(const model::Model& model, const model::Arrow& arrow);

// Whether the arrow leads from within one end of the link to within the other, either way.
bool crosses(const model::Model& model, const model::Arrow& arrow, const model::GroupLink& link);

}  // namespace joist::analysis
