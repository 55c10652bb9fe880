// Conditions the failing of a flow on each of its parts.
#include "analysis/availability_importance.hpp"

#include <algorithm>

namespace joist::analysis {
namespace {

constexpr std::size_t cut_set_work = 30'000'000;  // nodes looked at for Fussell-Vesely

// Variables that stand for one thing each, whatever else is down: only then is the upward closure
// of the cut sets a function of the same variables.
bool one_variable_each(const Variables& variables) {
  return std::all_of(variables.blocks.begin(), variables.blocks.end(),
                     [](const Block& block) { return block.last - block.first == 1; });
}

// The share of the failures in which a cut set with the variable has failed.
class CutSets {
 public:
  CutSets(FlowFunction& function, double down)
      : function_(function), down_(down), nodes_(function.bdd.nodes_of(function.success).size()) {}

  // False if it is clear from the start that it takes too long.
  bool is_within_reach(const std::vector<Given>& given) const {
    const auto asked = std::count_if(given.begin(), given.end(),
                                     [](const Given& each) { return each.survived > 0; });
    return static_cast<std::size_t>(asked) * (nodes_ + function_.bdd.size()) <= cut_set_work;
  }

  // Nothing where it takes too long.
  std::optional<double> share(std::uint32_t level, const Given& given) {
    // A single point of failure is a cut set by itself and in no other minimal one.
    if (given.survived <= 0) return function_.variables.odds[level].down / down_;
    work_ += nodes_ + function_.bdd.size();
    if (work_ > cut_set_work) return {};
    const CutSetOdds odds =
        cut_sets_with(function_.bdd, function_.success, level, function_.variables.odds);
    if (!odds.known) return {};
    return odds.down / down_;
  }

 private:
  FlowFunction& function_;
  double down_;
  std::size_t nodes_, work_ = 0;
};

Importance measures(const Given& given, double down) {
  Importance result;
  result.birnbaum = std::max(0.0, given.down - given.up);
  result.criticality = std::max(0.0, given.spared) / down;
  result.raw = given.down / down;
  result.rrw = given.up > 0 ? down / given.up : infinity;
  return result;
}

}  // namespace

void find_importance(FlowFunction& function, bool by_cut_sets, FlowAvailability& result) {
  result.by_cut_sets = by_cut_sets && one_variable_each(function.variables);
  if (function.success <= Bdd::one || result.down <= 0) return;
  const Variables& variables = function.variables;
  const auto given = given_blocks(function.bdd, function.success, variables.odds, variables.blocks);
  CutSets cut_sets(function, result.down);
  result.by_cut_sets = result.by_cut_sets && cut_sets.is_within_reach(given);
  for (std::size_t b = 0; b < given.size(); ++b) {
    Importance importance = measures(given[b], result.down);
    importance.component = variables.subjects[b].component;
    importance.event = variables.subjects[b].domain;
    if (result.by_cut_sets) {
      const auto share = cut_sets.share(variables.blocks[b].first, given[b]);
      result.by_cut_sets = share.has_value();
      importance.fussell_vesely = share.value_or(0);
    }
    result.importance.push_back(importance);
  }
  if (result.by_cut_sets) return;
  for (Importance& importance : result.importance)
    importance.fussell_vesely = importance.criticality;
}

}  // namespace joist::analysis
