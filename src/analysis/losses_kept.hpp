// What an analysis keeps of its losses for the next one of nearly the same design.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "analysis/aftermath.hpp"
#include "analysis/lasting.hpp"
#include "analysis/results.hpp"

namespace joist::analysis {

// A loss that was followed to its end, with all that finding it once more would do. Components and
// flows are told by their lasting numbers in it.
struct KeptLoss {
  Loss loss;  // without its event, its name, and the flows that the event alone stops
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
  using Each = std::vector<std::shared_ptr<const KeptLoss>>;

  std::shared_ptr<const Lasting> numbers;
  AftermathBasis basis;
  Each of_copies, of_leaders;                          // by component
  Each of_domains;                                     // by domain
  std::vector<std::shared_ptr<const KeptCold>> colds;  // by component

  KeptLosses(std::shared_ptr<const Lasting> lasting, AftermathBasis rests_on);
  std::shared_ptr<const KeptLoss>& of(const Event& event);
};

// What of it is still so, as it rests on nothing that has changed.
class StillKept {
 public:
  // `before` may be null.
  StillKept(const KeptLosses* before, const KeptLosses& now);

  std::shared_ptr<const KeptLoss> loss(const Event& event) const;
  std::shared_ptr<const KeptCold> cold(ComponentId cache) const;

 private:
  bool is_same(const std::vector<ComponentId>& components) const;

  const KeptLosses* before_;                   // null: none of it
  std::vector<std::uint32_t> earlier_;         // by component: its index before; nowhere: it is new
  std::vector<std::uint32_t> earlier_domain_;  // likewise, by domain
  std::vector<char> same_;                     // by lasting number of a component
  std::vector<char> same_in_domain_;           // by domain
};

// Writes one way of telling components and flows for another: indices for lasting numbers, or the
// other way round.
class Telling {
 public:
  // By what they are told now: what they are told by afterwards.
  Telling(const std::vector<std::uint32_t>& components, const std::vector<std::uint32_t>& flows)
      : components_(components), flows_(flows) {}

  void tell(std::vector<ComponentId>& components) const;
  void tell(KeptLoss& kept) const;
  void tell(Loss& loss) const;
  void tell(ColdCache& cold) const;
  void tell(std::vector<std::pair<ComponentId, double>>& figures) const;

 private:
  ComponentId of(ComponentId id) const { return ComponentId(components_[id.index()]); }

  const std::vector<std::uint32_t>& components_;
  const std::vector<std::uint32_t>& flows_;
};

}  // namespace joist::analysis
