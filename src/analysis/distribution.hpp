// Distributions of times on a grid: sums, mixtures, the slowest of several, and cuts.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/service_shape.hpp"
#include "analysis/sharing.hpp"
#include "analysis/waiting.hpp"

namespace joist::analysis {

// Masses at `start`, and from there on at every h. What lies beyond the end is left out: since
// times only add up, everything below the end is right all the same. What all take at least moves
// the start and nothing else, since each time that falls between two points and goes to both adds
// to how far times spread, and in a sum of many that counts.
struct Masses : std::vector<double> {
  using std::vector<double>::vector;
  Masses(std::size_t size, double first, double between)
      : std::vector<double>(size, 0.0), start(first), step(between) {}
  double start = 0;  // infinite where there is no mass yet
  double step = 0;   // h
  // Times that some may take exactly, as sums of constants and as timeouts: between the points of a
  // grid a mass is spread over those beside it.
  std::vector<double> atoms;
};

class Grid {
 public:
  static constexpr std::size_t fine = 2048, coarse = 512;

  // `points`: one of both.
  explicit Grid(double end, std::size_t points = fine);

  std::size_t size() const { return size_; }
  double step() const { return step_; }
  double end() const { return step_ * static_cast<double>(size_); }

  Masses nothing() const;  // no time at all
  Masses never() const;    // all of it beyond the end
  Masses lognormal(double mean, double variation) const;
  // What a message waits for its batch of so many, the others coming at random, one in each
  // `interval`: with N that have come, P(wait <= t) = E[min(N + 1, messages)] / messages.
  Masses filling(double messages, double interval) const;
  // Adds an independent exponential time, in one pass; means and variances are kept exactly.
  void add_exponential(Masses& masses, double mean) const;
  // One of several, their means in multiples of `unit`.
  void add_mixture(Masses& masses, const std::vector<Exponential>& times, double unit) const;
  void add_wait(Masses& masses, const Wait& wait) const;
  // The residual services of those before it, a geometric number of them (Pollaczek and Khinchine;
  // Kleinrock, Queueing Systems I, 5.7).
  Masses wait_for_one_server(const Wait& wait) const;
  void add_constant(Masses& masses, double time) const;
  // A service time with that mean.
  void add_service(Masses& masses, double mean, const ServiceShape& shape) const;
  // All that is later comes at `time`.
  void cut(Masses& masses, double time) const;

  Masses sum(const Masses& a, const Masses& b) const;
  // `count` times one after the other; of 2.5, 2 and half the time one more.
  Masses repeat(const Masses& masses, double count) const;
  // Round after round: x = leaves + comes_back * x, by doubling the number of rounds.
  Masses in_rounds(Masses leaves, Masses comes_back) const;
  // The same on a grid twice as long, with as many points; means are kept.
  Masses on_longer(const Masses& masses) const;
  // The slowest of `count` at once; likewise.
  Masses slowest(const Masses& masses, double count) const;
  Masses slower(const Masses& a, const Masses& b) const;

  // The time that a share of all stays below; -1 where it lies beyond the end. Exact where so
  // many take the same time.
  double quantile(const Masses& masses, double share) const;
  double mean(const Masses& masses) const;
  // Of the times or, where that is less, of that end, which is the grid's or before it.
  double mean_below(const Masses& masses, double end) const;

  // About what all this has taken, in microseconds: counted, so that it is the same everywhere.
  double work() const { return work_; }
  void count(double work) const { work_ += work; }  // done on another grid for this one

 private:
  // An exponential time that leaves the start where it is.
  void add_in_place(Masses& masses, double mean) const;
  // A time that hardly fills a step, with that mean and variance; beyond it masses fall by `keeps`
  // from point to point.
  void add_small(Masses& masses, double mean, double variance, double keeps) const;
  Masses power(const Masses& masses, std::size_t count) const;
  // `about`, between two points, or the atom there that the share lies in.
  double at_atom(const Masses& masses, double share, double about) const;

  std::size_t size_;
  double step_;
  mutable double work_ = 12;
};

// Exactly no time.
bool takes_none(const Masses& masses);
// From another start, not later than its own.
Masses moved(const Masses& masses, double start);
// From a start that is a whole number of steps: what goes round in a loop comes to rest only if its
// points do.
Masses on_whole_steps(const Masses& masses);
// Takes so much variance away, in squared steps, as putting times on points has added: of each
// point the two beside it give it some, if they have that much.
void draw_together(Masses& masses, double variance);
// The sum of what they differ by.
double apart(const Masses& a, const Masses& b);
Masses mix(const Masses& a, const Masses& b, double share_of_b);
// Adds that share of other masses.
void add(Masses& masses, const Masses& others, double share);
void add_atom(std::vector<double>& atoms, double time);
void add_atoms(std::vector<double>& atoms, const std::vector<double>& others);
// Adds a share that takes no time.
void add_none(Masses& masses, double share);

}  // namespace joist::analysis
