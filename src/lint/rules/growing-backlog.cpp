// Finds queues that fill faster than they are emptied.
#include <algorithm>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

// A consumer that is too slow is one fault, however many queues fill up behind it.
struct TooSlow {
  ComponentId consumer;
  std::vector<ComponentId> queues;
  double arriving = 0, capacity = 0;
};

std::vector<TooSlow> by_consumer(const Facts& facts) {
  std::vector<TooSlow> all;
  for (const auto& backlog : facts.results.backlogs) {
    auto same = std::find_if(all.begin(), all.end(), [&](const TooSlow& other) {
      return other.consumer == backlog.consumer;
    });
    if (same == all.end()) same = all.insert(same, {backlog.consumer, {}});
    same->queues.push_back(backlog.queue);
    same->arriving += backlog.arriving;
    same->capacity += backlog.capacity;
  }
  return all;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const TooSlow& backlog : by_consumer(facts)) {
    const ComponentId id = backlog.consumer;
    const auto refusal = refusal_chance(facts, id);
    const auto chance = refusal ? refusal : overload_chance(facts, id);
    Finding& finding =
        report(findings, facts, id, severity_by(chance),
               fmt::format("{} gets {} from {} and can handle {}", named(facts, id),
                           quantity::rate_text(backlog.arriving), named(facts, backlog.queues),
                           quantity::rate_text(backlog.capacity)));
    add_chance(finding, chance);
    const double growth = backlog.arriving - backlog.capacity;
    finding.notes.push_back(fmt::format("the backlog grows by {}: {} messages in an hour",
                                        quantity::rate_text(growth),
                                        quantity::count_text(growth * 3600)));
    const auto& capacity = facts.results.capacity[id.index()];
    for (const std::string& note : capacity.notes) finding.notes.push_back(note);
    for (const ComponentId queue : backlog.queues)
      finding.labels.push_back({facts.model.at(queue).span, "fills up"});
    if (is_metered(facts, id)) {
      const double asked = facts.results.tokens[id.index()];
      finding.notes.push_back(
          fmt::format("that is {}, and its limit is {}", rate_of(asked, "tokens"),
                      rate_of(asked / facts.results.components[id.index()].limit_used, "tokens")));
    }
    if (!capacity.needed) {
      finding.help = "ask for a higher limit, or send less to it";
      if (capacity.limited_by != analysis::Limit::limit) finding.help.clear();
      continue;
    }
    finding.help = fmt::format("{} keep up with {} headroom", enough(facts, id, *capacity.needed),
                               percent(analysis::headroom(facts.model, id)));
    offer(finding, raise_to(facts, id, *capacity.needed));
  }
}

}  // namespace

extern const Rule growing_backlog;
constexpr Rule growing_backlog = {
    .name = "growing-backlog",
    .severity = Severity::error,
    .heuristic = false,
    .summary = "producers are faster than consumers",
    .why =
        R"joist(A queue hides that its consumers are too slow: nothing fails, the backlog only grows, by the
difference, for as long as the peak lasts. It has to fit into the queue, and to be worked off
afterwards by what the consumers have to spare.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api      { replicas: 3, zones: 3, capacity: 100 rps }
sqs              uploads
worker           encoders { replicas: 60, zones: 3, capacity: 0.5/s }

flow upload @ 40/s {
  app -> lb -> api ~> uploads ~> encoders
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api      { replicas: 3, zones: 3, capacity: 100 rps }
sqs              uploads
worker           encoders { replicas: 150, zones: 3, capacity: 0.5/s }

flow upload @ 40/s {
  app -> lb -> api ~> uploads ~> encoders
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
