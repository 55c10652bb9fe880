// Finds many calls to one component for a single request.
#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "lint/calls.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::Role;

constexpr double many = 10;

// A balancer passes on, and its `x` are weights; a worker makes nobody wait.
bool counts(const Facts& facts, const model::Arrow& arrow) {
  const Role caller = facts.model.at(arrow.from).role;
  return is_waited_for(facts, arrow) && caller != Role::source && caller != Role::compute &&
         caller != Role::split;
}

// Calls of one request, one after the other. A rate that is stated of an arrow says how many they
// are, too.
double calls_in_turn(const Facts& facts, ArrowId id) {
  const model::Arrow& arrow = facts.model.at(id);
  const auto& load = facts.results.arrows[id.index()];
  double calls = arrow.ratio                ? arrow.ratio->value()
                 : arrow.rate && load.known ? load.multiplicity / attempts(arrow)
                                            : 1;
  const auto* parallel = arrow.attributes.number(model::Attribute::parallel);
  if (parallel != nullptr && parallel->value() > 1) calls /= parallel->value();
  return calls;
}

// What makes its calls together: reads and writes by one visit of a caller.
using Pair = std::tuple<FlowId, ComponentId, std::uint32_t, ComponentId, model::When>;

void check(const Facts& facts, std::vector<Finding>& findings) {
  std::vector<std::pair<Pair, ArrowId>> calls;
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const model::Arrow& arrow = facts.model.arrows[i];
    if (counts(facts, arrow))
      calls.emplace_back(Pair{arrow.flow, arrow.from, arrow.from_visit, arrow.to, arrow.when}, i);
  }
  std::sort(calls.begin(), calls.end());
  for (std::size_t first = 0, last = 0; first < calls.size(); first = last) {
    double all = 0;
    for (; last < calls.size() && calls[last].first == calls[first].first; ++last)
      all += calls_in_turn(facts, calls[last].second);
    if (all < many) continue;
    const model::Arrow& arrow = facts.model.at(calls[first].second);
    Finding& finding = report(
        findings, facts, calls[first].second, Severity::note,
        fmt::format("{} calls {} {} times for each request, one after the other",
                    named(facts, arrow.from), named(facts, arrow.to), quantity::number_text(all)));
    for (std::size_t i = first + 1; i < last; ++i)
      finding.labels.push_back({facts.model.at(calls[i].second).span, "and so"});
    finding.help = "take a list in one call, or make them side by side: `parallel`";
  }
}

}  // namespace

extern const Rule chatty_call;
constexpr Rule chatty_call = {
    .name = "chatty-call",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "10 or more calls to one component per request, one after the other",
    .why =
        R"joist(Ten calls one after the other cost ten round trips, and ten chances to fail. One call that takes a list
does the same work in one.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api   { replicas: 3, zones: 3, capacity: 2k rps }
service          user  { replicas: 6, zones: 3, capacity: 9k rps }

flow read @ 1k/s {
  app -> lb -> api -> user x 20
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api   { replicas: 3, zones: 3, capacity: 2k rps }
service          user  { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 1k/s {
  app -> lb -> api -> user "all of them in one call"
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
