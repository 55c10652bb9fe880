// Conditions the failing of a flow on each of its parts.
#include "analysis/availability_importance.hpp"

#include <algorithm>

#include "analysis/bdd_bounds.hpp"

namespace joist::analysis {
namespace {

constexpr std::size_t cut_set_work = 30'000'000;  // nodes looked at for Fussell-Vesely
constexpr std::size_t most_nodes = 4'000'000;     // of the diagram, with all that is made for it

// What a flow hangs on, with one variable for each block, which stands for one thing, whatever else
// is down: only then is the upward closure of the cut sets a function of the same variables.
struct Reduced {
  Bdd::Ref success = Bdd::zero;
  std::vector<Odds> odds;             // by level
  std::vector<std::uint32_t> levels;  // by block
};

// Of two variables that are both needed, and by nothing else than each other, one for both: a write
// asks for enough copies and, given those, for the leader among them.
bool join(FlowFunction& function, Reduced& reduced, std::uint32_t one, std::uint32_t other) {
  const Bdd::Ref without = function.bdd.restricted(reduced.success, one, false);
  if (without != function.bdd.restricted(reduced.success, other, false)) return false;
  const Bdd::Ref with = function.bdd.restricted(reduced.success, other, true);
  if (without == Bdd::over || with == Bdd::over) return false;
  reduced.success = with;
  Odds &a = reduced.odds[one], b = reduced.odds[other];
  a = {a.up * b.up, a.down + a.up * b.down};
  return true;
}

void compact(FlowFunction& function) {
  std::vector<Bdd::Ref> kept = {function.success};
  std::vector<Bdd::Ref>* const lists[] = {&kept};
  function.bdd = compacted(function.bdd, most_nodes, lists);
  function.success = kept.front();
}

// Nothing where a block has several variables that no single one can stand for.
std::optional<Reduced> one_variable_each(FlowFunction& function) {
  const Variables& variables = function.variables;
  std::vector<char> asked(variables.odds.size(), 0);
  for (const Bdd::Ref node : function.bdd.nodes_of(function.success))
    if (function.bdd.level(node) < asked.size()) asked[function.bdd.level(node)] = 1;
  Reduced reduced{function.success, variables.odds, {}};
  for (const Block& block : variables.blocks) {
    std::optional<std::uint32_t> first;
    for (std::uint32_t level = block.first; level < block.last; ++level) {
      if (!asked[level]) continue;
      if (first && !join(function, reduced, *first, level)) return std::nullopt;
      if (!first) first = level;
    }
    reduced.levels.push_back(first.value_or(block.first));
  }
  return reduced;
}

// The share of the failures in which a cut set with the variable has failed.
class CutSets {
 public:
  CutSets(FlowFunction& function, const Reduced& reduced, double down)
      : bdd_(function.bdd),
        reduced_(reduced),
        down_(down),
        nodes_(bdd_.nodes_of(reduced.success).size()) {}

  // False if it is clear from the start that it takes too long.
  bool is_within_reach(const std::vector<Given>& given) const {
    const auto asked = std::count_if(given.begin(), given.end(),
                                     [](const Given& each) { return each.survived > 0; });
    return static_cast<std::size_t>(asked) * (nodes_ + bdd_.size()) <= cut_set_work;
  }

  // Nothing where it takes too long.
  std::optional<double> share(std::size_t block, const Given& given) {
    const std::uint32_t level = reduced_.levels[block];
    // A single point of failure is a cut set by itself and in no other minimal one.
    if (given.survived <= 0) return reduced_.odds[level].down / down_;
    work_ += nodes_ + bdd_.size();
    if (work_ > cut_set_work) return {};
    const CutSetOdds odds = cut_sets_with(bdd_, reduced_.success, level, reduced_.odds);
    if (!odds.known) return {};
    return odds.down / down_;
  }

 private:
  Bdd& bdd_;
  const Reduced& reduced_;
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
  const bool is_constant = function.success <= Bdd::one;
  // Nodes that building it left behind would count as work.
  if (by_cut_sets && !is_constant) compact(function);
  const auto reduced = by_cut_sets && !is_constant ? one_variable_each(function) : std::nullopt;
  result.by_cut_sets = by_cut_sets && (is_constant || reduced);
  if (is_constant || result.down <= 0) return;
  const Variables& variables = function.variables;
  const auto given = given_blocks(function.bdd, function.success, variables.odds, variables.blocks);
  std::optional<CutSets> cut_sets;
  if (reduced) cut_sets.emplace(function, *reduced, result.down);
  result.by_cut_sets = cut_sets && cut_sets->is_within_reach(given);
  for (std::size_t b = 0; b < given.size(); ++b) {
    Importance importance = measures(given[b], result.down);
    importance.component = variables.subjects[b].component;
    importance.event = variables.subjects[b].domain;
    if (result.by_cut_sets) {
      const auto share = cut_sets->share(b, given[b]);
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
