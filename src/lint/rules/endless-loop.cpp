// Finds loops that settle on average, and that nothing ends.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lint/calls.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

constexpr double rare = 0.001;  // of the requests

// So many rounds and more are gone by that part of the requests, where each round is followed by
// another with the probability `gain`.
double rounds_of_few(double gain) {
  return std::ceil(std::log(rare) / std::log(gain));
}

bool inside(const analysis::Loop& loop, ComponentId id) {
  return std::find(loop.ring.begin(), loop.ring.end(), id) != loop.ring.end();
}

// Each of the ring waits for the next, so that a request waits all the way round.
bool is_waited_for_all_round(const Facts& facts, const analysis::Loop& loop) {
  if (loop.ring.size() == 1)
    return std::any_of(facts.model.arrows.begin(), facts.model.arrows.end(),
                       [&](const auto& arrow) {
                         return arrow.from == arrow.to && arrow.from == loop.ring.front() &&
                                is_waited_for(facts, arrow);
                       });
  const auto rings = waiting_rings(facts);
  return std::any_of(rings.begin(), rings.end(),
                     [&](const auto& ring) { return is_ring_of(loop, ring); });
}

// What each round pays for: the language models that the ring calls, or has in it.
void add_models(const Facts& facts, const analysis::Loop& loop, Finding& finding) {
  std::vector<ComponentId> models;
  for (const model::Arrow& arrow : facts.model.arrows) {
    const bool metered = facts.results.tokens[arrow.to.index()] > 0;
    if (!metered || arrow.flow != loop.flow || !inside(loop, arrow.from)) continue;
    if (std::find(models.begin(), models.end(), arrow.to) == models.end())
      models.push_back(arrow.to);
  }
  if (!models.empty())
    finding.notes.push_back(fmt::format("each round pays for tokens of {}", named(facts, models)));
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const analysis::Loop& loop : facts.results.loops) {
    if (!loop.settles || loop.most || !(loop.gain > 0) || loop.ring.empty()) continue;
    const bool waits = is_waited_for_all_round(facts, loop);
    Finding& finding =
        report(findings, facts, loop.ring.front(), waits ? Severity::warning : Severity::note,
               fmt::format("{} {} round again in {} of the cases, and nothing ends it",
                           named(facts, loop.ring), loop.ring.size() == 1 ? "goes" : "go",
                           quantity::share_text(loop.gain)));
    if (loop.gain < 1)
      finding.notes.push_back(fmt::format("one request in 1000 goes round {} times or more",
                                          whole(rounds_of_few(loop.gain))));
    add_models(facts, loop, finding);
    for (const model::Arrow& arrow : facts.model.arrows) {
      const bool back =
          arrow.flow == loop.flow && arrow.to == loop.ring.front() && inside(loop, arrow.from);
      if (back && finding.labels.size() < 4) finding.labels.push_back({arrow.span, "leads back"});
    }
    finding.help = "say how often at most, on the call that leads back: `most: 8`";
  }
}

}  // namespace

extern const Rule endless_loop;
constexpr Rule endless_loop = {
    .name = "endless-loop",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a loop of calls that settles on average, without a most",
    .why =
        R"joist(An agent that calls a tool and is asked again, a worker that puts its work back into the queue: on
average such a loop ends, and a few requests go round and round. Each round costs what the first one
did. A bound (`most: 8`) is what is promised to those who wait, and to those who pay. A note where
nobody waits all the way round, because a queue is in between.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          agent { replicas: 3, zones: 3, capacity: 200 rps }
service          tools { replicas: 3, zones: 3, capacity: 400 rps }

flow ask @ 50/s {
  app -> lb -> agent -> tools
  tools -> agent x 60%
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          agent { replicas: 3, zones: 3, capacity: 200 rps }
service          tools { replicas: 3, zones: 3, capacity: 400 rps }

flow ask @ 50/s {
  app -> lb -> agent -> tools
  tools -> agent x 60% { most: 5 }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
