// Reads what is to be lost: `db`, `api:2`, `zone a`.
#pragma once

#include <string>
#include <string_view>

#include "analysis/fallout.hpp"
#include "emit/results.hpp"

namespace joist::emit {

struct KillReading {
  analysis::Kill kill;
  std::string name;     // "2 copies of `api`", "zone `us.a`"
  std::string problem;  // one line; empty when all is well
};
KillReading read_kill(const Analysed& design, std::string_view word);

}  // namespace joist::emit
