// How large the writes are that one store copies to another.
#pragma once

#include "analysis/capacity_facts.hpp"
#include "analysis/traffic.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// Gives replication arrows that state no `size` the mean of what they carry, in bytes: of the
// writes of each store that they pass on, weighted by rate. Unknown where one of these is.
void size_copies(const model::Model& model, const Traffic& traffic, CapacityFacts& facts);

}  // namespace joist::analysis
