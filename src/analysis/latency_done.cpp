// Until the last message is handled: what a message sets off goes on beside the calls that come
// after it, so that a row is gone through backwards, from when all that follows it is done.
#include <algorithm>
#include <cmath>

#include "analysis/latency_grid.hpp"

namespace joist::analysis {

using model::When;

namespace {

constexpr double most_rows = 48;   // gone through for one request
constexpr double most_calls = 16;  // of one arrow, each followed by what is left

}  // namespace

// Callees first.
void FlowGrid::set_followed(std::size_t part) {
  const auto nodes = tree_.parts.part(part);
  double rows = 0;
  bool any = false;
  for (const std::uint32_t node : nodes) {
    const RowCalls& at = tree_.at(tree_.rows[node]);
    any = any || !at.messages.empty();
    each_branch(at.waited_for, [&](const Branch& branch) {
      each_way(branch, [&](std::uint32_t row, double) {
        rows += followed_[tree_.place[row]] * std::clamp(std::ceil(branch.count), 1.0, most_calls);
      });
    });
  }
  if (!any && rows <= 0) return;
  const bool too_many = tree_.is_loop(part) || rows >= most_rows;
  for (const std::uint32_t node : nodes) followed_[node] = too_many ? infinity : rows + 1;
}

bool FlowGrid::sets_off(const Branch& branch) const {
  bool any = false;
  each_way(branch, [&](std::uint32_t row, double) { any |= followed_[tree_.place[row]] > 0; });
  each_branch(branch.then, [&](const Branch& next) { any = any || sets_off(next); });
  return any;
}

// One call after the other, each with all that it sets off.
bool FlowGrid::is_followed(const Branch& branch) const {
  if (branch.timeout > 0 || branch.is_repeated() || branch.is_side_by_side()) return false;
  if (&branch == limited_ || branch.refused > 0 || branch.count > most_calls) return false;
  if (!tells_reads_apart(branch)) return true;
  bool alike = true;
  each_way(branch, [&](std::uint32_t row, double) {
    alike = alike && tree_.at(row).waited_for.empty() && followed_[tree_.place[row]] <= 0;
  });
  return alike;
}

Masses FlowGrid::finished(std::uint32_t place) {
  RowTimes& times = times_[place];
  if (followed_[place] <= 0) return calls(place);
  if (std::isinf(followed_[place])) {
    const Masses& longer = later(place);
    return longer.empty() ? calls(place) : grid_.sum(calls(place), longer);
  }
  if (times.finished.empty()) {
    Masses all = done_after(tree_.rows[place], grid_.nothing());
    times_[place].finished = std::move(all);
  }
  return times.finished;
}

Masses FlowGrid::handled(const Branch& message) {
  Masses masses = any_way(message, grid_.nothing(),
                          [&](std::uint32_t row) { return finished(tree_.place[row]); });
  serve(masses, tree_.service(message.row), message.time, shape_of(message));
  grid_.add_constant(masses, message.delay);
  if (message.filling.is_needed())
    masses = grid_.sum(masses, grid_.filling(message.filling.messages, message.filling.interval));
  return last_of(masses, calls_of(message));
}

// What is sent after so many strides of calls.
void FlowGrid::send(std::uint32_t row, std::uint32_t strides, Masses& after) {
  for (const Branch& message : tree_.at(row).messages)
    if (message.before == strides) after = grid_.slower(after, handled(message));
}

Masses FlowGrid::done_after(std::uint32_t row, Masses after) {
  const std::uint32_t place = tree_.place[row];
  if (followed_[place] <= 0 && passes_[place] <= most_passes) {
    pass(after, row);
    return after;
  }
  if (followed_[place] <= 0) return grid_.sum(calls(place), after);
  if (std::isinf(followed_[place])) {
    const Masses& longer = later(place);
    return grid_.sum(calls(place), longer.empty() ? after : grid_.slower(after, longer));
  }
  const RowCalls& at = tree_.at(row);
  std::uint32_t strides = at.strides();
  send(row, strides, after);
  if (!at.chooses) {
    for (std::size_t i = at.waited_for.size(); i-- > 0;)
      after = done_after(at.waited_for[i], row, strides, std::move(after));
    return after;
  }
  Masses all = grid_.never();
  double left = 1;
  for (const Step& step : at.waited_for) {
    Masses one = after;
    for (std::size_t i = step.strides.size(); i-- > 0;)
      one = done_after(step.strides[i], std::move(one));
    add(all, one, step.probability);
    left -= step.probability;
  }
  add(all, after, std::max(0.0, left));
  for (std::uint32_t before = strides; before-- > 0;) send(row, before, all);
  return all;
}

Masses FlowGrid::done_after(const Step& step, std::uint32_t row, std::uint32_t& strides,
                            Masses after) {
  const bool always = step.probability >= 1;
  Masses made = after;
  for (std::size_t i = step.strides.size(); i-- > 0;) {
    made = done_after(step.strides[i], std::move(made));
    send(row, --strides, made);
    if (!always) send(row, strides, after);
  }
  return always ? made : mix(after, made, step.probability);
}

Masses FlowGrid::done_after(const Stride& stride, Masses after) {
  const Branch& first = stride.branches.front();
  const bool beside = stride.branches.size() > 1;
  const bool any = std::any_of(stride.branches.begin(), stride.branches.end(),
                               [&](const Branch& branch) { return sets_off(branch); });
  if (any && !beside && is_followed(first)) {
    for (double left = first.count; left > 1e-12; --left) {
      Masses called = done_after_call(first, after);
      after = left < 1 ? mix(after, called, left) : std::move(called);
    }
    return after;
  }
  if (!any && !beside && passes(first) <= most_passes) {
    pass(after, first);
    return after;
  }
  Masses longer;
  for (const Branch& branch : stride.branches) add_later(longer, branch, 1);
  return grid_.sum(of_stride(stride), longer.empty() ? after : grid_.slower(after, longer));
}

// It fails in the end, or is a hit or a miss: one of them.
Masses FlowGrid::done_after_call(const Branch& branch, Masses after) {
  if (!branch.then.empty()) {
    const double fails = chance_of(branch, When::fail), hit = chance_of(branch, When::hit);
    const double missed = chance_of(branch, When::miss);
    Masses ended = grid_.never();
    add(ended, done_after(branch.then, When::fail, after), fails);
    add(ended, done_after(branch.then, When::hit, after), (1 - fails) * hit);
    add(ended, done_after(branch.then, When::miss, after), (1 - fails) * missed);
    add(ended, after, (1 - fails) * std::max(0.0, 1 - hit - missed));
    after = std::move(ended);
  }
  Masses all = any_way(branch, after, [&](std::uint32_t row) { return done_after(row, after); });
  serve(all, tree_.service(branch.row), branch.time, shape_of(branch));
  grid_.add_constant(all, branch.delay);
  return all;
}

// Those of the steps that come after an end of that sort.
Masses FlowGrid::done_after(const std::vector<Step>& steps, When when, Masses after) {
  for (const bool within : {false, true}) {
    for (std::size_t i = steps.size(); i-- > 0;) {
      if (steps[i].when != when || steps[i].within != within) continue;
      for (std::size_t k = steps[i].strides.size(); k-- > 0;)
        after = done_after(steps[i].strides[k], std::move(after));
    }
  }
  return after;
}

// --- as if all were sent after the answer ---

Masses FlowGrid::last_of(const Masses& one, double count) const {
  return count < 1 ? mix(grid_.nothing(), one, count) : grid_.slowest(one, count);
}

void FlowGrid::add_later(Masses& later, const Masses& one) const {
  later = later.empty() ? one : grid_.slower(later, one);
}

void FlowGrid::add_later(Masses& longest, const Branch& branch, double made) {
  const double count = made * calls_of(branch);
  each_way(branch, [&](std::uint32_t row, double share) {
    const Masses& behind = later(tree_.place[row]);
    if (!behind.empty()) add_later(longest, last_of(behind, count * share));
  });
  add_later(longest, branch.then, count);
}

void FlowGrid::add_later(Masses& longest, const std::vector<Step>& steps, double made) {
  for (const Step& step : steps) {
    for (const Stride& stride : step.strides) {
      for (const Branch& branch : stride.branches)
        add_later(longest, branch, made * step.probability);
    }
  }
}

const Masses& FlowGrid::later(std::uint32_t place) {
  if (!times_[place].has_later && followed_[place] > 0) set_later(place);
  return times_[place].later;
}

double FlowGrid::set_later(std::uint32_t place) {
  const RowCalls& at = tree_.at(tree_.rows[place]);
  Masses next;
  for (const Branch& branch : at.messages) add_later(next, handled(branch));
  add_later(next, at.waited_for, 1);
  if (!next.empty()) next = on_whole_steps(next);
  Masses& before = times_[place].later;
  double change = 0;
  if (!next.empty()) change = apart(next, before.empty() ? grid_.never() : before);
  before = std::move(next);
  times_[place].has_later = true;
  return change;
}

}  // namespace joist::analysis
