// Which findings an `allow` of the design is about.
#pragma once

#include <vector>

#include "base/finding.hpp"
#include "model/model.hpp"

namespace joist::lint {

// True if the allowance names the finding's rule and covers its subject or place.
bool covers(const model::Model& model, const model::Allowance& allowance, const Finding& finding);

// Gives findings that an allowance covers its reason. What is wrong with the text itself is none of
// the rules' and can't be allowed.
void apply_allowances(const model::Model& model, std::vector<Finding>& findings);

}  // namespace joist::lint
