// Finds balancers and queues that do not pass on what they get.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& lost : facts.results.lost) {
    Finding& finding =
        report(findings, facts, lost.component, Severity::warning,
               fmt::format("{} gets {} in {} and passes on {}", named(facts, lost.component),
                           quantity::rate_text(lost.in), named(facts, lost.flow),
                           quantity::rate_text(lost.out)));
    for (const model::ArrowId id : facts.model.at(lost.flow).arrows) {
      const model::Arrow& arrow = facts.model.at(id);
      if (arrow.from == lost.component && arrow.call != model::Call::relation)
        finding.labels.push_back(
            {arrow.target,
             fmt::format("gets {}", quantity::rate_text(facts.results.arrows[id.index()].peak))});
    }
    finding.help = lost.out < lost.in ? "say where the rest goes" : "say which part each one gets";
  }
}

}  // namespace

extern const Rule lost_traffic;
constexpr Rule lost_traffic = {
    .name = "lost-traffic",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a balancer or queue passes on less, or more, than comes in",
    .why =
        R"joist(A balancer neither makes nor loses requests, and a message that was written is there to be handled.
When what leads out of one does not add up to what leads in, a consumer is missing or a share is
wrong.
)joist",
    .bad = R"joist(client           shopper
managed_balancer lb
service          shop    { replicas: 3, zones: 3, capacity: 1k rps }
sqs              orders
worker           parcels { replicas: 3, zones: 3, capacity: 500/s }
worker           pickups { replicas: 3, zones: 3, capacity: 500/s }

flow order @ 500/s {
  shopper -> lb -> shop ~> orders
  orders ~> parcels x 60%
  orders ~> pickups x 30%
}
)joist",
    .good = R"joist(client           shopper
managed_balancer lb
service          shop    { replicas: 3, zones: 3, capacity: 1k rps }
sqs              orders
worker           parcels { replicas: 3, zones: 3, capacity: 500/s }
worker           pickups { replicas: 3, zones: 3, capacity: 500/s }

flow order @ 500/s {
  shopper -> lb -> shop ~> orders
  orders ~> parcels x 60%
  orders ~> pickups x 40%
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
