// Says which needs nothing has checked.
#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/figures.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void add_unknown(const model::Need& need, const Verdict& verdict, std::vector<Finding>& findings) {
  Finding& finding = report(findings, need.span, Severity::note,
                            fmt::format("the need `{}` is not checked: too little is stated to "
                                        "know {}",
                                        need.text, listed(verdict.unknown)));
  finding.help = "state the rates and capacities that it follows from";
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  std::vector<std::string> missing;
  std::vector<Span> places;
  for (const model::Need& need : facts.model.needs) {
    if (!need.condition) continue;
    const Verdict verdict = judge(facts, *need.condition);
    if (verdict.holds) continue;
    if (!verdict.unknown.empty()) {
      add_unknown(need, verdict, findings);
    } else if (!verdict.not_computed.empty()) {
      places.push_back(need.span);
      missing.insert(missing.end(), verdict.not_computed.begin(), verdict.not_computed.end());
    }
  }
  if (places.empty()) return;
  Finding& finding = report(findings, places.front(), Severity::note,
                            fmt::format("{} not checked: {} not computed yet",
                                        counted(places.size(), "need is", "needs are"),
                                        listed(missing) + (missing.size() == 1 ? " is" : " are")));
  for (std::size_t i = 1; i < places.size(); ++i)
    finding.labels.push_back({places[i], "nor is this one"});
}

}  // namespace

extern const Rule unchecked_need;
constexpr Rule unchecked_need = {
    .name = "unchecked-need",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "a `need` speaks of a figure that is not computed",
    .why =
        R"joist(A need that is not checked must not look as if it held. The finding says of which figures nothing is
known: because this version does not compute them, or because the design says too little to.
)joist",
    .bad = R"joist(need api.utilization < 60%
client           app
managed_balancer lb { capacity: 10k rps }
service          api { replicas: 3, zones: 3, limit: 1k rps }

flow read @ 500/s {
  app -> lb -> api
}
)joist",
    .good = R"joist(need api.utilization < 60%
client           app
managed_balancer lb { capacity: 10k rps }
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 500/s {
  app -> lb -> api
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
