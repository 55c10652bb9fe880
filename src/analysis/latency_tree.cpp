// Collects the rows of a flow, and sums up the means of their times.
#include "analysis/latency_tree.hpp"

#include <algorithm>
#include <cmath>

namespace joist::analysis {
namespace {

constexpr double no_cut = 60;        // a timeout of so many means cuts nothing
constexpr int most_sweeps = 10'000;  // of a loop

class Means {
 public:
  explicit Means(const FlowTree& tree) : tree_(tree), means_(tree.rows.size(), 0.0) {}

  MeanTime run() {
    for (std::size_t p = tree_.parts.size(); p-- > 0;) {
      const auto nodes = tree_.parts.part(p);
      for (int sweep = 0; sweep < (tree_.is_loop(p) ? most_sweeps : 1); ++sweep) {
        double change = 0;
        for (std::size_t i = nodes.size(); i-- > 0;) {
          const double before = means_[nodes[i]];
          means_[nodes[i]] = of_calls(tree_.rows[nodes[i]]);
          change = std::max(change, std::abs(means_[nodes[i]] - before) / means_[nodes[i]]);
        }
        if (!(change > 1e-15)) break;
      }
    }
    for (const auto& [row, share] : tree_.entries) {
      const Service& own = tree_.service(row);
      result_.value += share * (means_[tree_.place[row]] + own.place.overall() +
                                own.machine.overall() + (own.timed ? own.taken() : 0));
    }
    return result_;
  }

 private:
  double of_branch(const Branch& branch) {
    const Service& target = tree_.service(branch.row);
    double mean = branch.time + branch.delay + target.place.overall() + target.machine.overall() +
                  means_[tree_.place[branch.row]];
    if (branch.timeout > 0 && branch.timeout < no_cut * mean) {
      result_.is_bound = true;
      mean = std::min(mean, branch.timeout);
    }
    double attempts = 1, factor = 1;
    for (std::uint32_t i = 1; i < branch.attempts; ++i) attempts += factor *= branch.fails;
    result_.is_bound = result_.is_bound || (branch.parallel > 1 && branch.count > 1);
    return mean * attempts * branch.count;
  }

  double of_calls(std::uint32_t row) {
    double sum = 0;
    for (const Step& step : tree_.at(row).waited_for) {
      for (const Stride& stride : step.strides) {
        double all = 0;
        for (const Branch& branch : stride.branches) all += of_branch(branch);
        result_.is_bound = result_.is_bound || stride.branches.size() > 1;
        sum += all * step.probability;
      }
    }
    return sum;
  }

  const FlowTree& tree_;
  std::vector<double> means_;
  MeanTime result_;
};

}  // namespace

FlowTree::FlowTree(const std::vector<RowCalls>& row_calls, const std::vector<Service>& all_services,
                   Entries all_entries, std::vector<std::uint32_t>& places)
    : calls(row_calls), services(all_services), entries(std::move(all_entries)), place(places) {
  const auto add = [&](std::uint32_t row) {
    if (place[row] != nowhere) return;
    place[row] = static_cast<std::uint32_t>(rows.size());
    rows.push_back(row);
  };
  for (const auto& [row, share] : entries) add(row);
  std::vector<Link> links;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    has_messages = has_messages || !calls[rows[i]].messages.empty();
    each_branch(rows[i], true, [&](const Branch& branch) {
      add(branch.row);
      links.push_back({i, place[branch.row]});
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
  const auto add = [&](std::uint32_t row) {
    if (seen[place[row]]) return;
    seen[place[row]] = 1;
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

MeanTime mean_until_answer(const FlowTree& tree) {
  return Means(tree).run();
}

}  // namespace joist::analysis
