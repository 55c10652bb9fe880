// What is left of a design when certain things are gone, as text and as JSON.
#pragma once

#include <string>
#include <vector>

#include "emit/results.hpp"

namespace joist::emit {

// Kills as people write them: "db" (all of it), "api:2" (two copies), "zone a", "region us", "us"
// (what stands in a group). What is wrong with the first that names nothing of the design, or "".
std::string trouble_with_kills(const Analysed& design, const std::vector<std::string>& kills);

// The kills must be free of trouble.
std::string fallout_text(const Analysed& design, const std::vector<std::string>& kills);
std::string fallout_json(const Analysed& design, const std::vector<std::string>& kills);

}  // namespace joist::emit
