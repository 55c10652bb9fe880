// Composes the times of a flow's calls on one grid.
#include <algorithm>
#include <cmath>

#include "analysis/latency_tree.hpp"

namespace joist::analysis {
namespace {

constexpr int most_rounds = 200;              // of a loop that is followed
constexpr std::uint32_t most_limited = 1000;  // of one with `most`
constexpr double settled = 1e-10;             // change of a round, in probability
constexpr double most_passes = 40;  // where more would be needed, a convolution is cheaper

// What its calls take until all have answered, and how much longer, after its own answer, it takes
// until its messages have been handled.
struct RowTimes {
  Masses calls, later;
  bool has_calls = false;  // `calls` has been made
  bool has_later = false;
};

class FlowGrid {
 public:
  FlowGrid(const FlowTree& tree, const Grid& grid, bool until_done)
      : tree_(tree), grid_(grid), until_done_(until_done) {
    times_.resize(tree.rows.size());
    passes_.assign(tree.rows.size(), 0.0);
  }

  Masses run() {
    for (std::size_t p = tree_.parts.size(); p-- > 0;) {
      tree_.is_loop(p) ? solve_loop(p) : solve(tree_.parts.part(p)[0]);
    }
    Masses result(Grid::size, 0.0);
    for (const auto& [row, share] : tree_.entries) {
      Masses one = calls(tree_.place[row]);
      const Service& own = tree_.service(row);
      grid_.add_wait(one, own.place);
      grid_.add_wait(one, own.machine);
      if (own.timed) grid_.add_exponential(one, own.taken());
      const RowTimes& times = times_[tree_.place[row]];
      if (times.has_later) one = grid_.sum(one, times.later);
      for (std::size_t i = 0; i < Grid::size; ++i) result[i] += one[i] * share;
    }
    return result;
  }

 private:
  // --- in passes over what is there already ---

  // Exponentials, constants and mixtures can be added in passes; others need a convolution.
  double passes(const Branch& branch) const {
    const bool plain = std::abs(branch.variation - 1) < 1e-9 && branch.timeout <= 0 &&
                       branch.fails <= 0 && branch.parallel <= 1;
    if (!plain) return infinity;
    return std::ceil(branch.count) * (2 + passes_[tree_.place[branch.row]]);
  }

  double passes(const Step& step) const {
    double sum = 0;
    for (const Stride& stride : step.strides) {
      sum += stride.branches.size() == 1 ? passes(stride.branches.front()) : infinity;
    }
    return sum;
  }

  void pass(Masses& masses, const Branch& branch) const {
    double left = branch.count;
    for (; left > 1e-12; --left) {
      Masses called = masses;
      pass(called, branch.row);
      const Service& target = tree_.service(branch.row);
      grid_.add_wait(called, target.place);
      grid_.add_wait(called, target.machine);
      grid_.add_exponential(called, branch.time);
      grid_.add_constant(called, branch.delay);
      masses = left < 1 ? mix(masses, called, left) : std::move(called);
    }
  }

  void pass(Masses& masses, const Step& step) const {
    Masses called = masses;
    for (const Stride& stride : step.strides) pass(called, stride.branches.front());
    masses = step.probability < 1 ? mix(masses, called, step.probability) : std::move(called);
  }

  void pass(Masses& masses, std::uint32_t row) const {
    const RowCalls& at = tree_.at(row);
    if (!at.chooses) {
      for (const Step& step : at.waited_for) pass(masses, step);
      return;
    }
    Masses result(Grid::size, 0.0);
    double left = 1;
    for (const Step& step : at.waited_for) {
      Masses called = masses;
      for (const Stride& stride : step.strides) pass(called, stride.branches.front());
      for (std::size_t i = 0; i < Grid::size; ++i) result[i] += called[i] * step.probability;
      left -= step.probability;
    }
    for (std::size_t i = 0; i < Grid::size; ++i) result[i] += masses[i] * std::max(0.0, left);
    masses = std::move(result);
  }

