// What an analysis keeps of its losses for the next one of nearly the same design.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "analysis/aftermath.hpp"
#include "analysis/results.hpp"

namespace joist::analysis {

// A loss that was followed to its end, with all that finding it once more would do.
struct KeptLoss {
  Loss loss;  // without the flows that the event alone stops
  // Instances that what it touched would take, where it is to be survived.
  std::vector<std::pair<ComponentId, double>> needed;
  std::size_t touched = 0;            // components whose figures were looked at
  std::vector<ComponentId> rests_on;  // each once, see Aftermath
  std::size_t work = 0;
};

struct KeptCold {
  ColdCache cold;
  std::vector<ComponentId> rests_on;
  std::size_t work = 0;
};

// Null where there is nothing to keep: what rests on the whole design, or was not followed to its
// end.
struct KeptLosses {
  AftermathBasis basis;
  std::vector<std::shared_ptr<const KeptLoss>> losses;  // by event
  std::vector<std::shared_ptr<const KeptCold>> cold;    // by component
};

// What of it is still so, as it rests on nothing that has changed.
class StillKept {
 public:
  // `before` may be null.
  StillKept(const KeptLosses* before, const AftermathBasis& now);

  std::shared_ptr<const KeptLoss> loss(std::uint32_t number, const Event& event) const;
  std::shared_ptr<const KeptCold> cold(ComponentId cache) const;

 private:
  bool is_same(const std::vector<ComponentId>& components) const;

  const KeptLosses* before_;          // null: none of it
  std::vector<char> same_;            // by component
  std::vector<char> same_in_domain_;  // by domain
};

}  // namespace joist::analysis
