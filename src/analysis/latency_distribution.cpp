// Goes through the rows of a flow, callees first: loops round after round, then messages.
#include <algorithm>
#include <cmath>

#include "analysis/latency_grid.hpp"

namespace joist::analysis {
namespace {

constexpr int most_followed = 200;            // of a loop that is followed
constexpr std::uint32_t most_repeats = 1000;  // of one with `most`
constexpr double settled = 1e-10;             // change of a round, in probability

}  // namespace

Masses FlowGrid::run(bool with_own) {
  for (std::size_t p = tree_.parts.size(); p-- > 0;) {
    tree_.is_loop(p) ? solve_loop(p) : solve(tree_.parts.part(p)[0]);
  }
  Masses result = grid_.never();
  for (const auto& [row, share] : tree_.entries) {
    Masses one = calls(tree_.place[row]);
    const Service& own = tree_.service(row);
    if (with_own) serve(one, own, own.timed ? own.mean : 0, own.own);
    const RowTimes& times = times_[tree_.place[row]];
    if (times.has_later) one = grid_.sum(one, times.later);
    add(result, one, share);
  }
  return result;
}

void FlowGrid::serve_in(const Queue& queue, Masses& masses, double time,
                        const ServiceShape& shape) const {
  grid_.add_wait(masses, queue.place);
  grid_.add_wait(masses, queue.machine);
  shape.is_exponential() && !queue.shared.empty()
      ? grid_.add_mixture(masses, queue.shared, time)
      : grid_.add_service(masses, time * queue.stretch, shape);
}

void FlowGrid::serve(Masses& masses, const Service& service, double time,
                     const ServiceShape& shape) const {
  if (service.unbounded()) {
    masses = grid_.never();
    return;
  }
  if (service.queues.size() == 1) return serve_in(service.queues.front(), masses, time, shape);
  Masses all = grid_.never();
  for (const Queue& queue : service.queues) {
    Masses one = masses;
    serve_in(queue, one, time, shape);
    add(all, one, queue.share);
  }
  masses = std::move(all);
}

void FlowGrid::solve(std::uint32_t place) {
  const std::uint32_t row = tree_.rows[place];
  for (const Step& step : tree_.at(row).waited_for) passes_[place] += passes(step);
  if (passes_[place] > most_passes) {
    passes_[place] = infinity;
    times_[place].calls = convolved(row);
    times_[place].has_calls = true;
  }
  if (until_done_) set_later(place);
}

void FlowGrid::solve_rounds(const LimitedLoop& loop) {
  for (const std::uint32_t node : loop.order) {
    passes_[node] = infinity;
    times_[node] = {grid_.nothing(), {}, true, false};
  }
  limited_ = loop.again;
  for (std::uint32_t round = 0; round < std::min(loop.again->rounds, most_repeats); ++round) {
    limited_share_ = round == 0 ? 0 : 1 / loop.again->made;
    for (const std::uint32_t node : loop.order) {
      times_[node].calls = convolved(tree_.rows[node]);
      if (until_done_) set_later(node);
    }
  }
  limited_ = nullptr;
}

void FlowGrid::solve_loop(std::size_t part) {
  if (const auto limited = limited_loop(tree_, part)) return solve_rounds(*limited);
  const auto nodes = tree_.parts.part(part);
  for (const std::uint32_t node : nodes) {
    passes_[node] = infinity;
    times_[node] = {grid_.never(), {}, true, false};
  }
  for (int round = 0; round < most_followed; ++round) {
    double change = 0;
    for (std::size_t i = nodes.size(); i-- > 0;) {
      Masses next = convolved(tree_.rows[nodes[i]]);
      const Masses& before = times_[nodes[i]].calls;
      for (std::size_t k = 0; k < grid_.size(); ++k) change += std::abs(next[k] - before[k]);
      times_[nodes[i]].calls = std::move(next);
      if (until_done_) change += set_later(nodes[i]);
    }
    if (change < settled) break;
  }
}

Masses FlowGrid::last_of(const Masses& one, double count) const {
  return count < 1 ? mix(grid_.nothing(), one, count) : grid_.slowest(one, count);
}

void FlowGrid::add_later(RowTimes& times, const Masses& one) const {
  times.later = times.has_later ? grid_.slower(times.later, one) : one;
  times.has_later = true;
}

void FlowGrid::add_later(RowTimes& times, const std::vector<Step>& steps, double made) const {
  for (const Step& step : steps) {
    for (const Stride& stride : step.strides) {
      for (const Branch& branch : stride.branches) {
        const double count = made * step.probability * calls_of(branch);
        each_way(branch, [&](std::uint32_t row, double share) {
          const RowTimes& target = times_[tree_.place[row]];
          if (target.has_later) add_later(times, last_of(target.later, count * share));
        });
        add_later(times, branch.then, count);
      }
    }
  }
}

double FlowGrid::set_later(std::uint32_t place) {
  const RowCalls& at = tree_.at(tree_.rows[place]);
  RowTimes next;
  for (const Branch& branch : at.messages) {
    Masses one = at_target(branch);
    if (branch.filling > 0) one = grid_.sum(one, grid_.uniform(branch.filling));
    each_way(branch, [&](std::uint32_t row, double share) {
      const RowTimes& target = times_[tree_.place[row]];
      if (target.has_later) one = grid_.sum(one, last_of(target.later, share));
    });
    add_later(next, last_of(one, calls_of(branch)));
  }
  add_later(next, at.waited_for, 1);
  RowTimes& times = times_[place];
  double change = 0;
  for (std::size_t i = 0; i < grid_.size() && next.has_later; ++i) {
    change += std::abs(next.later[i] - (times.has_later ? times.later[i] : 0));
  }
  times.later = std::move(next.later);
  times.has_later = next.has_later;
  return change;
}

Masses time_of(const FlowTree& tree, const Grid& grid, bool until_done) {
  return FlowGrid(tree, grid, until_done).run(true);
}

Masses time_of_calls(const FlowTree& tree, const Grid& grid) {
  return FlowGrid(tree, grid, false).run(false);
}

}  // namespace joist::analysis
