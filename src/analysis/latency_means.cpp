// Sums up the means of times along a flow's calls: until the answer, and until all is done.
#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/latency_tree.hpp"

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

// Of one member's calls: what they take on average if they take `given` where they are called
// again. That is a + b x `given`, and so solved by two of them.
template <class OnceRound>
void solve_ring(const OnceRound& once_round) {
  const double leaves = once_round(0), comes_back = once_round(1) - leaves;
  once_round(comes_back < 1 ? leaves / (1 - comes_back) : infinity);
}

// By place, callees first: of each row as `mean_at` has it from those of the rows that it leads to.
// Around loops they are followed until they settle, unless they are known to be linear.
template <class MeanAt, class IsLinear>
void solve_means(const FlowTree& tree, std::vector<double>& means, const MeanAt& mean_at,
                 const IsLinear& is_linear) {
  for (std::size_t p = tree.parts.size(); p-- > 0;) {
    const auto nodes = tree.parts.part(p);
    if (const auto ring = tree.is_loop(p) ? ring_of(tree, p) : std::nullopt) {
      solve_ring([&](double given) {
        means[ring->back] = given;
        for (const std::uint32_t node : ring->order) means[node] = mean_at(node);
        return mean_at(ring->back);
      });
      if (is_linear()) continue;
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
}

// By place: of the calls of each row.
MeanTime means_of_calls(const FlowTree& tree, std::vector<double>& means) {
  means.assign(tree.rows.size(), 0.0);
  const std::function<double(std::uint32_t)> behind = [&](std::uint32_t row) {
    return means[tree.place[row]];
  };
  MeanTime result;
  const auto mean_at = [&](std::uint32_t node) {
    const MeanTime now = mean_of_calls(tree.at(tree.rows[node]), tree.calls, tree.services, behind);
    result.is_bound = result.is_bound || now.is_bound;
    return now.value;
  };
  solve_means(tree, means, mean_at, [&] { return !result.is_bound; });
  for (const auto& [row, share] : tree.entries) {
    const Service& own = tree.service(row);
    const double time = own.timed ? own.mean : 0;
    result.value += share * (means[tree.place[row]] + own.waiting(time) + time);
  }
  return result;
}

// What goes on after the answers, as if one message were handled after the other, and all after
// everything else: exact where that is so.
class LaterMeans {
 public:
  LaterMeans(const FlowTree& tree, const std::vector<double>& calls)
      : tree_(tree), calls_(calls), later_(tree.rows.size(), 0.0) {}

  MeanTime run() {
    solve_means(
        tree_, later_, [&](std::uint32_t node) { return of(tree_.at(tree_.rows[node])); },
        [] { return true; });
    MeanTime result;
    for (std::size_t p = 0; p < tree_.parts.size(); ++p) {
      const bool comes_back = tree_.is_loop(p);
      for (const std::uint32_t node : tree_.parts.part(p)) {
        if (!(later_[node] > 0)) continue;
        result.is_bound = result.is_bound || comes_back || !is_last(tree_.at(tree_.rows[node]));
      }
    }
    for (const auto& [row, share] : tree_.entries) result.value += share * later_[tree_.place[row]];
    return result;
  }

 private:
  double of(const RowCalls& row) const {
    double sum = 0;
    for (const Branch& message : row.messages) sum += message.count * handled(message);
    return sum + behind(row.waited_for);
  }

  // Until a message has been handled, with all that this sets off.
  double handled(const Branch& message) const {
    const Service& target = tree_.service(message.row);
    double time = message.time + message.delay;
    time += target.unbounded() ? infinity : target.waiting(message.time);
    if (message.filling.is_needed()) time += message.filling.mean();
    each_way(message, [&](std::uint32_t row, double share) {
      time += share * (calls_[tree_.place[row]] + later_[tree_.place[row]]);
    });
    return time;
  }

  double behind(const std::vector<Step>& steps) const {
    double sum = 0;
    for (const Step& step : steps) {
      if (!(step.probability > 0)) continue;
      for (const Stride& stride : step.strides)
        for (const Branch& branch : stride.branches) sum += step.probability * behind(branch);
    }
    return sum;
  }

  double behind(const Branch& branch) const {
    double sum = behind(branch.then);
    each_way(branch,
             [&](std::uint32_t row, double share) { sum += share * later_[tree_.place[row]]; });
    return branch.count * sum;
  }

  // One thing alone is set off, once at most, and nothing comes after it.
  bool is_last(const RowCalls& row) const {
    std::size_t messages = 0;
    for (const Branch& message : row.messages) {
      if (!(message.count > 0)) continue;
      if (message.count > 1 || message.before != row.strides() || ++messages > 1) return false;
      // The mean of a batch that is no whole number is not quite what its times have.
      if (message.filling.is_needed() &&
          message.filling.messages != std::floor(message.filling.messages))
        return false;
    }
    const auto is_end = [&](const Step& step) {
      return &step == &row.waited_for.back() || row.chooses;
    };
    for (const Step& step : row.waited_for) {
      for (const Stride& stride : step.strides) {
        for (const Branch& branch : stride.branches) {
          if (!(behind(branch) > 0)) continue;
          const bool alone = messages == 0 && stride.branches.size() == 1 && branch.count <= 1;
          const bool ends = is_end(step) && &stride == &step.strides.back();
          if (!alone || !ends || !branch.then.empty()) return false;
        }
      }
    }
    return true;
  }

  const FlowTree& tree_;
  const std::vector<double>& calls_;  // by place: means until their answers
  std::vector<double> later_;
};

}  // namespace

MeanTime mean_until_answer(const FlowTree& tree) {
  std::vector<double> means;
  return means_of_calls(tree, means);
}

MeanTime mean_until_done(const FlowTree& tree) {
  std::vector<double> means;
  const MeanTime answer = means_of_calls(tree, means);
  const MeanTime later = LaterMeans(tree, means).run();
  return {answer.value + later.value, answer.is_bound || later.is_bound};
}

MeanTime mean_of_calls(const RowCalls& row, const std::vector<RowCalls>& calls,
                       const std::vector<Service>& services,
                       const std::function<double(std::uint32_t)>& behind) {
  return CallMeans(calls, services, behind).of(row);
}

}  // namespace joist::analysis
