// Composes the times of a flow's calls into how long its requests take, end to end.
#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/latency.hpp"
#include "analysis/latency_calls.hpp"
#include "analysis/loops.hpp"
#include "analysis/percentiles.hpp"

namespace joist::analysis {
namespace {

using model::Role;

constexpr int most_rounds = 200;  // of a loop that is followed
constexpr double settled = 1e-10;
constexpr double no_cut = 60;  // a timeout of so many means cuts nothing

// Distributions of one row: what its calls take until all have answered, and how much longer, after
// its own answer, it takes until its messages have been handled.
struct RowTimes {
  Masses calls, later;
  bool has_later = false;
};

// All rows of one flow that its entry leads to, callees first.
class FlowTimes {
 public:
  FlowTimes(const model::Model& model, const std::vector<RowCalls>& calls,
            const std::vector<Service>& services, std::vector<std::uint32_t>& place)
      : model_(model), calls_(calls), services_(services), place_(place) {}

  FlowLatency run(const std::vector<std::pair<std::uint32_t, double>>& entries) {
    FlowLatency result;
    collect(entries);
    order();
    find_untimed(result);
    const bool answers = !unbounded(entries, false);
    if (!answers) {
      result.latency = result.done = without_bound();
    } else {
      result.latency = measure(entries, false);
      result.done = result.latency;
      if (has_messages_) {
        result.done = unbounded(entries, true) ? without_bound() : measure(entries, true);
      }
    }
    for (const std::uint32_t row : rows_) place_[row] = nowhere;
    return result;
  }

 private:
  using Entries = std::vector<std::pair<std::uint32_t, double>>;

  static Percentiles without_bound() {
    return {infinity, infinity, infinity, infinity, infinity, infinity};
  }

  template <class Visit>
  void each_branch(std::uint32_t row, bool with_messages, const Visit& visit) const {
    for (const Step& step : calls_[row].waited_for) {
      for (const Stride& stride : step.strides) {
        for (const Branch& branch : stride.branches) visit(branch);
      }
    }
    if (!with_messages) return;
    for (const Branch& branch : calls_[row].messages) visit(branch);
  }

  void collect(const Entries& entries) {
    const auto add = [&](std::uint32_t row) {
      if (place_[row] != nowhere) return;
      place_[row] = static_cast<std::uint32_t>(rows_.size());
      rows_.push_back(row);
    };
    for (const auto& [row, share] : entries) add(row);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      has_messages_ = has_messages_ || !calls_[rows_[i]].messages.empty();
      each_branch(rows_[i], true, [&](const Branch& branch) { add(branch.row); });
    }
  }

  void order() {
    std::vector<Link> links;
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
      each_branch(rows_[i], true, [&](const Branch& branch) {
        links.push_back({i, place_[branch.row]});
      });
    }
    graph_ = make_graph(rows_.size(), links);
    parts_ = strong_parts(graph_);
  }

  const Service& service(std::uint32_t row) const {
    return services_[calls_[row].component.index()];
  }

  // Some component on the way has a queue that grows without bound.
  bool unbounded(const Entries& entries, bool with_messages) const {
    std::vector<char> seen(rows_.size(), 0);
    std::vector<std::uint32_t> stack;
    const auto add = [&](std::uint32_t row) {
      if (seen[place_[row]]) return;
      seen[place_[row]] = 1;
      stack.push_back(row);
    };
    for (const auto& [row, share] : entries) add(row);
    while (!stack.empty()) {
      const std::uint32_t row = stack.back();
      stack.pop_back();
      if (service(row).unbounded()) return true;
      each_branch(row, with_messages, [&](const Branch& branch) { add(branch.row); });
    }
    return false;
  }

  void find_untimed(FlowLatency& result) const {
    for (const std::uint32_t row : rows_) {
      each_branch(row, true, [&](const Branch& branch) {
        if (!branch.timed) result.untimed.push_back(calls_[branch.row].component);
      });
    }
    std::sort(result.untimed.begin(), result.untimed.end());
    result.untimed.erase(std::unique(result.untimed.begin(), result.untimed.end()),
                         result.untimed.end());
  }

  // --- distributions ---

  Masses at_target(const Grid& grid, const Branch& branch) const {
    const Service& target = service(branch.row);
    Masses masses = times_[place_[branch.row]].calls;
    grid.add_wait(masses, target.place);
    grid.add_wait(masses, target.machine);
    if (branch.time > 0) {
      if (std::abs(branch.variation - 1) < 1e-9) {
        grid.add_exponential(masses, branch.time);
      } else if (branch.variation < 1e-9) {
        grid.add_constant(masses, branch.time);
      } else {
        masses = grid.sum(masses, grid.lognormal(branch.time, branch.variation));
      }
    }
    grid.add_constant(masses, branch.delay);
    return masses;
  }

  Masses one_call(const Grid& grid, const Branch& branch) const {
    Masses masses = at_target(grid, branch);
    if (branch.timeout > 0) grid.cut(masses, branch.timeout);
    if (branch.fails <= 0 || branch.attempts <= 1) return masses;
    Masses all = masses;
    for (std::uint32_t attempt = 1; attempt < branch.attempts; ++attempt) {
      all = grid.sum(masses, mix(grid.nothing(), all, branch.fails));
    }
    return all;
  }

