// Findings that are known and waited with: a report of an earlier run.
#pragma once

#include <set>
#include <string>

#include "cli/command.hpp"

namespace joist::cli {

struct Baseline {
  std::set<std::string> fingerprints;
  std::string error;  // one line; empty when all is well
};

// Reads what `joist check --format json` or `--format sarif` wrote.
Baseline read_baseline(const Call& call, const std::string& path);

}  // namespace joist::cli
