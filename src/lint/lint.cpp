// Runs the catalogue of rules over a design.
#include <algorithm>
#include <atomic>
#include <iterator>
#include <set>
#include <string_view>
#include <tuple>

#include "base/side_by_side.hpp"
#include "lint/allowances.hpp"
#include "lint/rule.hpp"
#include "lint/slips.hpp"

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

// In the order of the catalogue, whoever is done first. Each rule only reads what it is asked
// about.
std::vector<Finding> run_all(const Facts& facts) {
  constexpr std::size_t many = 500;  // components
  const auto rules = rules::catalogue();
  std::vector<std::vector<Finding>> found(rules.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < rules.size(); i = next++)
      if (!rules[i]->about_findings) run(*rules[i], facts, found[i]);
  };
  side_by_side(facts.model.components.size() >= many, work, work);
  std::vector<Finding> findings;
  for (std::vector<Finding>& each : found)
    std::move(each.begin(), each.end(), std::back_inserter(findings));
  return findings;
}

// A misspelt name stands for a component that nobody meant, and leaves the one that was meant
// unused: both follow from the slip, which is the finding.
void drop_consequences(const model::Model& model, std::vector<Finding>& findings) {
  const std::vector<Slip> slips = find_slips(model);
  if (slips.empty()) return;
  std::set<std::string_view> written, meant;
  for (const Slip& slip : slips) {
    written.insert(model.at(slip.written).path);
    meant.insert(model.at(slip.meant).path);
  }
  const auto follows = [&](const Finding& finding) {
    if (finding.rule == "undeclared-name") return false;
    return written.count(finding.subject) != 0 ||
           (finding.rule == "unreachable-component" && meant.count(finding.subject) != 0);
  };
  findings.erase(std::remove_if(findings.begin(), findings.end(), follows), findings.end());
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
  std::vector<Finding> findings = run_all(facts);
  drop_consequences(facts.model, findings);
  apply_allowances(facts.model, findings);
  std::vector<Finding> all = facts.earlier;
  std::move(findings.begin(), findings.end(), std::back_inserter(all));
  std::vector<Finding> about;
  for (const Rule* rule : rules::catalogue())
    if (rule->about_findings) run(*rule, {facts.model, facts.results, all}, about);
  std::move(all.begin() + static_cast<std::ptrdiff_t>(facts.earlier.size()), all.end(),
            findings.begin());
  std::move(about.begin(), about.end(), std::back_inserter(findings));
  apply_allowances(facts.model, findings);
  std::stable_sort(findings.begin(), findings.end(), comes_first);
  return findings;
}

}  // namespace joist::lint
