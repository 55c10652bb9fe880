// Finds allowances that silence nothing.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "lint/allowances.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

bool is_known(const Facts& facts, const std::string& rule) {
  if (find_rule(rule) != nullptr) return true;
  return std::any_of(facts.earlier.begin(), facts.earlier.end(),
                     [&](const Finding& finding) { return finding.rule == rule; });
}

void add_unknown(const model::Allowance& allowance, std::vector<Finding>& findings) {
  Finding& finding = report(findings, allowance.span, Severity::warning,
                            fmt::format("there is no rule `{}`", allowance.rule));
  std::vector<std::string_view> names;
  for (const Rule* rule : catalogue()) names.push_back(rule->name);
  const std::string_view close = nearest(allowance.rule, names);
  finding.help =
      close.empty() ? "`joist rules` lists them" : fmt::format("did you mean `{}`?", close);
  if (!close.empty())
    finding.fixes.push_back(
        {fmt::format("write `{}`", close), false, {{allowance.name, std::string(close)}}});
  // Its reason may be of use yet, for who knows what was meant.
  finding.fixes.push_back({"take the allowance out", false, {{allowance.span, ""}}});
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Allowance& allowance : facts.model.allowances) {
    if (!is_known(facts, allowance.rule)) {
      add_unknown(allowance, findings);
      continue;
    }
    const bool used = std::any_of(
        facts.earlier.begin(), facts.earlier.end(),
        [&](const Finding& finding) { return covers(facts.model, allowance, finding); });
    // It may be for what a stage does, which is not known here.
    const Rule* rule = find_rule(allowance.rule);
    if (used || (rule != nullptr && rule->at_stages)) continue;
    Finding& finding =
        report(findings, allowance.span, Severity::warning,
               fmt::format("this allows `{}`, and there is nothing to allow", allowance.rule));
    finding.help = "take it out";
    finding.fixes.push_back({"take the allowance out", true, {{allowance.span, ""}}});
  }
}

}  // namespace

extern const Rule unused_allowance;
constexpr Rule unused_allowance = {
    .name = "unused-allowance",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "an `allow` that silences nothing",
    .why =
        R"joist(An allowance is a decision with a reason. When the fault it was made for is gone, it lies in wait for
the next one of its kind, which then nobody sees.
)joist",
    .bad = R"joist(allow overload "the launch is small"
client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 1k/s {
  app -> lb -> api
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 1k/s {
  app -> lb -> api
}
)joist",
    .check = check,
    .about_findings = true,
};

}  // namespace joist::lint::rules
