// How retries multiply load: the same network with each call tried once, as expected, and as often
// as it may be; and the steady states that it comes to when what is too much fails and is tried
// again.
#include <algorithm>
#include <cmath>

#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::Arrow;
using model::Attribute;
using model::Role;
using model::When;

constexpr int most_iterations = 400;
constexpr double unchanging = 1e-10;      // change of what gets through
constexpr int pace = 8;                   // iterations after which it is hastened
constexpr std::size_t most_rows = 5'000;  // of a design whose overload is followed
constexpr double same_load = 1e-6;        // of a load

std::vector<double> by_component(const Network::Parts& network, const Rates& rates) {
  std::vector<double> result(network.model.components.size(), 0.0);
  for (std::uint32_t row = 0; row < network.rows.size(); ++row) {
    result[network.rows[row].component.index()] += arriving(network, rates, row);
  }
  return result;
}

// Requests that come in at each component at the peak.
std::vector<double> loads(const Network::Parts& network, State::Tries tries) {
  State state;
  state.tries = tries;
  return by_component(
      network, solve_rates(network, coefficients(network, state), Scale::peak, 1, {}, false));
}

// What cannot be carried fails, and whatever called it fails with it, unless that has another way.
// Everything is tried again as often as its arrow says, until nothing changes any more.
class Overload {
 public:
  Overload(const Network::Parts& network, const std::vector<double>& most)
      : network_(network), most_(most) {
    for (const Arrow& arrow : network.model.arrows) {
      if (arrow.when == When::fail || arrow.when == When::miss)
        replaced_.emplace_back(arrow.from, arrow.condition);
    }
    std::sort(replaced_.begin(), replaced_.end());
  }

  struct End {
    std::vector<double> loads;  // by component
    bool is_steady = false;
  };

  // The steady state from a start where all calls succeed or none does.
  End run(double success) {
    state_.success.assign(network_.rows.size(), success);
    double before = 0;
    End end;
    for (int iteration = 1; iteration <= most_iterations && !end.is_steady; ++iteration) {
      coefficients_ = coefficients(network_, state_);
      rates_ = solve_rates(network_, coefficients_, Scale::peak, 1, most_);
      const std::vector<double> last = state_.success;
      const double change = spread();
      end.is_steady = change < unchanging;
      if (iteration % pace == 0 && change < before) hasten(last, change / before);
      before = change;
    }
    end.loads = by_component(network_, rates_);
    return end;
  }

 private:
  // Close to what can just be carried each change is nearly as large as the one before it, and
  // their sum, a geometric series, far away. Half of that leads past nothing it would have stopped
  // at.
  void hasten(const std::vector<double>& last, double ratio) {
    const double more = ratio / (1 - ratio) / 2;
    if (more < 1) return;
    for (std::size_t row = 0; row < last.size(); ++row) {
      const double change = state_.success[row] - last[row];
      state_.success[row] = std::clamp(state_.success[row] + more * change, 0.0, 1.0);
    }
  }

  // The chance of each row to succeed, callees first; how much it has changed.
  double spread() {
    double change = 0;
    for (std::size_t p = network_.parts.size(); p-- > 0;) {
      for (const std::uint32_t node : network_.parts.part(p)) {
        if (node >= network_.node_row.size()) continue;
        const std::uint32_t row = network_.node_row[node];
        if (network_.rows[row].node != node) continue;
        const double before = state_.success[row];
        state_.success[row] = of_row(row);
        change = std::max(change, std::abs(state_.success[row] - before));
      }
    }
    return change;
  }

  double of_row(std::uint32_t row) const {
    const double own = rates_.admitted[network_.rows[row].component.index()];
    const Role role = network_.role(row);
    if (role == Role::queue || role == Role::store) return own;
    double all = own, shared = 0, shares = 0;
    for (auto at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      const std::uint32_t arrow = network_.out[at];
      if (!is_needed(arrow)) continue;
      const double exhausted = std::pow(fails(arrow), network_.arrows[arrow].most_attempts);
      const double calls = calls_of(arrow);
      if (is_shared(network_, arrow)) {
        shares += calls;
        shared += calls * (1 - exhausted);
      } else {
        all *= calls < 1 ? 1 - calls * exhausted : std::pow(1 - exhausted, calls);
      }
    }
    return shares > 0 ? all * shared / shares : all;
  }

  bool is_needed(std::uint32_t arrow) const {
    const Arrow& written = network_.model.arrows[arrow];
    if (written.call != model::Call::sync) return false;
    if (written.attributes.yes(Attribute::optional)) return false;
    return !std::binary_search(replaced_.begin(), replaced_.end(),
                               std::pair{written.from, written.to});
  }

  double fails(std::uint32_t arrow) const {
    const ArrowFactors& factors = network_.arrows[arrow];
    return 1 - (1 - factors.fails) * state_.success[factors.head];
  }

  double calls_of(std::uint32_t arrow) const {
    double calls = 0;
    for (auto e = network_.edge_begin[arrow]; e < network_.edge_end[arrow]; ++e) {
      if (network_.edges[e].counts) calls = std::max(calls, coefficients_.tries[e]);
    }
    return calls;
  }

  const Network::Parts& network_;
  const std::vector<double>& most_;
  std::vector<std::pair<ComponentId, ComponentId>>
      replaced_;  // callers and what they can do without
  State state_;
  Coefficients coefficients_;
  Rates rates_;
};

}  // namespace

std::vector<Attempts> Network::attempts(const std::vector<double>& most) const {
  if (!parts_->retries) return {};
  const std::vector<double> once = loads(*parts_, State::Tries::once);
  const std::vector<double> expected = loads(*parts_, State::Tries::expected);
  const std::vector<double> worst = loads(*parts_, State::Tries::most);
  std::vector<Attempts> result(once.size());
  bool overloads = false;
  for (std::size_t i = 0; i < once.size(); ++i) {
    if (!(once[i] > 0)) continue;
    result[i].worst = worst[i] / once[i];
    result[i].expected = expected[i] / once[i];
    overloads = overloads || worst[i] > most[i];
  }
  if (!overloads || parts_->rows.size() > most_rows) return result;
  Overload overload(*parts_, most);
  const Overload::End low = overload.run(1), high = overload.run(0);
  for (std::size_t i = 0; i < once.size(); ++i) {
    if (!(once[i] > 0) || std::isnan(low.loads[i]) || std::isnan(high.loads[i])) continue;
    if (low.loads[i] > expected[i] * (1 + same_load)) result[i].overload = low.loads[i] / once[i];
    if (high.is_steady && high.loads[i] > low.loads[i] * (1 + 1e-3))
      result[i].stuck = high.loads[i] / once[i];
  }
  return result;
}

}  // namespace joist::analysis
