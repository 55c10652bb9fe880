// What can be done about findings: their own fixes, and what helps against any of their sort.
#pragma once

#include <string>
#include <vector>

#include "ide/design.hpp"

namespace joist::ide {

struct Action {
  std::string title;
  std::vector<Edit> edits;
  bool safe = false;                 // can't change what the design means
  bool preferred = false;            // the obvious one
  const Finding* finding = nullptr;  // that it mends, of the project
};

// For findings of the file that touch the stretch, in order of worth.
std::vector<Action> actions(const Design& design, Span within);
// All safe fixes of a file that leave each other alone, as one. There may be more to fix once they
// are applied.
Action fix_all(const Design& design, FileId file);

}  // namespace joist::ide
