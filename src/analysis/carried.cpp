// What gets through where some components cannot keep up.
#include "analysis/carried.hpp"

#include <algorithm>

namespace joist::analysis {

void set_carried(const Network& network, Results& results) {
  // What a `limit` refuses is out of the rates already.
  const auto saturated = [](const CapacityResult& result) {
    return result.known && result.utilization > 1 && result.limited_by != Limit::limit;
  };
  if (std::none_of(results.capacity.begin(), results.capacity.end(), saturated)) return;
  std::vector<double> most(results.components.size(), infinity);
  for (std::size_t i = 0; i < most.size(); ++i) {
    if (saturated(results.capacity[i])) most[i] = results.capacity[i].capacity;
  }
  const std::vector<double> carried = network.carried(most);
  for (std::size_t i = 0; i < most.size(); ++i) {
    if (results.components[i].known) results.components[i].carried = carried[i];
  }
}

}  // namespace joist::analysis
