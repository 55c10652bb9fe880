// A way to write findings out: one file a format in reporters/.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "base/source.hpp"

namespace joist::report {

// What a page about a rule says, for formats that carry it (SARIF).
struct RulePage {
  std::string_view name;
  Severity severity = Severity::warning;
  std::string_view summary;
  std::string_view why;
};

struct Report {
  const Sources& sources;
  const std::vector<Finding>& findings;  // in the order to be shown; silenced ones have `allowed`
  std::vector<RulePage> rules;
  std::string_view version;  // of joist
  bool color = false;
  std::vector<std::string> inputs;  // the files that were asked for, as named by the user
  std::string base;  // absolute folder that relative paths are meant from; may be empty
};

struct Reporter {
  std::string_view name;     // "sarif"
  std::string_view summary;  // "SARIF 2.1.0, for code scanning"
  std::string (*write)(const Report& report);
};

namespace reporters {
std::span<const Reporter* const> catalogue();
}
const Reporter* find_reporter(std::string_view name);

}  // namespace joist::report
