// The scaling story of a project: as it stands and at its stages, by the load they carry.
#pragma once

#include <string>
#include <vector>

#include "emit/scale.hpp"
#include "project/project.hpp"

namespace joist::document {

// `factors` are multiples of today's load to be looked at one by one. Acts stand by their load;
// where some load is not known, the base first and then the stages in order of writing.
emit::Story story_of(const project::Project& project, const std::vector<double>& factors = {});

}  // namespace joist::document
