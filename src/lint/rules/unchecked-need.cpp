// Says which needs nothing has checked.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/faults.hpp"
#include "lint/figures.hpp"
#include "lint/needs.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

// What to state so that a figure is known, told by its last words: "`api.availability`".
std::string wanted(const Facts& facts, const std::vector<std::string>& unknown) {
  const auto about = [&](std::string_view figure) {
    return std::any_of(unknown.begin(), unknown.end(), [&](const std::string& name) {
      return name.find(figure) != std::string::npos;
    });
  };
  const auto& uncounted = facts.results.cost.uncounted;
  if (about("cost") && !uncounted.empty())
    return fmt::format(
        "say how much is priced of {}: `retention` and `size` of what is kept, "
        "`size` of what is sent, `tokens` of a call",
        named(facts, uncounted));
  if (about("cost")) return "state a `cost` of what is paid for: `$0.20/hour`, `$0.02/GB/month`";
  if (about("availability")) return "state an `availability`, or `mtbf` and `mttr`";
  if (about("storage"))
    return "state the `size` of what is written, and its `retention` or a table's `rows`";
  return "state the rates and capacities that it follows from";
}

void add_unknown(const Facts& facts, const model::Need& need, const Verdict& verdict,
                 std::vector<Finding>& findings) {
  Finding& finding = report(findings, need.span, Severity::note,
                            fmt::format("the need `{}` is not checked: too little is stated to "
                                        "know {}",
                                        need.text, listed(verdict.unknown)));
  finding.help = wanted(facts, verdict.unknown);
}

// It holds by what is stated; what is not stated counted as perfect.
void add_incomplete(const model::Need& need, const Verdict& verdict,
                    std::vector<Finding>& findings) {
  Finding& finding = report(findings, need.span, Severity::note,
                            fmt::format("the need `{}` holds as far as is known: {}", need.text,
                                        verdict.left_out.front()));
  for (std::size_t i = 1; i < verdict.left_out.size(); ++i)
    finding.notes.push_back(verdict.left_out[i]);
  finding.notes.push_back(fmt::format("without them it is {}", quantity::text(*verdict.left)));
  finding.help = "state what is missing, as measured or promised";
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  std::vector<std::string> missing;
  std::vector<Span> places;
  for (const model::Need& need : facts.model.needs) {
    // One need, one verdict: that one is for `vacuous-need`.
    if (!need.condition || unwaited_figure(facts, need) != nullptr) continue;
    const Verdict verdict = judge(facts, *need.condition);
    if (verdict.holds) {
      const bool missed = is_told(verdict.chance, !*verdict.holds);  // said by `missed-need`
      if (!missed && !verdict.left_out.empty()) add_incomplete(need, verdict, findings);
      continue;
    }
    if (!verdict.unknown.empty()) {
      add_unknown(facts, need, verdict, findings);
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
    .summary = "a `need` speaks of a figure that is not, or not wholly, known",
    .why =
        R"joist(A need that is not checked must not look as if it held. The finding says of which figures nothing is
known: because this version does not compute them, or because the design says too little to; and what
a figure leaves out, such as the time of a component that states no latency.
)joist",
    .bad = R"joist(need api.utilization < 60%
client           app
managed_balancer lb { capacity: 10k rps }
service          api { replicas: 3, zones: 3 }

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
