// Composes the times of a flow's calls on one grid.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "analysis/latency_tree.hpp"

namespace joist::analysis {

// What its calls take until all have answered; how much longer, after its own answer, it takes
// until its messages have been handled; and all of that together.
struct RowTimes {
  Masses calls, later, finished;  // empty: not made yet, or nothing is later
  bool has_calls = false;         // `calls` has been made
  bool has_later = false;         // `later` has, as far as there is something
};

// Calls that ended in one way, as a part of all: their times, and what is called after that.
struct Ending {
  Masses masses;
  std::vector<const Step*> then;
};

// Members of a list so far, as parts of all: until the slowest has answered, and what comes then.
struct Part {
  Masses masses, after;
};

// Of reads of a cache: those that it has not got, the others, or both.
enum class Read : std::uint8_t { any, miss, hit };

// The chance that something comes after a call because of how it ended; 0 where nothing does.
double chance_of(const Branch& branch, model::When when);
bool tells_reads_apart(const Branch& branch);

// Where more passes would be needed to add calls to a distribution, a convolution is cheaper.
inline constexpr double most_passes = 40;

class FlowGrid {
 public:
  FlowGrid(const FlowTree& tree, const Grid& grid, bool until_done)
      : tree_(tree), grid_(grid), until_done_(until_done) {
    times_.resize(tree.rows.size());
    passes_.assign(tree.rows.size(), 0.0);
    followed_.assign(tree.rows.size(), 0.0);
  }
  // `with_own`: with what those take themselves that enter.
  Masses run(bool with_own);
  // As far as it has to be for the parts from there on, callees first.
  void solve_from(std::size_t part);

 private:
  void serve_in(const Queue& queue, Masses& masses, double time, const ServiceShape& shape) const;
  // Adds the waits and the service at one of the component's queues.
  void serve(Masses& masses, const Service& service, double time, const ServiceShape& shape) const;
  ServiceShape shape_of(const Branch& branch) const {
    return branch.own_time ? ServiceShape() : tree_.service(branch.row).own;
  }

  // Of those who go on at the rows that a branch leads to, as `at_row` has it, and of the others.
  template <class AtRow>
  Masses any_way(const Branch& branch, const Masses& others, const AtRow& at_row) const {
    Masses all = grid_.never();
    double left = 1;
    each_way(branch, [&](std::uint32_t row, double share) {
      add(all, at_row(row), share);
      left -= share;
    });
    add(all, others, std::max(0.0, left));
    return all;
  }

  // --- in passes over what is there already ---
  // Exponentials, constants and mixtures can be added in passes; others need a convolution.
  double passes(const Branch& branch) const;
  double passes(const Step& step) const;
  void pass_behind(Masses& masses, const Branch& branch) const;
  void pass(Masses& masses, const Branch& branch) const;
  // Of hits and misses one or the other is followed by something; failures come on top.
  void pass_then(Masses& masses, const Branch& branch) const;
  void pass(Masses& masses, const Step& step) const;
  void pass(Masses& masses, std::uint32_t row) const;

  // --- by convolution ---
  const Masses& calls(std::uint32_t place);
  Masses behind(const Branch& branch, Read read);
  Masses at_target(const Branch& branch, Read read = Read::any);
  Masses one_attempt(const Branch& branch, Read read = Read::any);
  Masses refused(const Branch& branch) const;
  // With those that a limit refuses.
  Masses any_attempt(const Branch& branch);
  // However many attempts it takes.
  Masses one_call(const Branch& branch, const Masses& one) const;
  // Those that are answered in the end, as a part of all.
  Masses one_answer(const Branch& branch, const Masses& one) const;
  static void scale(Masses& masses, double factor) {
    for (double& mass : masses) mass *= factor;
  }
  // One call, told apart by what comes after it.
  std::vector<Ending> endings(const Branch& branch);
  // Adds those of the calls that come after it which stand within a list beside it, or not.
  void add_then(Masses& masses, const Ending& ending, bool within);
  // With all that comes after it.
  Masses whole_call(const Branch& branch);
  Part any_ending(const Branch& branch);
  // All calls of the branch, so many at a time.
  Part many(const Branch& branch);
  // `one` makes on the grid of another what is repeated: a call of the branch, or a round of
  // `width` calls.
  using Made = std::function<Masses(FlowGrid&)>;
  Masses in_a_row(const Branch& branch, double count, double width, const Made& one);
  // A member of a list, by what comes once all of the list have answered.
  std::vector<Part> parts(const Branch& branch);
  Masses after_all(const Part& part) const;
  Masses of_stride(const Stride& stride);
  Masses of_step(const Step& step);
  Masses chosen(std::uint32_t row);
  Masses convolved(std::uint32_t row);
  void solve(std::uint32_t place);
  // From the last round, in which nothing is called again, to the first.
  void solve_rounds(const LimitedLoop& loop);
  double calls_of(const Branch& branch) const {
    return &branch == limited_ ? branch.count * limited_share_ : branch.count;
  }
  // A loop is followed round after round; what has not come back yet counts as not answered.
  void solve_loop(std::size_t part);
  Masses once_round(const Ring& ring, const Masses& given);
  bool solve_ring(const Ring& ring);

  // --- messages, on from what comes after everything: see latency_done.cpp ---
  void set_followed(std::size_t part);
  bool sets_off(const Branch& branch) const;
  bool is_followed(const Branch& branch) const;
  // From when a row makes its first call, or the message is written, until all is done.
  Masses finished(std::uint32_t place);
  Masses handled(const Branch& message);
  Masses done_after(std::uint32_t row, Masses after);
  Masses done_after(const Step& step, std::uint32_t row, std::uint32_t& strides, Masses after);
  Masses done_after(const Stride& stride, Masses after);
  Masses done_after(const std::vector<Step>& steps, model::When when, Masses after);
  Masses done_after_call(const Branch& branch, Masses after);
  void send(std::uint32_t row, std::uint32_t strides, Masses& after);
  // Where that is too much, or has no such order: as if all were sent after the answer.
  // The last of `count` messages; of less than one, with that chance.
  Masses last_of(const Masses& one, double count) const;
  void add_later(Masses& later, const Masses& one) const;
  // Of what those calls set off that are made so many times.
  void add_later(Masses& later, const Branch& branch, double made);
  void add_later(Masses& later, const std::vector<Step>& steps, double made);
  const Masses& later(std::uint32_t place);
  // How much it has changed: around a loop it is made of what it was before.
  double set_later(std::uint32_t place);

  const FlowTree& tree_;
  const Grid& grid_;
  bool until_done_;
  std::vector<RowTimes> times_;      // by place
  std::vector<double> passes_;       // to add the calls of a row; infinite where it takes more
  std::vector<double> followed_;     // rows gone through for one's messages; none: it sets off none
  const Branch* limited_ = nullptr;  // leads back, in the loop at hand
  double limited_share_ = 1;         // of its calls, in the round at hand
};

}  // namespace joist::analysis