  Masses all_calls(const Grid& grid, const Branch& branch) const {
    const Masses one = one_call(grid, branch);
    if (branch.parallel <= 1) return grid.repeat(one, branch.count);
    const double width = std::floor(branch.parallel), rounds = std::floor(branch.count / width);
    const double rest = branch.count - rounds * width;
    Masses masses = rounds > 0 ? grid.repeat(grid.slowest(one, width), rounds) : grid.nothing();
    if (rest > 0) masses = grid.sum(masses, grid.slowest(one, rest));
    return masses;
  }

  Masses of_step(const Grid& grid, const Step& step) const {
    Masses masses = grid.nothing();
    for (const Stride& stride : step.strides) {
      Masses slowest = all_calls(grid, stride.branches.front());
      for (std::size_t i = 1; i < stride.branches.size(); ++i) {
        slowest = grid.slower(slowest, all_calls(grid, stride.branches[i]));
      }
      masses = grid.sum(masses, slowest);
    }
    return masses;
  }

  Masses calls_of(const Grid& grid, std::uint32_t row) const {
    const RowCalls& calls = calls_[row];
    if (calls.chooses) {
      Masses masses(Grid::size, 0.0);
      double left = 1;
      for (const Step& step : calls.waited_for) {
        const Masses one = of_step(grid, step);
        for (std::size_t i = 0; i < Grid::size; ++i) masses[i] += one[i] * step.probability;
        left -= step.probability;
      }
      masses.front() += std::max(0.0, left);
      return masses;
    }
    Masses masses = grid.nothing();
    for (const Step& step : calls.waited_for) {
      Masses one = of_step(grid, step);
      if (step.probability < 1) one = mix(grid.nothing(), one, step.probability);
      masses = grid.sum(masses, one);
    }
    return masses;
  }

  // The last of `count` messages; of less than one, with that chance.
  Masses last_of(const Grid& grid, const Masses& one, double count) const {
    return count < 1 ? mix(grid.nothing(), one, count) : grid.slowest(one, count);
  }

  bool has_later(const Branch& branch) const { return times_[place_[branch.row]].has_later; }
  const Masses& later(const Branch& branch) const { return times_[place_[branch.row]].later; }

  void set_later(const Grid& grid, std::uint32_t row, RowTimes& times) const {
    times.later = grid.nothing();
    for (const Branch& branch : calls_[row].messages) {
      Masses one = at_target(grid, branch);
      if (branch.filling > 0) one = grid.sum(one, grid.uniform(branch.filling));
      if (has_later(branch)) one = grid.sum(one, later(branch));
      times.later = grid.slower(times.later, last_of(grid, one, branch.count));
      times.has_later = true;
    }
    for (const Step& step : calls_[row].waited_for) {
      for (const Stride& stride : step.strides) {
        for (const Branch& branch : stride.branches) {
          if (!has_later(branch)) continue;
          const Masses all = last_of(grid, later(branch), branch.count * step.probability);
          times.later = grid.slower(times.later, all);
          times.has_later = true;
        }
      }
    }
  }

  static double distance(const Masses& a, const Masses& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(a[i] - b[i]);
    return sum;
  }

  // A loop is followed round after round; what has not come back yet counts as not answered.
  void solve(const Grid& grid, bool with_messages) {
    times_.assign(rows_.size(), {Masses(Grid::size, 0.0), Masses(Grid::size, 0.0), false});
    for (std::size_t p = parts_.size(); p-- > 0;) {
      const auto nodes = parts_.part(p);
      for (int round = 0; round < (is_loop(p) ? most_rounds : 1); ++round) {
        double change = 0;
        for (std::size_t i = nodes.size(); i-- > 0;) {
          RowTimes& times = times_[nodes[i]];
          Masses before = times.calls;
          times.calls = calls_of(grid, rows_[nodes[i]]);
          if (with_messages) set_later(grid, rows_[nodes[i]], times);
          if (is_loop(p)) change += distance(before, times.calls);
        }
        if (change < settled) break;
      }
    }
  }

  bool is_loop(std::size_t part) const {
    const auto nodes = parts_.part(part);
    if (nodes.size() > 1) return true;
    const auto first = graph_.to.begin() + graph_.begin[nodes[0]];
    return std::find(first, graph_.to.begin() + graph_.begin[nodes[0] + 1], nodes[0]) !=
           graph_.to.begin() + graph_.begin[nodes[0] + 1];
  }

  Masses whole(const Grid& grid, const Entries& entries, bool with_messages) {
    solve(grid, with_messages);
    Masses result(Grid::size, 0.0);
    for (const auto& [row, share] : entries) {
      Masses one = times_[place_[row]].calls;
      const Service& own = service(row);
      grid.add_wait(one, own.place);
      grid.add_wait(one, own.machine);
      if (own.timed && own.mean > 0) grid.add_exponential(one, own.mean);
      if (with_messages && times_[place_[row]].has_later) {
        one = grid.sum(one, times_[place_[row]].later);
      }
      for (std::size_t i = 0; i < Grid::size; ++i) result[i] += one[i] * share;
    }
    return result;
  }

