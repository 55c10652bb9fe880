// Following a change through the network must end where solving everything again does.
#include "analysis/ripples.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "tests/random_design.hpp"

namespace joist::tests {
namespace {

using analysis::Capacities;
using analysis::Network;
using analysis::Outage;
using analysis::Ripples;
using analysis::State;
using analysis::Traffic;

// The same utilisations as with everything solved again; returns how many components changed.
std::size_t compare(const Design& d, const Network& network, const Capacities& normal,
                    Ripples& ripples, const Outage& outage) {
  State state;
  state.live.assign(d.model().components.size(), 1.0);
  state.cold.assign(d.model().components.size(), false);
  for (const auto& [component, live] : outage.live) state.live[component.index()] = live;
  for (const ComponentId component : outage.cold) state.cold[component.index()] = true;
  const Traffic traffic = network.solve(state);
  const Capacities whole(normal, traffic);
  ripples.apply(outage);
  const auto changed = ripples.changed();
  for (std::size_t i = 0; i < d.model().components.size(); ++i) {
    const ComponentId id(i);
    const double copies = analysis::fleet(d.model(), id).copies();
    CHECK(ripples.known(id) == whole.known(id));
    CHECK(ripples.utilization(id, copies) ==
          doctest::Approx(whole.utilization(id, copies)).epsilon(1e-9));
    const bool differs = std::abs(whole.utilization(id, copies) - normal.utilization(id, copies)) >
                         1e-9 * normal.utilization(id, copies);
    if (differs) CHECK(std::find(changed.begin(), changed.end(), id) != changed.end());
  }
  return changed.size();
}

TEST_CASE("following an outage gives what solving everything again gives") {
  Random random(11);
  std::size_t changed = 0, tried = 0;
  for (int i = 0; i < 40; ++i) {
    Design d = random_design(random, i % 4 == 0);
    if (i % 5 == 0) {
      model::Stated limit;
      limit.attribute = Attribute::limit;
      limit.quantity.value = 500;
      d.model().components[4].attributes.numbers.push_back(limit);
    }
    const Network network(d.model());
    const Traffic traffic = network.solve();
    const Capacities normal(d.model(), network, traffic);
    Ripples ripples(d.model(), network, normal);
    for (int k = 0; k < 12; ++k) {
      Outage outage;
      const ComponentId lost(1 + random() % (d.model().components.size() - 1));
      if (k % 4 == 3) {
        outage.cold.push_back(lost);
      } else {
        outage.live.emplace_back(lost, k % 2 == 0 ? 0.0 : 0.5);
      }
      if (k % 3 == 0) {
        outage.live.emplace_back(ComponentId(1 + random() % (d.model().components.size() - 1)),
                                 0.0);
      }
      changed += compare(d, network, normal, ripples, outage);
      ++tried;
    }
  }
  CHECK(changed > tried);
}

}  // namespace
}  // namespace joist::tests
