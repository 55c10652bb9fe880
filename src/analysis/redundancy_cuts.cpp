// Single points of failure and dangerous pairs, flow by flow.
#include "analysis/redundancy_cuts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <tuple>

#include "analysis/redundancy_kept.hpp"

namespace joist::analysis {
namespace {

constexpr std::size_t most_pairs = 50'000;      // listed, over all flows
constexpr std::size_t pair_budget = 2'000'000;  // nodes evaluated, over all flows
constexpr std::size_t many_nodes = 20'000;      // from here on each costs more
constexpr std::size_t most_events_each = 40;    // of one component, for pairs
constexpr std::size_t batch = scenarios_at_once;

using Group = std::span<const FlowDown>;

// Calls `use` with each run of downs that have the same events.
template <class Use>
void by_events(std::vector<FlowDown>& downs, Use use) {
  std::sort(downs.begin(), downs.end(), [](const FlowDown& a, const FlowDown& b) {
    return std::tie(a.events, a.literal) < std::tie(b.events, b.literal);
  });
  for (std::size_t first = 0; first < downs.size();) {
    std::size_t last = first + 1;
    while (last < downs.size() && downs[last].events == downs[first].events) ++last;
    use(Group(downs).subspan(first, last - first));
    first = last;
  }
}

bool any_hard(const FlowGraph& graph, Group group) {
  return std::any_of(group.begin(), group.end(),
                     [&](const FlowDown& down) { return graph.hard[down.literal]; });
}

// Literals of a flow by the events that concern them.
class Concerned {
 public:
  explicit Concerned(const FlowFailures& flow) {
    for (std::uint32_t l = 0; l < flow.graph().literals.size(); ++l)
      for (const std::uint32_t event : flow.events_of(l)) literals_[event].push_back(l);
  }

  // Those of any of the events, in order.
  std::vector<std::uint32_t> by(std::span<const std::uint32_t> events) const {
    std::vector<std::uint32_t> result;
    for (const std::uint32_t event : events) {
      const auto found = literals_.find(event);
      if (found != literals_.end())
        result.insert(result.end(), found->second.begin(), found->second.end());
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }

 private:
  std::map<std::uint32_t, std::vector<std::uint32_t>> literals_;
};

// The same flow if any number of copies carried any load.
class WithoutLoad {
 public:
  WithoutLoad(const Failures& failures, FlowId flow)
      : graph_(without_load(failures, flow)),
        flow_(failures, graph_),
        concerned_(flow_),
        alternatives_(graph_) {}

  bool stops(std::span<const std::uint32_t> events) {
    bool stops = false;
    for (const std::uint32_t literal : concerned_.by(events)) {
      if (flow_.fault(literal, events) == Fault::none) continue;
      stops |= graph_.hard[literal];
      alternatives_.set_down(literal, 0);
    }
    return (alternatives_.evaluate()[0] & 1) != 0 || stops;
  }

 private:
  FlowGraph graph_;
  FlowFailures flow_;
  Concerned concerned_;
  Alternatives alternatives_;
};

class FlowSearch {
 public:
  FlowSearch(const Failures& failures, const FlowGraph& graph)
      : failures_(failures), flow_(failures, graph), graph_(graph), alternatives_(graph) {
    for (std::uint32_t l = 0; l < graph.literals.size(); ++l) events_.push_back(flow_.events_of(l));
  }

