// Gathers the rules of all stages.
#include "project/rule_pages.hpp"

#include <algorithm>
#include <span>

#include "lint/rule.hpp"
#include "project/rules.hpp"
#include "resolve/rules.hpp"
#include "syntax/rules.hpp"

namespace joist::project {

std::vector<RulePage> rule_pages() {
  std::vector<RulePage> pages;
  for (const lint::Rule* rule : lint::rules::catalogue()) {
    pages.push_back({rule->name, rule->severity, rule->heuristic, false, rule->summary, rule->why,
                     rule->bad, rule->good});
  }
  const auto add = [&](std::span<const syntax::RuleInfo> rules) {
    for (const syntax::RuleInfo& rule : rules) {
      pages.push_back(
          {rule.name, rule.severity, false, true, rule.summary, rule.why, rule.bad, rule.good});
    }
  };
  add(syntax::rules);
  add(resolve::rules);
  add(rules);
  std::sort(pages.begin(), pages.end(),
            [](const RulePage& a, const RulePage& b) { return a.name < b.name; });
  return pages;
}

}  // namespace joist::project
