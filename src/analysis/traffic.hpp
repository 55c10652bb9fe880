// How often each component and each arrow of a design is used: ratios, splits, caches, queues,
// stores, retries and loops, as one linear system over (component, flow, visit).
#pragma once

#include <memory>
#include <vector>

#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// What is up. Empty vectors mean that everything is, and warm.
struct State {
  // By component: the share of its copies that serve. 0: it is down; then its targets' siblings in
  // a list out of a split, its `on fail` alternatives and the store behind a look-aside cache take
  // over, and nothing goes out of it. Between 0 and 1 only a cache's hit rate suffers.
  std::vector<double> live;
  // By component: a cache that answers but holds nothing, so that every read misses.
  std::vector<bool> cold;
  // On all that enters from outside.
  double factor = 1;
  // How often each call is tried.
  enum class Tries : std::uint8_t { once, expected, most } tries = Tries::expected;
  // By row of the network: the chance that a call to it succeeds, apart from the arrow's own
  // `fails`. Empty: 1.
  std::vector<double> success;
  // By component: the part of the calls to it that its `limit` lets through; the others have
  // failed, after all their attempts. Empty: all of them. Found while the rates are.
  std::vector<double> admitted;

  bool is_normal() const {
    return live.empty() && cold.empty() && factor == 1 && tries == Tries::expected &&
           success.empty();
  }
};

// The parts of Results that come from the arrows alone, with the same meaning and order.
struct Traffic {
  std::vector<FlowLoad> flows;
  std::vector<ComponentLoad> components;
  std::vector<ArrowLoad> arrows;
  std::vector<Row> rows;
  // By row: of the reads at the peak, those that a cache has not got. Empty: as many as is usual.
  std::vector<double> missed;
  std::vector<Loop> loops;
  std::vector<Mismatch> mismatches;
  std::vector<LostTraffic> lost;
  std::vector<UnclearEntry> unclear;
};

// A design made ready for solving. Keeps a reference to the model.
class Network {
 public:
  explicit Network(const model::Model& model);
  ~Network();
  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;

  // After values of the model have changed, but nothing else of it.
  void read_again();

  // Rates of everything, linear in the number of arrows outside of loops.
  Traffic solve(const State& state = {}) const;
  // The same as it is normally, without looking for what does not add up.
  Traffic solve_unchecked() const;

  // True where what arrives is that of factor 1 times the factor, whatever it is: no component that
  // has a `limit` stands before it. By component.
  std::vector<char> is_linear() const;

  // How retries multiply the load of each component, limits left aside; empty where nothing is
  // retried. `most` as below, for the steady states under overload.
  std::vector<Attempts> attempts(const std::vector<double>& most) const;

  // What each component completes where none lets through more than `most` requests per second at
  // the peak (by component; infinite where there is no end): what a saturated one loses never
  // reaches those behind it. By component; 0 where nothing is known.
  std::vector<double> carried(const std::vector<double>& most) const;

  struct Parts;
  const Parts& parts() const { return *parts_; }

 private:
  std::unique_ptr<Parts> parts_;
};

// The same in one call.
Traffic solve(const model::Model& model, const State& state = {});

}  // namespace joist::analysis
