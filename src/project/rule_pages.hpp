// All rules in one list: those of the language and those of the checker, with their pages.
#pragma once

#include <string_view>
#include <vector>

#include "base/finding.hpp"

namespace joist::project {

struct RulePage {
  std::string_view name;
  Severity severity = Severity::warning;
  bool heuristic = false;  // a rule of thumb
  bool language = false;   // of reading the text: cannot be silenced, since parts are then missing
  std::string_view summary;
  std::string_view why;
  std::string_view bad, good;  // designs with and without the fault; may be empty
};

// Sorted by name.
std::vector<RulePage> rule_pages();

}  // namespace joist::project