  void singles(std::vector<CutSet>& found) {
    for (std::uint32_t l = 0; l < graph_.literals.size(); ++l) {
      for (const std::uint32_t event : events_[l]) {
        const Fault fault = flow_.fault(l, std::span(&event, 1));
        if (fault != Fault::none) single_.push_back({{event}, l, fault});
      }
    }
    std::vector<Group> soft;
    by_events(single_, [&](Group group) {
      if (any_hard(graph_, group)) {
        add_single(group, found);
      } else {
        soft.push_back(group);
      }
    });
    std::stable_sort(soft.begin(), soft.end(), [&](Group a, Group b) {
      return alternatives_.position(a.front().literal) < alternatives_.position(b.front().literal);
    });
    for (std::size_t first = 0; first < soft.size(); first += batch) {
      const std::size_t count = std::min(batch, soft.size() - first);
      for (std::size_t s = 0; s < count; ++s) mark(soft[first + s], s);
      const Scenarios down = alternatives_.evaluate();
      for (std::size_t s = 0; s < count; ++s) {
        if (down[s / 64] >> (s % 64) & 1) {
          add_single(soft[first + s], found);
        } else {
          weakening_.push_back(soft[first + s]);
        }
      }
    }
    std::sort(points_.begin(), points_.end());
  }

  // False if the budget did not last.
  bool pairs(std::size_t& budget, std::vector<CutSet>& found) {
    bool complete = combine_within();
    std::vector<Group> soft;
    by_events(both_, [&](Group group) {
      if (!any_hard(graph_, group)) {
        soft.push_back(group);
      } else if (found.size() < most_pairs) {
        found.push_back(describe(group.front().events, group));
      } else {
        complete = false;
      }
    });
    return pairs_between(soft, budget, found) && complete;
  }

  // The same from the leaves up, which takes no longer for many alternatives than for few.
  bool pairs_of_many(std::vector<CutSet>& found) {
    const auto sets = find_pairs(flow_);
    if (!sets || found.size() + sets->size() > most_pairs) return false;
    const Concerned concerned(flow_);
    for (const auto& two : *sets) {
      std::vector<FlowDown> downs;
      for (const std::uint32_t l : concerned.by(two)) {
        const Fault fault = flow_.fault(l, two);
        if (fault != Fault::none) downs.push_back({two, l, fault});
      }
      found.push_back(describe(two, downs));
    }
    return true;
  }

  const FlowFailures& flow() const { return flow_; }

 private:
  void mark(Group group, std::size_t scenario) {
    for (const FlowDown& down : group)
      alternatives_.set_down(down.literal, static_cast<std::uint32_t>(scenario));
  }

  void add_single(Group group, std::vector<CutSet>& found) {
    points_.push_back(group.front().events.front());
    found.push_back(describe(group.front().events, group));
  }

  CutSet describe(std::vector<std::uint32_t> events, Group downs) {
    CutSet cut = flow_.describe(std::move(events), downs);
    const bool counts_load =
        graph_.by_load || std::any_of(downs.begin(), downs.end(), [](const FlowDown& down) {
          return down.fault == Fault::load;
        });
    if (!counts_load) return cut;
    if (!unloaded_) unloaded_ = std::make_unique<WithoutLoad>(failures_, graph_.flow);
    cut.by_load = !unloaded_->stops(cut.events);
    return cut;
  }

  bool is_point(std::uint32_t event) const {
    return std::binary_search(points_.begin(), points_.end(), event);
  }

  // Two failures that take a component down only together.
  bool combine_within() {
    bool complete = true;
    for (std::uint32_t l = 0; l < graph_.literals.size(); ++l) {
      std::vector<std::uint32_t> events;
      for (const std::uint32_t event : events_[l])
        if (!is_point(event) && flow_.fault(l, std::span(&event, 1)) == Fault::none)
          events.push_back(event);
      if (events.size() > most_events_each) {
        events.resize(most_events_each);
        complete = false;
      }
      for (std::size_t i = 0; i < events.size(); ++i) {
        for (std::size_t j = i; j < events.size(); ++j) {
          if (i == j && flow_.multiplicity(events[i]) < 2) continue;
          const std::array<std::uint32_t, 2> two = {events[i], events[j]};
          const Fault fault = flow_.fault(l, two);
          if (fault != Fault::none) both_.push_back({{two.begin(), two.end()}, l, fault});
        }
      }
    }
    for (FlowDown& down : both_) std::sort(down.events.begin(), down.events.end());
    return complete;
  }

