// Finds queues that grow, and how long the others take to recover.
#include "analysis/backlogs.hpp"

#include <algorithm>
#include <cmath>

namespace joist::analysis {
namespace {

// What each component gets out of queues, in calls per second.
std::vector<double> out_of_queues(const model::Model& model, const Results& results) {
  std::vector<double> calls(model.components.size());
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    const model::Arrow& arrow = model.arrows[i];
    if (model.at(arrow.from).role == model::Role::queue && results.arrows[i].known)
      calls[arrow.to.index()] += results.arrows[i].peak;
  }
  return calls;
}

// Every flow that comes through a queue has an arrow of its own there.
void add(std::vector<Backlog>& backlogs, const Backlog& more) {
  const auto same = std::find_if(backlogs.begin(), backlogs.end(), [&](const Backlog& other) {
    return other.queue == more.queue && other.consumer == more.consumer;
  });
  if (same == backlogs.end()) {
    backlogs.push_back(more);
    return;
  }
  same->arriving += more.arriving;
  same->capacity += more.capacity;
}

// One whose other callers alone are too much is overloaded instead: they do not wait in a queue.
void find_growing(const model::Model& model, Results& results) {
  const std::vector<double> queued = out_of_queues(model, results);
  results.backlogs.clear();
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    const model::Arrow& arrow = model.arrows[i];
    if (!results.arrows[i].known || model.at(arrow.from).role != model::Role::queue) continue;
    const CapacityResult& consumer = results.capacity[arrow.to.index()];
    if (!consumer.known || !(consumer.utilization > 1)) continue;
    const double offered = results.components[arrow.to.index()].offered;
    const double others = 1 - queued[arrow.to.index()] / offered;
    if (std::isfinite(consumer.utilization) && others * consumer.utilization > 1) continue;
    const model::Stated* batch = model.number(arrow.to, model::Attribute::batch);
    const double messages =
        results.arrows[i].peak * (batch && batch->value() > 0 ? batch->value() : 1);
    add(results.backlogs, {arrow.from, arrow.to, messages, messages / consumer.utilization});
  }
}

// An outage of its consumers leaves what arrived meanwhile; they work it off with what they have to
// spare: `lambda t / (capacity - lambda)`.
void find_catch_up(const model::Model& model, Results& results) {
  results.queues.assign(model.components.size(), {});
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    const model::Arrow& arrow = model.arrows[i];
    const bool waits = model.at(arrow.from).role == model::Role::queue && results.arrows[i].known &&
                       arrow.when == model::When::always;
    if (!waits) continue;
    const CapacityResult& consumer = results.capacity[arrow.to.index()];
    const double use = consumer.utilization;
    if (!consumer.known || !(use > 0) || !(use < 1)) continue;
    auto& catch_up = results.queues[arrow.from.index()].catch_up;
    catch_up = std::max(catch_up.value_or(0), use / (1 - use));
  }
  for (const Backlog& backlog : results.backlogs) {
    QueueResult& queue = results.queues[backlog.queue.index()];
    queue.growth = queue.growth.value_or(0) + backlog.arriving - backlog.capacity;
    queue.catch_up = infinity;
  }
}

}  // namespace

void find_backlogs(const model::Model& model, Results& results) {
  find_growing(model, results);
  find_catch_up(model, results);
}

}  // namespace joist::analysis
