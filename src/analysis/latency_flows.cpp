// How long the requests of each flow take, end to end.
#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/latency.hpp"
#include "analysis/latency_kept.hpp"
#include "analysis/latency_tree.hpp"
#include "analysis/percentiles.hpp"

namespace joist::analysis {
namespace {

constexpr double least_of_bound = 1e-3;  // a mean below that is not looked for from there

class MeanOnGrids {
 public:
  MeanOnGrids(const FlowTree& tree, bool until_done, double& effort)
      : tree_(tree), until_done_(until_done), effort_(effort) {}

  double run(double guess) {
    find(guess);
    double all = 0;
    for (const double mass : masses_) all += mass;
    const double whole = grid_.mean(masses_) / all;
    return whole + shorter(whole);
  }

 private:
  // On a grid long enough that next to nothing lies beyond it.
  void find(double guess) {
    bool fits = false;
    for (double end = 16 * guess;;) {
      look(end);
      const double most = grid_.quantile(masses_, 1 - left_out);
      const bool coarse = most > 0 && most < end / 4;
      if (fits || end > 1e5 * guess || (most >= 0 && !coarse)) return;
      fits = coarse && most > 16 * grid_.step();
      end = most < 0 ? end * 4 : std::max(most * 1.2, 16 * grid_.step());
    }
  }

  // A long tail leaves few points for what is short: how much more the mean is as shorter grids
  // have it below their ends.
  double shorter(double mean) {
    double more = 0;
    while (mean + more < fine_enough * grid_.step()) {
      const double before = grid_.mean_below(masses_, grid_.end() / times_shorter);
      look(grid_.end() / times_shorter);
      const double change = grid_.mean_below(masses_, grid_.end()) - before;
      more += change;
      if (std::abs(change) <= settled_mean * mean) break;
    }
    return more;
  }

  void look(double end) {
    grid_ = Grid(end);
    masses_ = time_of(tree_, grid_, until_done_);
    effort_ += grid_.work();
  }

  static constexpr double left_out = 1e-7;      // of the mass, left out
  static constexpr double fine_enough = 128;    // steps
  static constexpr double settled_mean = 1e-5;  // relative
  static constexpr double times_shorter = 16;

  const FlowTree& tree_;
  const bool until_done_;
  double& effort_;
  Grid grid_ = Grid(1);
  Masses masses_;
};

Percentiles measure(const FlowTree& tree, bool until_done, double& effort) {
  const MeanTime time = until_done ? mean_until_done(tree) : mean_until_answer(tree);
  if (time.value <= 0) return {};
  if (std::isinf(time.value)) return without_bound();
  const double mean =
      time.is_bound ? MeanOnGrids(tree, until_done, effort).run(time.value) : time.value;
  const double guess = time.is_bound ? std::max(mean, time.value * least_of_bound) : mean;
  return percentiles(mean, guess, [&](const Grid& grid) {
    Masses masses = time_of(tree, grid, until_done);
    effort += grid.work();
    return masses;
  });
}

// Of what is met before the answer alone, or before all is done.
std::vector<ComponentId> untimed(const FlowTree& tree, bool with_messages) {
  std::vector<ComponentId> found;
  std::vector<std::uint32_t> met;
  std::vector<char> seen(tree.rows.size(), 0);
  const auto meet = [&](std::uint32_t row) {
    if (std::exchange(seen[tree.place[row]], char{1}) == 0) met.push_back(row);
  };
  for (const auto& [row, share] : tree.entries) meet(row);
  for (std::size_t i = 0; i < met.size(); ++i) {
    tree.each_branch(met[i], with_messages, [&](const Branch& branch) {
      if (!branch.timed) found.push_back(tree.at(branch.row).component);
      each_way(branch, [&](std::uint32_t row, double) { meet(row); });
    });
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// Something on the way states how long it takes.
bool is_timed(const FlowTree& tree) {
  bool timed = false;
  for (const auto& [row, share] : tree.entries) timed = timed || tree.service(row).timed;
  for (const std::uint32_t row : tree.rows) {
    tree.each_branch(row, true, [&](const Branch& branch) {
      timed = timed || branch.timed || branch.delay > 0 || branch.filling.is_needed();
    });
  }
  return timed;
}

FlowTimes times_of(const FlowTree& tree) {
  FlowTimes result;
  if (!is_timed(tree)) return result;
  if (tree.is_unbounded(false)) {
    result.latency = result.done = without_bound();
    return result;
  }
  result.latency = measure(tree, false, result.effort);
  result.done = result.latency;
  if (!tree.has_messages) return result;
  result.done = tree.is_unbounded(true) ? without_bound() : measure(tree, true, result.effort);
  return result;
}

FlowTimes times_of(const FlowTree& tree, KeptTimes* kept) {
  if (kept == nullptr) return times_of(tree);
  const Fingerprint print = fingerprint(tree);
  if (const FlowTimes* known = kept->find(print)) return *known;
  FlowTimes times = times_of(tree);
  kept->put(print, times);
  return times;
}

// The rows where a flow's rate enters, and their shares of it.
Entries entries_of(const Network::Parts& network, const std::vector<RowCalls>& calls,
                   std::uint32_t flow) {
  Entries entries;
  double whole = 0;
  for (const Injection& injection : network.injections) {
    if (injection.flow != flow || injection.arrow != nowhere) continue;
    const std::uint32_t row = network.node_row[injection.node];
    const bool again = !entries.empty() && entries.back().first == row;
    if (again || !calls[row].known || !(injection.mean > 0)) continue;
    entries.emplace_back(row, injection.mean);
    whole += injection.mean;
  }
  for (auto& [row, share] : entries) share /= whole;
  return entries;
}

}  // namespace

std::vector<FlowLatency> flow_latencies(const model::Model& model, const Network& network,
                                        const Traffic& traffic, const Capacities& capacities,
                                        const std::vector<Service>& services,
                                        const std::vector<char>& wanted,
                                        std::vector<double>& efforts, KeptTimes* kept) {
  std::vector<FlowLatency> result(traffic.flows.size());
  efforts.assign(result.size(), 0.0);
  if (std::none_of(wanted.begin(), wanted.end(), [](char is) { return is != 0; })) return result;
  const std::vector<RowCalls> calls =
      row_calls(model, network.parts(), traffic, capacities.facts());
  std::vector<std::uint32_t> place(calls.size(), nowhere);
  for (std::uint32_t flow = 0; flow < result.size(); ++flow) {
    if (!wanted[flow] || !traffic.flows[flow].known) continue;
    Entries entries = entries_of(network.parts(), calls, flow);
    if (entries.empty()) continue;
    const FlowTree tree(calls, services, std::move(entries), place);
    const FlowTimes times = times_of(tree, kept);
    result[flow] = {times.latency, times.done, untimed(tree, true), untimed(tree, false)};
    efforts[flow] = times.effort;
  }
  return result;
}

}  // namespace joist::analysis
