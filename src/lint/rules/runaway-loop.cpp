// Finds loops of calls that make more of themselves.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& loop : facts.results.loops) {
    if (loop.settles || loop.ring.empty()) continue;
    std::string ring;
    for (const ComponentId id : loop.ring) ring += named(facts, id) + " -> ";
    ring += named(facts, loop.ring.front());
    std::string made = quantity::number_text(loop.gain);
    made += made == "1" ? " request" : " requests";
    Finding& finding = report(findings, facts, loop.flow, Severity::error,
                              fmt::format("the loop {} makes {} of each one", ring, made));
    for (const ArrowId id : facts.model.at(loop.flow).arrows) {
      const model::Arrow& arrow = facts.model.at(id);
      if (arrow.from != loop.ring.back() || arrow.to != loop.ring.front()) continue;
      // Arrows outside of every flow have none to point at.
      if (finding.span.file) finding.labels.push_back({finding.span, "in this flow"});
      finding.span = arrow.span;
      break;
    }
    finding.notes.push_back("no rate behind it is computed");
    finding.help = "write it as one chain, or as two flows; or bound it: `most: 5`";
  }
}

}  // namespace

extern const Rule runaway_loop;
constexpr Rule runaway_loop = {
    .name = "runaway-loop",
    .severity = Severity::error,
    .heuristic = false,
    .summary = "a loop whose requests multiply",
    .why =
        R"joist(Each round of a loop brings back a number of requests for each one that entered: its gain. At one or
more the requests never die out, and no rate behind the loop means anything, so none is printed. Two
loops that share a component add up, even where each alone would settle.
)joist",
    .bad = R"joist(client           shopper
managed_balancer lb
service          shop  { replicas: 3, zones: 3, capacity: 1k rps }
sqs              again
worker           payer { replicas: 3, zones: 3, capacity: 2k/s }

flow pay @ 100/s {
  shopper -> lb -> shop ~> again ~> payer
  payer ~> again x 1.2 "try again"
}
)joist",
    .good = R"joist(client           shopper
managed_balancer lb
service          shop  { replicas: 3, zones: 3, capacity: 1k rps }
sqs              again
worker           payer { replicas: 3, zones: 3, capacity: 2k/s }

flow pay @ 100/s {
  shopper -> lb -> shop ~> again ~> payer
  payer ~> again x 20% "try again" { most: 5 }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
