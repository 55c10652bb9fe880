// Finds flows of which nobody knows where they begin.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& unclear : facts.results.unclear) {
    Finding& finding = report(
        findings, facts, unclear.flow, Severity::warning,
        unclear.candidates.empty()
            ? fmt::format("nothing in {} tells where it begins", named(facts, unclear.flow))
            : fmt::format("{} begins at {}, and its rate does not say which part enters where",
                          named(facts, unclear.flow), named(facts, unclear.candidates)));
    for (const ArrowId id : facts.model.at(unclear.flow).arrows) {
      const model::Arrow& arrow = facts.model.at(id);
      for (const ComponentId candidate : unclear.candidates)
        if (arrow.from == candidate && arrow.from_visit == 0)
          finding.labels.push_back({arrow.span, "one beginning"});
    }
    finding.notes.push_back("no rate in this flow is known");
    finding.help = "say it on the first arrow of each: `@ 2k/s`, or a share: `x 30%`";
  }
}

}  // namespace

extern const Rule unclear_entry;
constexpr Rule unclear_entry = {
    .name = "unclear-entry",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a flow has several beginnings and one rate",
    .why =
        R"joist(The rate of a flow enters at the one component that nothing in it leads to. Where there are several,
each has to say which part of it is its own: `@ 2k/s` or `x 30%` on its first arrow.
)joist",
    .bad = R"joist(client           web, mobile
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 2k/s {
  web -> lb -> api
  mobile -> lb
}
)joist",
    .good = R"joist(client           web, mobile
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 2k/s {
  web -> lb x 30% -> api
  mobile -> lb x 70%
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
