// Collects the rows of a flow, and sums up the means of their times.
#include "analysis/latency_tree.hpp"

#include <algorithm>
#include <cmath>

namespace joist::analysis {
namespace {

constexpr double no_cut = 60;             // a timeout of so many means cuts nothing
constexpr int most_loop_sweeps = 10'000;  // of a loop

// Of one call that a timeout may cut, where nothing is called at its target and there is one queue
// at most; negative where that has no closed form.
double cut_at_target(const Branch& branch, const Service& target) {
  const bool plain = branch.own_time || target.own.is_exponential();
  if (!plain) return -1;
  const double left = std::max(0.0, branch.timeout - branch.delay);
  double sum = std::min(branch.delay, branch.timeout);
  for (const Queue& queue : target.queues) {
    const bool both = queue.place.probability > 0 && queue.machine.probability > 0;
    const Wait& wait = queue.place.probability > 0 ? queue.place : queue.machine;
    if (both || queue.stretch > 1 || wait.service > 0) return -1;
    sum += queue.share * response_cut(wait, branch.time, left);
  }
  return target.overloaded ? branch.timeout : sum;
}

class CallMeans {
 public:
  CallMeans(const std::vector<RowCalls>& calls, const std::vector<Service>& services,
            const std::function<double(std::uint32_t)>& behind)
      : calls_(calls), services_(services), behind_(behind) {}

  MeanTime of(const RowCalls& row) {
    result_ = {};
    result_.value = of_steps(row.waited_for);
    return result_;
  }

 private:
  double of_steps(const std::vector<Step>& steps) {
    double sum = 0;
    for (const Step& step : steps) {
      for (const Stride& stride : step.strides) {
        double all = 0;
        for (const Branch& branch : stride.branches) all += of_branch(branch);
        result_.is_bound = result_.is_bound || stride.branches.size() > 1;
        if (step.probability > 0) sum += all * step.probability;
      }
    }
    return sum;
  }

  double of_branch(const Branch& branch) {
    const Service& target = services_[calls_[branch.row].component.index()];
    double beyond = 0;
    each_way(branch, [&](std::uint32_t row, double share) { beyond += share * behind_(row); });
    const double waiting = target.unbounded() ? infinity : target.waiting(branch.time);
    double mean = branch.time + branch.delay + waiting + beyond;
    if (branch.timeout > 0 && branch.timeout < no_cut * mean) {
      const double exact = beyond > 0 ? -1 : cut_at_target(branch, target);
      result_.is_bound = result_.is_bound || exact < 0;
      mean = exact < 0 ? std::min(mean, branch.timeout) : exact;
    }
    if (branch.refused > 0) mean += (branch.delay - mean) * branch.refused;
    result_.is_bound = result_.is_bound || branch.is_side_by_side();
    return (mean * branch.expected_attempts() + of_steps(branch.then)) * branch.count;
  }

  const std::vector<RowCalls>& calls_;
  const std::vector<Service>& services_;
  const std::function<double(std::uint32_t)>& behind_;
  MeanTime result_;
};

}  // namespace

FlowTree::FlowTree(const std::vector<RowCalls>& row_calls, const std::vector<Service>& all_services,
                   Entries all_entries, std::vector<std::uint32_t>& places, bool with_messages)
    : calls(row_calls), services(all_services), entries(std::move(all_entries)), place(places) {
  const auto add = [&](std::uint32_t row) {
    if (place[row] != nowhere) return;
    place[row] = static_cast<std::uint32_t>(rows.size());
    rows.push_back(row);
  };
  for (const auto& [row, share] : entries) add(row);
  std::vector<Link> links;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    has_messages = has_messages || (with_messages && !calls[rows[i]].messages.empty());
    each_branch(rows[i], with_messages, [&](const Branch& branch) {
      each_way(branch, [&](std::uint32_t row, double) {
        add(row);
        links.push_back({i, place[row]});
      });
    });
  }
  graph = make_graph(rows.size(), links);
  parts = strong_parts(graph);
}

FlowTree::~FlowTree() {
  for (const std::uint32_t row : rows) place[row] = nowhere;
}

bool FlowTree::is_loop(std::size_t part) const {
  const auto nodes = parts.part(part);
  if (nodes.size() > 1) return true;
  const auto first = graph.to.begin() + graph.begin[nodes[0]];
  const auto last = graph.to.begin() + graph.begin[nodes[0] + 1];
  return std::find(first, last, nodes[0]) != last;
}

bool FlowTree::is_unbounded(bool with_messages) const {
  std::vector<char> seen(rows.size(), 0);
  std::vector<std::uint32_t> stack;
  bool found = false;
  const auto add = [&](std::uint32_t row) {
    if (seen[place[row]]) return;
    seen[place[row]] = 1;
    stack.push_back(row);
  };
  for (const auto& [row, share] : entries) {
    found = found || service(row).unbounded();
    add(row);
  }
  while (!stack.empty() && !found) {
    const std::uint32_t row = stack.back();
    stack.pop_back();
    each_branch(row, with_messages, [&](const Branch& branch) {
      found = found || service(branch.row).unbounded();
      each_way(branch, [&](std::uint32_t behind, double) { add(behind); });
    });
  }
  return found;
}

namespace {

// Of one member's calls: what they take on average if they take `given` where they are called
// again. That is a + b x `given`, and so solved by two of them.
template <class OnceRound>
void solve_ring(const OnceRound& once_round) {
  const double leaves = once_round(0), comes_back = once_round(1) - leaves;
  once_round(comes_back < 1 ? leaves / (1 - comes_back) : infinity);
}

}  // namespace

MeanTime mean_until_answer(const FlowTree& tree) {
  std::vector<double> means(tree.rows.size(), 0.0);
  const std::function<double(std::uint32_t)> behind = [&](std::uint32_t row) {
    return means[tree.place[row]];
  };
  MeanTime result;
  for (std::size_t p = tree.parts.size(); p-- > 0;) {
    const auto nodes = tree.parts.part(p);
    const auto mean_at = [&](std::uint32_t node) {
      const MeanTime now =
          mean_of_calls(tree.at(tree.rows[node]), tree.calls, tree.services, behind);
      result.is_bound = result.is_bound || now.is_bound;
      return now.value;
    };
    if (const auto ring = tree.is_loop(p) ? ring_of(tree, p) : std::nullopt) {
      solve_ring([&](double given) {
        means[ring->back] = given;
        for (const std::uint32_t node : ring->order) means[node] = mean_at(node);
        return mean_at(ring->back);
      });
      if (!result.is_bound) continue;
    }
    for (int sweep = 0; sweep < (tree.is_loop(p) ? most_loop_sweeps : 1); ++sweep) {
      double change = 0;
      for (std::size_t i = nodes.size(); i-- > 0;) {
        const double now = mean_at(nodes[i]);
        const double before = std::exchange(means[nodes[i]], now);
        change = std::max(change, std::abs(now - before) / now);
      }
      if (!(change > 1e-15)) break;
    }
  }
  for (const auto& [row, share] : tree.entries) {
    const Service& own = tree.service(row);
    const double time = own.timed ? own.mean : 0;
    result.value += share * (means[tree.place[row]] + own.waiting(time) + time);
  }
  return result;
}

MeanTime mean_of_calls(const RowCalls& row, const std::vector<RowCalls>& calls,
                       const std::vector<Service>& services,
                       const std::function<double(std::uint32_t)>& behind) {
  return CallMeans(calls, services, behind).of(row);
}

}  // namespace joist::analysis
