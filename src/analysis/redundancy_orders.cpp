// Minimal cut sets of order three and more: put together from the leaves up, and cut off above the
// order asked for. Fussell and Vesely, "A new methodology for obtaining cut sets for fault trees",
// Trans. ANS 15, 1972, from the other end.
#include <algorithm>
#include <iterator>
#include <optional>
#include <unordered_set>

#include "analysis/redundancy_cuts.hpp"

namespace joist::analysis {
namespace {

constexpr std::size_t most_work = 6'000'000;  // unions of two sets, and sets looked at, for a flow

// Sorted events; one twice: two copies.
using Set = std::vector<std::uint32_t>;
using Family = std::vector<Set>;

struct SetHash {
  std::size_t operator()(const Set& set) const {
    std::uint64_t h = set.size();
    for (const std::uint32_t event : set) h = (h ^ event ^ (h >> 29)) * 0xbf58476d1ce4e5b9u;
    return static_cast<std::size_t>(h ^ (h >> 32));
  }
};

// What holds both, with as many copies of each event as the one that has more.
Set united(const Set& a, const Set& b) {
  Set result;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
  return result;
}

class Orders {
 public:
  Orders(const FlowFailures& flow, std::size_t order)
      : flow_(flow), graph_(flow.graph()), order_(order), nodes_(graph_.nodes.size()) {
    for (std::uint32_t l = 0; l < graph_.literals.size(); ++l) literals_.push_back(of_literal(l));
  }

  // Of all orders up to the one asked for, or nothing if there is too much to look at.
  std::optional<Family> find() {
    // Where calls wait for each other in a ring, until nothing more is found.
    while (update() && !too_much()) {
    }
    Family top;
    for (std::uint32_t l = 0; l < graph_.literals.size(); ++l)
      if (graph_.hard[l]) top.insert(top.end(), literals_[l].begin(), literals_[l].end());
    for (const std::uint32_t gate : graph_.gates) {
      const Family failing = of_requirement(graph_.requirements[gate]);
      top.insert(top.end(), failing.begin(), failing.end());
    }
    minimise(top);
    if (too_much()) return {};
    return top;
  }

 private:
  bool too_much() const { return work_ > most_work; }

  // True if some node's sets changed.
  bool update() {
    bool changed = false;
    for (const std::uint32_t n : graph_.soft) {
      const FlowNode& node = graph_.nodes[n];
      Family found;
      if (node.literal != FlowNode::none) found = literals_[node.literal];
      for (std::uint32_t r = node.first; r < node.first + node.count; ++r) {
        const Family failing = of_requirement(graph_.requirements[r]);
        found.insert(found.end(), failing.begin(), failing.end());
      }
      minimise(found);
      if (too_much()) return false;
      changed |= found != nodes_[n];
      nodes_[n] = std::move(found);
    }
    return changed;
  }

  // Sets that take down so many children that too few are left; what is hard takes down the flow
  // by itself, so here it is up.
  Family of_requirement(const Requirement& requirement) {
    const std::uint32_t many = requirement.count - requirement.least + 1;
    std::vector<Family> down(many + 1);
    down[0].emplace_back();
    for (std::uint32_t c = 0; c < requirement.count; ++c) {
      const Family& child = nodes_[graph_.children[requirement.first + c]];
      if (child.empty()) continue;
      for (std::uint32_t m = many; m > 0; --m) {
        if (too_much()) return {};
        add_products(down[m - 1], child, down[m]);
        minimise(down[m]);
      }
    }
    return std::move(down[many]);
  }

  void add_products(const Family& a, const Family& b, Family& products) {
    for (const Set& one : a) {
      if (too_much()) return;
      work_ += b.size();
      for (const Set& other : b) {
        Set joined = united(one, other);
        if (joined.size() <= order_) products.push_back(std::move(joined));
      }
    }
  }

  // Sorted by size and then by events, without what holds another one.
  void minimise(Family& family) {
    if (family.size() < 2 || too_much()) return;
    work_ += family.size();
    std::sort(family.begin(), family.end(), [](const Set& a, const Set& b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    std::unordered_set<Set, SetHash> kept;
    Family result;
    for (Set& set : family) {
      if (holds_one_of(kept, set)) continue;
      kept.insert(set);
      result.push_back(std::move(set));
    }
    family = std::move(result);
  }

  static bool holds_one_of(const std::unordered_set<Set, SetHash>& kept, const Set& set) {
    Set part;
    for (std::uint32_t chosen = 0; chosen < 1u << set.size(); ++chosen) {
      part.clear();
      for (std::size_t i = 0; i < set.size(); ++i)
        if ((chosen >> i & 1) != 0) part.push_back(set[i]);
      if (kept.count(part) != 0) return true;
    }
    return false;
  }

  Family of_literal(std::uint32_t literal) {
    std::vector<std::uint32_t> events = flow_.events_of(literal);
    std::sort(events.begin(), events.end());
    Family found;
    Set set;
    extend(literal, events, 0, set, found);
    minimise(found);
    return found;
  }

  void extend(std::uint32_t literal, const std::vector<std::uint32_t>& events, std::size_t from,
              Set& set, Family& found) {
    if (too_much()) return;
    ++work_;
    if (!set.empty() && flow_.fault(literal, set) != Fault::none) {
      found.push_back(set);
      return;
    }
    if (set.size() == order_) return;
    for (std::size_t i = from; i < events.size(); ++i) {
      const auto same = std::count(set.begin(), set.end(), events[i]);
      if (same >= static_cast<std::ptrdiff_t>(flow_.multiplicity(events[i]))) continue;
      set.push_back(events[i]);
      extend(literal, events, i, set, found);
      set.pop_back();
    }
  }

  const FlowFailures& flow_;
  const FlowGraph& graph_;
  std::size_t order_;
  std::size_t work_ = 0;
  std::vector<Family> literals_;  // what takes them down
  std::vector<Family> nodes_;     // the same, for those that have alternatives
};

}  // namespace

std::optional<std::vector<std::vector<std::uint32_t>>> find_pairs(const FlowFailures& flow) {
  auto sets = Orders(flow, 2).find();
  if (sets) std::erase_if(*sets, [](const Set& set) { return set.size() != 2; });
  return sets;
}

bool find_higher(const FlowFailures& flow, int order, std::vector<CutSet>& found) {
  for (int reached = order; reached > 2; --reached) {
    const auto sets = Orders(flow, static_cast<std::size_t>(reached)).find();
    if (!sets) continue;
    for (const Set& set : *sets) {
      if (set.size() < 3) continue;
      found.emplace_back();
      found.back().events = set;
      found.back().flow = flow.graph().flow;
    }
    return reached == order;
  }
  return false;
}

}  // namespace joist::analysis
