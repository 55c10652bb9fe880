// A rule of the checker: data for its page and one function that finds the fault.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "analysis/results.hpp"
#include "base/finding.hpp"
#include "model/model.hpp"

namespace joist::lint {

struct Facts {
  const model::Model& model;
  const analysis::Results& results;
  // What was already said: of the text, for rules that keep silent beside an error; and for rules
  // `about_findings`, by all other rules.
  const std::vector<Finding>& earlier;
};

// `bad` and `good` are whole designs: `bad` fires this rule, `good` fires none at all.
struct Rule {
  std::string_view name;      // "single-point-of-failure"
  Severity severity;          // the usual one; a finding may differ where the page says so
  bool heuristic;             // a rule of thumb, never above note unless raised in joist.toml
  std::string_view summary;   // one line
  std::string_view why;       // a paragraph of Markdown
  std::string_view bad;
  std::string_view good;
  // Null where an earlier stage finds the fault, and this is only its page.
  void (*check)(const Facts& facts, std::vector<Finding>& findings);
  bool redundancy = false;      // its findings are notes in a sketch
  bool about_findings = false;  // runs last, on what the other rules have found
  bool at_stages = false;       // said of stages although it is no error
};

namespace rules {
std::span<const Rule* const> catalogue();
}

// All rules over one design, allowances applied (silenced findings carry their reason), sorted most
// severe first and then by place.
std::vector<Finding> lint(const Facts& facts);

// The rule of that name, or null.
const Rule* find_rule(std::string_view name);

}  // namespace joist::lint
