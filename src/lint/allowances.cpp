// Matches allowances with findings.
#include "lint/allowances.hpp"

#include <algorithm>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint {
namespace {

using model::Allowance;
using model::Model;

bool is_or_is_in(std::string_view subject, std::string_view path) {
  return subject == path ||
         (subject.size() > path.size() && subject.starts_with(path) && subject[path.size()] == '.');
}

bool names_something(const Allowance& allowance) {
  return allowance.component || allowance.group || allowance.flow;
}

}  // namespace

bool covers(const Model& model, const Allowance& allowance, const Finding& finding) {
  if (allowance.rule != finding.rule) return false;
  const bool in_block = allowance.block.end > allowance.block.begin;
  if (!names_something(allowance) && !in_block) return true;
  if (allowance.component && finding.subject == model.at(allowance.component).path) return true;
  if (allowance.group && is_or_is_in(finding.subject, model.at(allowance.group).path)) return true;
  if (allowance.flow && finding.subject == model.at(allowance.flow).path) return true;
  return in_block && encloses(allowance.block, finding.span);
}

void apply_allowances(const Model& model, std::vector<Finding>& findings) {
  for (const Allowance& allowance : model.allowances) {
    if (find_rule(allowance.rule) == nullptr) continue;
    for (Finding& finding : findings)
      if (!finding.allowed && covers(model, allowance, finding)) finding.allowed = allowance.reason;
  }
}

}  // namespace joist::lint
