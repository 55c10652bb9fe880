// Runs the catalogue of rules over a design.
#include <algorithm>
#include <tuple>

#include "lint/allowances.hpp"
#include "lint/rule.hpp"

namespace joist::lint {
namespace {

void run(const Rule& rule, const Facts& facts, std::vector<Finding>& findings) {
  if (rule.check == nullptr) return;
  const std::size_t first = findings.size();
  rule.check(facts, findings);
  for (std::size_t i = first; i < findings.size(); ++i) {
    Finding& finding = findings[i];
    finding.rule = std::string(rule.name);
    finding.stage = facts.model.stage;
    if (rule.redundancy && facts.model.sketch) finding.severity = Severity::note;
  }
}

bool comes_first(const Finding& a, const Finding& b) {
  return std::tuple(-static_cast<int>(a.severity), a.span, std::string_view(a.rule),
                    std::string_view(a.message)) < std::tuple(-static_cast<int>(b.severity), b.span,
                                                              std::string_view(b.rule),
                                                              std::string_view(b.message));
}

}  // namespace

const Rule* find_rule(std::string_view name) {
  for (const Rule* rule : rules::catalogue())
    if (rule->name == name) return rule;
  return nullptr;
}

std::vector<Finding> lint(const Facts& facts) {
  std::vector<Finding> findings;
  for (const Rule* rule : rules::catalogue())
    if (!rule->about_findings) run(*rule, facts, findings);
  apply_allowances(facts.model, findings);
  std::vector<Finding> all = facts.earlier;
  all.insert(all.end(), findings.begin(), findings.end());
  for (const Rule* rule : rules::catalogue())
    if (rule->about_findings) run(*rule, {facts.model, facts.results, all}, findings);
  apply_allowances(facts.model, findings);
  std::stable_sort(findings.begin(), findings.end(), comes_first);
  return findings;
}

}  // namespace joist::lint