  struct Candidate {
    Group first, second, together;
    std::array<std::uint32_t, 2> events;
  };

  static Group find(const std::vector<Group>& groups, std::span<const std::uint32_t> events) {
    const auto found =
        std::lower_bound(groups.begin(), groups.end(), events, [](Group group, const auto& wanted) {
          const auto& here = group.front().events;
          return std::lexicographical_compare(here.begin(), here.end(), wanted.begin(),
                                              wanted.end());
        });
    if (found == groups.end()) return {};
    const auto& here = found->front().events;
    return std::equal(here.begin(), here.end(), events.begin(), events.end()) ? *found : Group();
  }

  Group weakening(std::uint32_t event) const { return find(weakening_, std::span(&event, 1)); }

  // Pairs that only alternatives could save: each weakens the flow by itself, or both together do.
  bool pairs_between(const std::vector<Group>& together, std::size_t& budget,
                     std::vector<CutSet>& found) {
    std::sort(weakening_.begin(), weakening_.end(),
              [](Group a, Group b) { return a.front().events < b.front().events; });
    std::vector<Candidate> candidates;
    for (const Group group : together) {
      const std::array<std::uint32_t, 2> two = {group.front().events[0], group.front().events[1]};
      const Group first = weakening(two[0]);
      const Group second = weakening(two[1]);
      // Two copies of one component are met only here.
      if (first.empty() || second.empty() || two[0] == two[1])
        candidates.push_back({first, second, group, two});
    }
    if (!test(candidates, budget, found)) return false;
    for (std::size_t i = 0; i < weakening_.size(); ++i) {
      candidates.clear();
      for (std::size_t j = i + 1; j < weakening_.size(); ++j) {
        const std::array<std::uint32_t, 2> two = {weakening_[i].front().events.front(),
                                                  weakening_[j].front().events.front()};
        candidates.push_back({weakening_[i], weakening_[j], find(together, two), two});
      }
      if (!test(candidates, budget, found)) return false;
    }
    return true;
  }

  bool test(const std::vector<Candidate>& candidates, std::size_t& budget,
            std::vector<CutSet>& found) {
    for (std::size_t first = 0; first < candidates.size(); first += batch) {
      const std::size_t count = std::min(batch, candidates.size() - first);
      for (std::size_t s = 0; s < count; ++s) {
        const Candidate& candidate = candidates[first + s];
        for (const Group group : {candidate.first, candidate.second, candidate.together})
          mark(group, s);
      }
      const std::size_t before = alternatives_.work();
      const Scenarios down = alternatives_.evaluate();
      const std::size_t spent =
          (alternatives_.work() - before + count) * (1 + graph_.soft.size() / many_nodes);
      if (spent > budget) return false;
      budget -= spent;
      for (std::size_t s = 0; s < count; ++s) {
        if ((down[s / 64] >> (s % 64) & 1) == 0) continue;
        if (found.size() >= most_pairs) return false;
        add_pair(candidates[first + s], found);
      }
    }
    return true;
  }

  void add_pair(const Candidate& candidate, std::vector<CutSet>& found) {
    std::vector<FlowDown> downs;
    for (const Group group : {candidate.first, candidate.second, candidate.together})
      downs.insert(downs.end(), group.begin(), group.end());
    found.push_back(describe({candidate.events.begin(), candidate.events.end()}, downs));
  }

