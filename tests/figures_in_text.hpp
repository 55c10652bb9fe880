// Figures that stand in a test design: `#= PATH VALUE`, with PATH a JSON pointer and VALUE as many
// digits as are known.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace joist::tests {

// True for a line that says so.
bool is_figure(const std::string& line);
// What is wrong with the results under it, or empty: numbers must agree to half of the last digit
// that is written; in lists the order does not matter.
std::string check_figure(const nlohmann::json& results, const std::string& line);

}  // namespace joist::tests