  // --- by convolution ---

  const Masses& calls(std::uint32_t place) {
    RowTimes& times = times_[place];
    if (!times.has_calls) {
      times.calls = grid_.nothing();
      pass(times.calls, tree_.rows[place]);
      times.has_calls = true;
    }
    return times.calls;
  }

  Masses at_target(const Branch& branch) {
    const Service& target = tree_.service(branch.row);
    Masses masses = calls(tree_.place[branch.row]);
    grid_.add_wait(masses, target.place);
    grid_.add_wait(masses, target.machine);
    if (std::abs(branch.variation - 1) < 1e-9) {
      grid_.add_exponential(masses, branch.time);
    } else if (branch.variation < 1e-9) {
      grid_.add_constant(masses, branch.time);
    } else {
      masses = grid_.sum(masses, grid_.lognormal(branch.time, branch.variation));
    }
    grid_.add_constant(masses, branch.delay);
    return masses;
  }

  Masses one_call(const Branch& branch) {
    Masses masses = at_target(branch);
    if (branch.timeout > 0) grid_.cut(masses, branch.timeout);
    if (branch.fails <= 0 || branch.attempts <= 1) return masses;
    Masses all = masses;
    for (std::uint32_t attempt = 1; attempt < branch.attempts; ++attempt) {
      all = grid_.sum(masses, mix(grid_.nothing(), all, branch.fails));
    }
    return all;
  }

  Masses all_calls(const Branch& branch) {
    const Masses one = one_call(branch);
    const double count = calls_of(branch);
    if (branch.parallel <= 1) return grid_.repeat(one, count);
    const double width = std::floor(branch.parallel), rounds = std::floor(count / width);
    const double rest = count - rounds * width;
    Masses masses = rounds > 0 ? grid_.repeat(grid_.slowest(one, width), rounds) : grid_.nothing();
    if (rest > 0) masses = grid_.sum(masses, grid_.slowest(one, rest));
    return masses;
  }

  Masses of_step(const Step& step) {
    Masses masses = grid_.nothing();
    for (const Stride& stride : step.strides) {
      Masses slowest = all_calls(stride.branches.front());
      for (std::size_t i = 1; i < stride.branches.size(); ++i) {
        slowest = grid_.slower(slowest, all_calls(stride.branches[i]));
      }
      masses = grid_.sum(masses, slowest);
    }
    return masses;
  }

  Masses chosen(std::uint32_t row) {
    Masses masses(Grid::size, 0.0);
    double left = 1;
    for (const Step& step : tree_.at(row).waited_for) {
      const Masses one = of_step(step);
      for (std::size_t i = 0; i < Grid::size; ++i) masses[i] += one[i] * step.probability;
      left -= step.probability;
    }
    masses.front() += std::max(0.0, left);
    return masses;
  }

  Masses convolved(std::uint32_t row) {
    if (tree_.at(row).chooses) return chosen(row);
    Masses masses = grid_.nothing();
    for (const Step& step : tree_.at(row).waited_for) {
      if (passes(step) <= most_passes) continue;
      Masses one = of_step(step);
      if (step.probability < 1) one = mix(grid_.nothing(), one, step.probability);
      masses = grid_.sum(masses, one);
    }
    for (const Step& step : tree_.at(row).waited_for) {
      if (passes(step) <= most_passes) pass(masses, step);
    }
    return masses;
  }

  void solve(std::uint32_t place) {
    const std::uint32_t row = tree_.rows[place];
    for (const Step& step : tree_.at(row).waited_for) passes_[place] += passes(step);
    if (passes_[place] > most_passes) {
      passes_[place] = infinity;
      times_[place].calls = convolved(row);
      times_[place].has_calls = true;
    }
    if (until_done_) set_later(place);
  }