  const Failures& failures_;
  FlowFailures flow_;
  const FlowGraph& graph_;
  Alternatives alternatives_;
  std::unique_ptr<WithoutLoad> unloaded_;           // when first asked
  std::vector<std::vector<std::uint32_t>> events_;  // by literal
  std::vector<FlowDown> single_, both_;
  std::vector<Group> weakening_;       // what one event takes down, where alternatives are left
  std::vector<std::uint32_t> points_;  // sorted
};

// Of one flow after the other, within one budget.
class CutSetSearch {
 public:
  CutSetSearch(const Failures& failures, int order, bool keeps, Redundancy& found)
      : failures_(failures), order_(order), found_(found) {
    found.order = order;
    found.complete.assign(failures.graphs.size(), true);
    if (!keeps) return;
    telling_.emplace(failures, *failures.continued->numbers);
    kept_ = std::make_shared<KeptFlows>();
    kept_->numbers = failures.continued->numbers;
    kept_->flows.resize(failures.graphs.size());
  }

  void search(std::size_t flow) {
    const FlowGraph& graph = failures_.graphs[flow];
    const bool optional = failures_.model.at(graph.flow).attributes.yes(model::Attribute::optional);
    if (graph.literals.empty() || optional || take_known(flow)) return;
    const Counts before{found_.single_points.size(), found_.pairs.size(), budget_};
    FlowSearch search(failures_, graph);
    search.singles(found_.single_points);
    const bool within = order_ >= 2 && search.pairs(budget_, found_.pairs);
    bool complete = order_ < 2 || within;
    if (!complete) {
      std::vector<CutSet> all(found_.pairs.begin(),
                              found_.pairs.begin() + static_cast<long>(before.pairs));
      complete = search.pairs_of_many(all);
      if (complete) found_.pairs = std::move(all);
    }
    found_.pairs_complete = found_.pairs_complete && complete;
    if (order_ >= 3 && !find_higher(search.flow(), order_, found_.higher)) complete = false;
    found_.complete[flow] = complete;
    if (kept_ && failures_.continued->basis[flow]) keep(flow, before, within && order_ == 2);
  }

  std::shared_ptr<const KeptFlows> kept() { return std::move(kept_); }

 private:
  struct Counts {
    std::size_t singles = 0, pairs = 0, budget = 0;
  };

  // As finding them once more would, with the work that this takes.
  bool take_known(std::size_t flow) {
    const auto known = kept_ ? failures_.continued->flows[flow] : nullptr;
    if (!known || !known->has_cut_sets || order_ != 2 || known->spent > budget_) return false;
    if (found_.pairs.size() + known->pairs.size() > most_pairs) return false;
    budget_ -= known->spent;
    for (const CutSet& cut : known->singles)
      found_.single_points.push_back(telling_->by_index(cut));
    for (const CutSet& cut : known->pairs) found_.pairs.push_back(telling_->by_index(cut));
    kept_->flows[flow] = known;
    return true;
  }

  void keep(std::size_t flow, const Counts& before, bool has_cut_sets) {
    auto now = std::make_shared<KeptFlow>();
    now->basis = *failures_.continued->basis[flow];
    now->graph = telling_->by_number(failures_.graphs[flow]);
    now->has_cut_sets = has_cut_sets;
    if (has_cut_sets) {
      for (std::size_t i = before.singles; i < found_.single_points.size(); ++i)
        now->singles.push_back(telling_->by_number(found_.single_points[i]));
      for (std::size_t i = before.pairs; i < found_.pairs.size(); ++i)
        now->pairs.push_back(telling_->by_number(found_.pairs[i]));
      now->spent = before.budget - budget_;
    }
    kept_->flows[flow] = std::move(now);
  }

  const Failures& failures_;
  int order_;
  Redundancy& found_;
  std::size_t budget_ = pair_budget;
  std::optional<FlowTelling> telling_;  // where something is kept
  std::shared_ptr<KeptFlows> kept_;     // likewise
};

}  // namespace

void find_cut_sets(const Failures& failures, int order, Redundancy& redundancy, Kept* kept) {
  CutSetSearch search(failures, order, kept != nullptr && failures.continued, redundancy);
  for (std::size_t f = 0; f < failures.graphs.size(); ++f) search.search(f);
  if (kept != nullptr) kept->flows = search.kept();
}

}  // namespace joist::analysis