  // --- means ---

  // Exact while times only add and mix; an upper bound (`is_bound_`) where some are taken side by
  // side or cut.
  double mean_call(const Branch& branch) {
    const Service& target = service(branch.row);
    double mean = branch.time + branch.delay + target.place.overall() + target.machine.overall() +
                  means_[place_[branch.row]];
    if (branch.timeout > 0 && branch.timeout < no_cut * mean) {
      is_bound_ = true;
      mean = std::min(mean, branch.timeout);
    }
    double attempts = 1, factor = 1;
    for (std::uint32_t i = 1; i < branch.attempts; ++i) attempts += factor *= branch.fails;
    return mean * attempts * branch.count;
  }

  double mean_calls(std::uint32_t row) {
    double sum = 0;
    for (const Step& step : calls_[row].waited_for) {
      for (const Stride& stride : step.strides) {
        double all = 0;
        for (const Branch& branch : stride.branches) {
          all += mean_call(branch);
          is_bound_ = is_bound_ || (branch.parallel > 1 && branch.count > 1);
        }
        is_bound_ = is_bound_ || stride.branches.size() > 1;
        sum += all * step.probability;
      }
    }
    return sum;
  }

  double mean_until_answer(const Entries& entries) {
    means_.assign(rows_.size(), 0.0);
    is_bound_ = false;
    for (std::size_t p = parts_.size(); p-- > 0;) {
      const auto nodes = parts_.part(p);
      for (int round = 0; round < (is_loop(p) ? 10'000 : 1); ++round) {
        double change = 0;
        for (std::size_t i = nodes.size(); i-- > 0;) {
          const double before = means_[nodes[i]];
          means_[nodes[i]] = mean_calls(rows_[nodes[i]]);
          change = std::max(change, std::abs(means_[nodes[i]] - before) / means_[nodes[i]]);
        }
        if (!(change > 1e-15)) break;
      }
    }
    double mean = 0;
    for (const auto& [row, share] : entries) {
      const Service& own = service(row);
      mean += share * (means_[place_[row]] + own.place.overall() + own.machine.overall() +
                       (own.timed ? own.mean : 0));
    }
    return mean;
  }

  // On a grid long enough that next to nothing lies beyond it.
  double mean_on_grid(const Entries& entries, bool with_messages, double guess) {
    for (double end = 16 * guess;; end *= 4) {
      const Grid grid(end);
      const Masses masses = whole(grid, entries, with_messages);
      double all = 0;
      for (const double mass : masses) all += mass;
      if (all > 1 - 1e-7 || end > 1e5 * guess) return grid.mean(masses) / all;
    }
  }

  Percentiles measure(const Entries& entries, bool with_messages) {
    double guess = mean_until_answer(entries);
    if (guess <= 0 && !with_messages) return {};
    const bool exact = !with_messages && !is_bound_;
    if (guess <= 0) guess = 1e-3;
    const double mean = exact ? guess : mean_on_grid(entries, with_messages, guess);
    return percentiles(mean, std::max(mean, guess),
                       [&](const Grid& grid) { return whole(grid, entries, with_messages); });
  }

  const model::Model& model_;
  const std::vector<RowCalls>& calls_;
  const std::vector<Service>& services_;
  std::vector<std::uint32_t>& place_;
  std::vector<std::uint32_t> rows_;
  Graph graph_;
  StrongParts parts_;
  std::vector<RowTimes> times_;
  std::vector<double> means_;
  bool has_messages_ = false;
  bool is_bound_ = false;
};

}  // namespace

std::vector<FlowLatency> flow_latencies(const model::Model& model, const Network& network,
                                        const Traffic& traffic, const Capacities& capacities,
                                        const std::vector<Service>& services) {
  const Network::Parts& parts = network.parts();
  const std::vector<RowCalls> calls = row_calls(model, parts, traffic, capacities, services);
  std::vector<FlowLatency> result(traffic.flows.size());
  std::vector<std::uint32_t> place(calls.size(), nowhere);
  for (std::uint32_t flow = 0; flow < result.size(); ++flow) {
    if (!traffic.flows[flow].known) continue;
    std::vector<std::pair<std::uint32_t, double>> entries;
    double whole = 0;
    for (const Injection& injection : parts.injections) {
      if (injection.flow != flow || injection.arrow != nowhere) continue;
      const std::uint32_t row = parts.node_row[injection.node];
      const bool again = !entries.empty() && entries.back().first == row;
      if (again || !calls[row].known || !(injection.mean > 0)) continue;
      entries.emplace_back(row, injection.mean);
      whole += injection.mean;
    }
    if (entries.empty()) continue;
    for (auto& [row, share] : entries) share /= whole;
    result[flow] = FlowTimes(model, calls, services, place).run(entries);
  }
  return result;
}

}  // namespace joist::analysis
