// Goes through the rows of a flow, callees first: loops round after round, then messages.
#include <algorithm>
#include <cmath>

#include "analysis/latency_grid.hpp"

namespace joist::analysis {
namespace {

constexpr int most_followed = 200;            // of a loop that is followed
constexpr std::uint32_t most_repeats = 1000;  // of one with `most`
constexpr double settled = 1e-10;             // change of a round, in probability
constexpr double linear = 1e-9;               // what a second round may differ from the first by

}  // namespace

void FlowGrid::solve_from(std::size_t part) {
  for (std::size_t p = tree_.parts.size(); p-- > part;) {
    if (until_done_) set_followed(p);
    tree_.is_loop(p) ? solve_loop(p) : solve(tree_.parts.part(p)[0]);
  }
}

Masses FlowGrid::run(bool with_own) {
  solve_from(0);
  Masses result = grid_.never();
  for (const auto& [row, share] : tree_.entries) {
    Masses one = until_done_ ? finished(tree_.place[row]) : calls(tree_.place[row]);
    const Service& own = tree_.service(row);
    if (with_own) serve(one, own, own.timed ? own.mean : 0, own.own);
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
  // Here, callees first, so that nothing is asked for deep down in a chain.
  if (!until_done_ || followed_[place] <= 0) return;
  if (std::isinf(followed_[place])) {
    set_later(place);
  } else {
    finished(place);
  }
}

void FlowGrid::solve_rounds(const LimitedLoop& loop) {
  for (const std::uint32_t node : loop.order) {
    passes_[node] = infinity;
    times_[node] = {grid_.nothing(), {}, {}, true, true};
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

// With calls of one member given, those of all that lead there, and its own in the end.
Masses FlowGrid::once_round(const Ring& ring, const Masses& given) {
  times_[ring.back].calls = given;
  for (const std::uint32_t node : ring.order) times_[node].calls = convolved(tree_.rows[node]);
  return convolved(tree_.rows[ring.back]);
}

// Where a round adds its own time and leads back with some chance, x = a + b * x.
bool FlowGrid::solve_ring(const Ring& ring) {
  const Masses leaves = once_round(ring, grid_.never());
  Masses comes_back = once_round(ring, grid_.nothing());
  const double start = std::min(leaves.start, comes_back.start);
  comes_back = moved(comes_back, start);
  const Masses left = moved(leaves, start);
  for (std::size_t i = 0; i < grid_.size(); ++i)
    comes_back[i] = std::max(0.0, comes_back[i] - left[i]);
  const Masses twice = once_round(ring, leaves);
  Masses expected = grid_.sum(comes_back, leaves);
  add(expected, leaves, 1);
  if (apart(twice, expected) > linear) return false;
  once_round(ring, grid_.in_rounds(leaves, comes_back));
  return true;
}

void FlowGrid::solve_loop(std::size_t part) {
  const auto limited = limited_loop(tree_, part);
  if (limited && limited->again->rounds <= most_repeats) return solve_rounds(*limited);
  const auto nodes = tree_.parts.part(part);
  const auto begin = [&] {
    for (const std::uint32_t node : nodes) {
      passes_[node] = infinity;
      times_[node] = {grid_.never(), {}, {}, true, true};
    }
  };
  begin();
  const bool sets_off = until_done_ && followed_[nodes[0]] > 0;
  const auto ring = sets_off ? std::nullopt : ring_of(tree_, part);
  if (ring && solve_ring(*ring)) return;
  if (ring) begin();
  for (int round = 0; round < most_followed; ++round) {
    double change = 0;
    for (std::size_t i = nodes.size(); i-- > 0;) {
      Masses next = on_whole_steps(convolved(tree_.rows[nodes[i]]));
      change += apart(next, times_[nodes[i]].calls);
      times_[nodes[i]].calls = std::move(next);
      if (until_done_) change += set_later(nodes[i]);
    }
    if (change < settled) break;
  }
}

Masses time_of(const FlowTree& tree, const Grid& grid, bool until_done) {
  return FlowGrid(tree, grid, until_done).run(true);
}

Masses time_of_calls(const FlowTree& tree, const Grid& grid) {
  return FlowGrid(tree, grid, false).run(false);
}

}  // namespace joist::analysis