  // From the last round, in which nothing is called again, to the first.
  void solve_rounds(const LimitedLoop& loop) {
    for (const std::uint32_t node : loop.order) {
      passes_[node] = infinity;
      times_[node] = {grid_.nothing(), {}, true, false};
    }
    limited_ = loop.again;
    for (std::uint32_t round = 0; round < std::min(loop.again->rounds, most_limited); ++round) {
      limited_share_ = round == 0 ? 0 : 1 / loop.again->made;
      for (const std::uint32_t node : loop.order) {
        times_[node].calls = convolved(tree_.rows[node]);
        if (until_done_) set_later(node);
      }
    }
    limited_ = nullptr;
  }

  double calls_of(const Branch& branch) const {
    return &branch == limited_ ? branch.count * limited_share_ : branch.count;
  }

  // A loop is followed round after round; what has not come back yet counts as not answered.
  void solve_loop(std::size_t part) {
    if (const auto limited = limited_loop(tree_, part)) return solve_rounds(*limited);
    const auto nodes = tree_.parts.part(part);
    for (const std::uint32_t node : nodes) {
      passes_[node] = infinity;
      times_[node] = {Masses(Grid::size, 0.0), {}, true, false};
    }
    for (int round = 0; round < most_rounds; ++round) {
      double change = 0;
      for (std::size_t i = nodes.size(); i-- > 0;) {
        Masses next = convolved(tree_.rows[nodes[i]]);
        const Masses& before = times_[nodes[i]].calls;
        for (std::size_t k = 0; k < Grid::size; ++k) change += std::abs(next[k] - before[k]);
        times_[nodes[i]].calls = std::move(next);
        if (until_done_) change += set_later(nodes[i]);
      }
      if (change < settled) break;
    }
  }

  // --- messages ---

  // The last of `count` messages; of less than one, with that chance.
  Masses last_of(const Masses& one, double count) const {
    return count < 1 ? mix(grid_.nothing(), one, count) : grid_.slowest(one, count);
  }

  void add_later(RowTimes& times, const Masses& one) const {
    times.later = times.has_later ? grid_.slower(times.later, one) : one;
    times.has_later = true;
  }

  // How much it has changed: around a loop it is made of what it was before.
  double set_later(std::uint32_t place) {
    const RowCalls& at = tree_.at(tree_.rows[place]);
    RowTimes next;
    for (const Branch& branch : at.messages) {
      Masses one = at_target(branch);
      if (branch.filling > 0) one = grid_.sum(one, grid_.uniform(branch.filling));
      const RowTimes& target = times_[tree_.place[branch.row]];
      if (target.has_later) one = grid_.sum(one, target.later);
      add_later(next, last_of(one, calls_of(branch)));
    }
    for (const Step& step : at.waited_for) {
      for (const Stride& stride : step.strides) {
        for (const Branch& branch : stride.branches) {
          const RowTimes& target = times_[tree_.place[branch.row]];
          if (!target.has_later) continue;
          add_later(next, last_of(target.later, calls_of(branch) * step.probability));
        }
      }
    }
    RowTimes& times = times_[place];
    double change = 0;
    for (std::size_t i = 0; i < Grid::size && next.has_later; ++i) {
      change += std::abs(next.later[i] - (times.has_later ? times.later[i] : 0));
    }
    times.later = std::move(next.later);
    times.has_later = next.has_later;
    return change;
  }

  const FlowTree& tree_;
  const Grid& grid_;
  bool until_done_;
  std::vector<RowTimes> times_;      // by place
  std::vector<double> passes_;       // to add the calls of a row; infinite where it takes more
  const Branch* limited_ = nullptr;  // leads back, in the loop at hand
  double limited_share_ = 1;         // of its calls, in the round at hand
};

}  // namespace

Masses time_of(const FlowTree& tree, const Grid& grid, bool until_done) {
  return FlowGrid(tree, grid, until_done).run();
}

}  // namespace joist::analysis
