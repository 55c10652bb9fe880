// What `need survive` asks for, held against what each loss leaves.
#pragma once

#include <string>
#include <vector>

#include "lint/rule.hpp"

namespace joist::lint {

// The losses that the need speaks of and after which some request is not served.
std::vector<const analysis::Loss*> fatal_losses(const Facts& facts, const model::Need& need);
// The flows that such a loss stops and that the need is about.
std::vector<model::FlowId> stopped_by(const Facts& facts, const model::Need& need,
                                      const analysis::Loss& loss);
// Regions or racks are asked about and none is named, so that everything stands in one.
bool lacks_domains(const Facts& facts, const model::Need& need);
// "zone", "instance": what is to be survived.
std::string survived(const model::Need& need);

}  // namespace joist::lint
