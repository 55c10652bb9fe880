// Finds arrows outside of the flows of a design.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

bool is_replication(const Facts& facts, const model::Arrow& arrow) {
  return facts.model.at(arrow.from).role == model::Role::store;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  if (facts.model.flows.size() < 2) return;
  std::vector<ArrowId> outside;
  for (const ArrowId id : facts.model.flows.front().arrows) {
    const model::Arrow& arrow = facts.model.at(id);
    if (arrow.call == model::Call::relation || is_replication(facts, arrow) || arrow.rate) continue;
    if (facts.results.arrows[id.index()].known) continue;
    // The arrows of a body that several groups share are the same text.
    const auto same = [&](ArrowId other) { return facts.model.at(other).span == arrow.span; };
    if (std::none_of(outside.begin(), outside.end(), same)) outside.push_back(id);
  }
  if (outside.empty()) return;
  Finding& finding = report(findings, facts, outside.front(), Severity::note,
                            fmt::format("{} in no flow, and nothing says how often {} used",
                                        counted(outside.size(), "arrow is", "arrows are"),
                                        outside.size() == 1 ? "it is" : "they are"));
  for (std::size_t i = 1; i < outside.size() && i < 10; ++i)
    finding.labels.push_back({facts.model.at(outside[i]).span, "nor this one"});
  finding.help = "put it into a flow, give it a rate (`@`), or draw it as a relation: `--`";
}

}  // namespace

extern const Rule outside_flow;
constexpr Rule outside_flow = {
    .name = "outside-flow",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "arrows outside of every flow, in a design that has flows and no rate for them",
    .why =
        R"joist(Arrows outside of every flow form one unnamed flow. In a sketch that is all there is; beside named
flows it is often an arrow that was meant to be in one of them, and it carries no load. An arrow that
carries none is `--`.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 2k rps }
service          ads { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 1k/s {
  app -> lb -> api
}
api -> ads
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 2k rps }
service          ads { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 1k/s {
  app -> lb -> api -> ads
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
