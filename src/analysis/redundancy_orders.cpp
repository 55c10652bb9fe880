// Minimal cut sets of order three and more, by trying combinations within a limit.
#include <algorithm>
#include <map>

#include "analysis/redundancy_cuts.hpp"

namespace joist::analysis {
namespace {

constexpr std::size_t most_combinations = 400'000;
constexpr std::uint32_t batch = scenarios_at_once;

using Combination = std::vector<std::uint32_t>;

class Orders {
 public:
  Orders(const FlowFailures& flow, std::size_t order, const std::vector<CutSet>& smaller,
         std::vector<CutSet>& found)
      : flow_(flow), order_(order), found_(found), alternatives_(flow.graph()) {
    for (const CutSet& cut : smaller) {
      smaller_.push_back(cut.events);
      std::sort(smaller_.back().begin(), smaller_.back().end());
    }
    for (std::uint32_t l = 0; l < flow.graph().literals.size(); ++l)
      for (const std::uint32_t event : flow.events_of(l)) literals_[event].push_back(l);
    for (const auto& [event, literals] : literals_)
      if (!contains_smaller({event})) events_.push_back(event);
  }

  bool search() {
    Combination combination;
    const bool complete = extend(0, combination);
    flush();
    return complete;
  }

 private:
  bool contains_smaller(const Combination& combination) const {
    return std::any_of(smaller_.begin(), smaller_.end(), [&](const Combination& cut) {
      return std::includes(combination.begin(), combination.end(), cut.begin(), cut.end());
    });
  }

  bool extend(std::size_t from, Combination& combination) {
    if (combination.size() == order_) {
      if (++tried_ > most_combinations) return false;
      consider(combination);
      return true;
    }
    for (std::size_t i = from; i < events_.size(); ++i) {
      const auto same = std::count(combination.begin(), combination.end(), events_[i]);
      if (same >= static_cast<std::ptrdiff_t>(flow_.multiplicity(events_[i]))) continue;
      combination.push_back(events_[i]);
      const bool on = contains_smaller(combination) || extend(i, combination);
      combination.pop_back();
      if (!on) return false;
    }
    return true;
  }

  std::vector<FlowDown> downs(const Combination& combination) const {
    std::vector<std::uint32_t> concerned;
    for (const std::uint32_t event : combination) {
      const auto& literals = literals_.at(event);
      concerned.insert(concerned.end(), literals.begin(), literals.end());
    }
    std::sort(concerned.begin(), concerned.end());
    concerned.erase(std::unique(concerned.begin(), concerned.end()), concerned.end());
    std::vector<FlowDown> result;
    for (const std::uint32_t literal : concerned) {
      const Fault fault = flow_.fault(literal, combination);
      if (fault != Fault::none) result.push_back({combination, literal, fault});
    }
    return result;
  }

  void consider(const Combination& combination) {
    std::vector<FlowDown> lost = downs(combination);
    if (lost.empty()) return;
    const auto& hard = flow_.graph().hard;
    if (std::any_of(lost.begin(), lost.end(),
                    [&](const FlowDown& down) { return hard[down.literal]; })) {
      found_.push_back(flow_.describe(combination, lost));
      return;
    }
    for (const FlowDown& down : lost)
      alternatives_.set_down(down.literal, static_cast<std::uint32_t>(waiting_.size()));
    waiting_.push_back(std::move(lost));
    if (waiting_.size() == batch) flush();
  }

  void flush() {
    const Scenarios down = alternatives_.evaluate();
    for (std::size_t s = 0; s < waiting_.size(); ++s)
      if (down[s / 64] >> (s % 64) & 1)
        found_.push_back(flow_.describe(waiting_[s].front().events, waiting_[s]));
    waiting_.clear();
  }

  const FlowFailures& flow_;
  std::size_t order_;
  std::vector<CutSet>& found_;
  Alternatives alternatives_;
  std::vector<Combination> smaller_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> literals_;  // by event
  std::vector<std::uint32_t> events_;
  std::vector<std::vector<FlowDown>> waiting_;
  std::size_t tried_ = 0;
};

}  // namespace

bool find_higher(const FlowFailures& flow, int order, const std::vector<CutSet>& smaller,
                 std::vector<CutSet>& found) {
  return Orders(flow, static_cast<std::size_t>(order), smaller, found).search();
}

}  // namespace joist::analysis
