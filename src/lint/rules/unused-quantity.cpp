// Finds quantities that nothing uses.
#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

// Several are written once where a file is imported more than once: another may be used.
bool is_written_once(const Facts& facts, const model::QuantityBinding& binding) {
  const auto& all = facts.model.quantities;
  return std::count_if(all.begin(), all.end(), [&](const model::QuantityBinding& other) {
           return other.span == binding.span;
         }) == 1;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::QuantityBinding& binding : facts.model.quantities) {
    if (binding.used || binding.failed || !binding.unit.empty() || !binding.why.empty()) continue;
    Finding& finding = report(findings, binding.span, Severity::note,
                              fmt::format("nothing uses `{}`", binding.path));
    finding.help = "take it out, or say what it is for: `in UNIT`, or a sentence behind it";
    finding.subject = binding.path;
    if (binding.statement.end > 0 && is_written_once(facts, binding))
      finding.fixes.push_back(
          {fmt::format("take `{}` out", binding.path), false, {{binding.statement, ""}}});
  }
}

}  // namespace

extern const Rule unused_quantity;
constexpr Rule unused_quantity = {
    .name = "unused-quantity",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "a quantity is bound, and nothing uses it",
    .why =
        R"joist(An estimate that nothing follows from is left over from an earlier design, or a name further down is
misspelt. A quantity that is asked for in a unit (`in TB/year`) or says why is a result of its own.
)joist",
    .bad = R"joist(dau   = 2M users
reads = dau * 20/day
posts = dau * 1/day

client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ reads {
  app -> lb -> api
}
)joist",
    .good = R"joist(dau    = 2M users
reads  = dau * 20/day
growth = dau * 1/day * 2 KB in TB/year

client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ reads {
  app -> lb -> api
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
