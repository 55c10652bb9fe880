// Finds components that wait for each other.
#include <algorithm>

#include <fmt/format.h>

#include "lint/calls.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

// A loop within one flow that settles is told of by `endless-loop`.
bool is_loop_of_one_flow(const Facts& facts, const std::vector<ComponentId>& ring) {
  return std::any_of(facts.results.loops.begin(), facts.results.loops.end(), [&](const auto& loop) {
    const bool told = loop.settles && !loop.most && loop.gain > 0;
    return told && is_ring_of(loop, ring);
  });
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& ring : waiting_rings(facts)) {
    if (is_loop_of_one_flow(facts, ring)) continue;
    Finding& finding = report(findings, facts, ring.front(), Severity::warning,
                              fmt::format("{} wait for each other", named(facts, ring)));
    for (const model::Arrow& arrow : facts.model.arrows) {
      const bool inside = std::binary_search(ring.begin(), ring.end(), arrow.from) &&
                          std::binary_search(ring.begin(), ring.end(), arrow.to);
      if (inside && is_waited_for(facts, arrow) && finding.labels.size() < 6)
        finding.labels.push_back({arrow.span, "waits"});
    }
    finding.help = "send one of them as a message (`~>`), or bound the loop: `most: 5`";
  }
}

}  // namespace

extern const Rule synchronous_cycle;
constexpr Rule synchronous_cycle = {
    .name = "synchronous-cycle",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "components that wait for each other in a ring",
    .why =
        R"joist(When a waits for b and b waits for a, each holds a thread or a connection while the other needs one.
Under load both run out, and neither can finish: the whole ring stands still, without any of them
being at fault. A loop that is meant is bounded (`most: 5`); otherwise turn one of the calls into a
message.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          order { replicas: 3, zones: 3, capacity: 2k rps }
service          stock { replicas: 3, zones: 3, capacity: 2k rps }

flow buy @ 300/s {
  app -> lb -> order -> stock
}
flow restock @ 20/s {
  app -> lb -> stock -> order
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          order { replicas: 3, zones: 3, capacity: 2k rps }
service          stock { replicas: 3, zones: 3, capacity: 2k rps }
sqs              stocked

flow buy @ 300/s {
  app -> lb -> order -> stock
}
flow restock @ 20/s {
  app -> lb -> stock ~> stocked ~> order
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
