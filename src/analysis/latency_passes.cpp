// Adds calls to a distribution in passes over it, which exponentials, constants and mixtures allow.
#include <algorithm>
#include <cmath>

#include "analysis/latency_grid.hpp"

namespace joist::analysis {

using model::When;

double FlowGrid::passes(const Branch& branch) const {
  const Service& target = tree_.service(branch.row);
  const bool waits = std::any_of(target.queues.begin(), target.queues.end(), [](const Queue& each) {
    return each.place.service > 0 || each.machine.service > 0;
  });
  const bool plain = !waits && shape_of(branch).is_exponential() && branch.timeout <= 0 &&
                     !branch.is_repeated() && !branch.is_side_by_side() && branch.refused <= 0 &&
                     !target.unbounded();
  if (!plain) return infinity;
  double own = 0;
  for (const Queue& queue : target.queues) own += 2 + static_cast<double>(queue.shared.size());
  double sum = own;
  each_way(branch, [&](std::uint32_t row, double) { sum += passes_[tree_.place[row]]; });
  if (sum > own && tells_reads_apart(branch)) return infinity;
  for (const Step& step : branch.then) sum += passes(step);
  return std::ceil(branch.count) * sum;
}

double FlowGrid::passes(const Step& step) const {
  double sum = 0;
  for (const Stride& stride : step.strides) {
    sum += stride.branches.size() == 1 ? passes(stride.branches.front()) : infinity;
  }
  return sum;
}

void FlowGrid::pass_behind(Masses& masses, const Branch& branch) const {
  if (branch.goes_on >= 1) return pass(masses, branch.row);
  bool any = false;
  each_way(branch, [&](std::uint32_t row, double) { any |= passes_[tree_.place[row]] > 0; });
  if (!any) return;
  masses = any_way(branch, masses, [&](std::uint32_t row) {
    Masses one = masses;
    pass(one, row);
    return one;
  });
}

void FlowGrid::pass(Masses& masses, const Branch& branch) const {
  double left = branch.count;
  for (; left > 1e-12; --left) {
    Masses called = masses;
    pass_behind(called, branch);
    serve(called, tree_.service(branch.row), branch.time, ServiceShape());
    grid_.add_constant(called, branch.delay);
    if (!branch.then.empty()) pass_then(called, branch);
    masses = left < 1 ? mix(masses, called, left) : std::move(called);
  }
}

void FlowGrid::pass_then(Masses& masses, const Branch& branch) const {
  for (const bool failing : {false, true}) {
    Masses all = grid_.never();
    double left = 1;
    for (const When when : {When::hit, When::miss, When::fail}) {
      const double chance = chance_of(branch, when);
      if ((when == When::fail) != failing || chance <= 0) continue;
      Masses one = masses;
      for (const Step& step : branch.then) {
        if (step.when != when) continue;
        for (const Stride& stride : step.strides) pass(one, stride.branches.front());
      }
      add(all, one, chance);
      left -= chance;
    }
    if (left >= 1) continue;
    add(all, masses, std::max(0.0, left));
    masses = std::move(all);
  }
}

void FlowGrid::pass(Masses& masses, const Step& step) const {
  Masses called = masses;
  for (const Stride& stride : step.strides) pass(called, stride.branches.front());
  masses = step.probability < 1 ? mix(masses, called, step.probability) : std::move(called);
}

void FlowGrid::pass(Masses& masses, std::uint32_t row) const {
  const RowCalls& at = tree_.at(row);
  if (!at.chooses) {
    for (const Step& step : at.waited_for) pass(masses, step);
    return;
  }
  Masses result = grid_.never();
  double left = 1;
  for (const Step& step : at.waited_for) {
    Masses called = masses;
    for (const Stride& stride : step.strides) pass(called, stride.branches.front());
    add(result, called, step.probability);
    left -= step.probability;
  }
  add(result, masses, std::max(0.0, left));
  masses = std::move(result);
}

}  // namespace joist::analysis
