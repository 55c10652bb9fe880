// Writes into a statement what the help of a finding says to state: what is to be decided is for
// an editor to offer, and never for `--fix`.
#pragma once

#include <string>
#include <vector>

#include "ide/actions.hpp"
#include "model/attributes.hpp"

namespace joist::ide {

// "page: cursor", as the help has them in backticks: attributes that may stand in one of the
// places.
std::vector<std::string> advised_attributes(const Finding& finding, std::uint16_t places);
// One action for each of them, where the finding offers nothing itself.
void add_advised(const Design& design, const Finding& finding, std::vector<Action>& actions);

}  // namespace joist::ide
