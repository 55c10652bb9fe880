// Reads the arrows of a flow as what its requests cannot do without.
#include "analysis/redundancy_graph.hpp"

#include <algorithm>
#include <unordered_map>

#include "analysis/redundancy_lists.hpp"

namespace joist::analysis {
namespace {

using model::Access;
using model::Arrow;
using model::Attribute;
using model::Call;
using model::Component;
using model::Model;
using model::Role;
using model::When;

// Only outside of flows: in one it is a call like others out of a store, which happen later.
bool is_replication(const Model& model, const Arrow& arrow) {
  return arrow.flow == FlowId(0) && model.at(arrow.from).role == Role::store &&
         model.at(arrow.to).role == Role::store;
}

bool carries_requests(const Model& model, const Arrow& arrow) {
  if (arrow.call == Call::relation || is_replication(model, arrow)) return false;
  if (arrow.attributes.yes(Attribute::optional)) return false;
  return !arrow.ratio || arrow.ratio->value() > 0;
}

std::uint64_t key(ComponentId component, std::uint32_t visit, bool writes) {
  return (static_cast<std::uint64_t>(component.value) << 32) | (visit << 1) | (writes ? 1 : 0);
}

class Builder {
 public:
  Builder(const Model& model, FlowId flow, const FlowSurroundings& surroundings)
      : model_(model), surroundings_(surroundings) {
    graph_.flow = flow;
    for (const ArrowId id : model.at(flow).arrows) {
      const Arrow& arrow = model.at(id);
      if (arrow.call == Call::relation || is_replication(model, arrow)) continue;
      // What an optional call leads to is still no beginning.
      if (arrow.to_visit == 0) reached_.push_back(arrow.to);
      if (carries_requests(model, arrow)) outgoing_.push_back(id);
    }
    std::stable_sort(outgoing_.begin(), outgoing_.end(),
                     [&](ArrowId a, ArrowId b) { return tail(a) < tail(b); });
    std::sort(reached_.begin(), reached_.end());
  }

  FlowGraph build() {
    graph_.nodes.emplace_back();
    pending_.push_back({});
    add_roots();
    for (std::uint32_t node = 1; node < graph_.nodes.size(); ++node) expand(node);
    return std::move(graph_);
  }

 private:
  // What a node still has to be given: a visit to follow, alternatives to choose from, or a set.
  struct Pending {
    ComponentId component;
    std::uint32_t visit = 0;
    bool root = false;
    std::vector<std::uint32_t> choices, needed;
  };

  std::uint64_t tail(ArrowId id) const {
    const Arrow& arrow = model_.at(id);
    return key(arrow.from, arrow.from_visit, false);
  }

  std::span<const ArrowId> out_of(ComponentId component, std::uint32_t visit) const {
    const std::uint64_t wanted = key(component, visit, false);
    const auto first =
        std::lower_bound(outgoing_.begin(), outgoing_.end(), wanted,
                         [&](ArrowId id, std::uint64_t value) { return tail(id) < value; });
    auto last = first;
    while (last != outgoing_.end() && tail(*last) == wanted) ++last;
    return {first, last};
  }

  bool is_root(const Arrow& arrow) const {
    if (arrow.from_visit != 0) return false;
    return model_.at(arrow.from).role == Role::source ||
           !std::binary_search(reached_.begin(), reached_.end(), arrow.from);
  }

  void add_roots() {
    std::vector<ComponentId> roots;
    for (const ArrowId id : outgoing_) {
      const Arrow& arrow = model_.at(id);
      if (is_root(arrow) && (roots.empty() || roots.back() != arrow.from))
        roots.push_back(arrow.from);
    }
    if (roots.empty() && !has_entry()) add_ring(roots);
    for (const ComponentId root : roots) {
      const std::uint32_t node = intern(root, 0, false, 0);
      pending_[node].root = true;
      require(0, {node}, 1);
    }
  }

  // Some call enters the flow, though it may be an optional one.
  bool has_entry() const {
    const auto& arrows = model_.at(graph_.flow).arrows;
    return std::any_of(arrows.begin(), arrows.end(), [&](ArrowId id) {
      const Arrow& arrow = model_.at(id);
      return arrow.call != Call::relation && !is_replication(model_, arrow) && is_root(arrow);
    });
  }

  // A ring that nothing leads into starts where it was first written.
  void add_ring(std::vector<ComponentId>& roots) const {
    for (const ArrowId id : model_.at(graph_.flow).arrows) {
      if (!carries_requests(model_, model_.at(id))) continue;
      roots.push_back(model_.at(id).from);
      return;
    }
  }

  std::uint32_t literal(ComponentId component, bool writes) {
    const auto [found, added] = literals_.try_emplace(
        key(component, 0, writes), static_cast<std::uint32_t>(graph_.literals.size()));
    if (added) graph_.literals.push_back({component, writes});
    return found->second;
  }

  std::uint32_t add_node(std::uint32_t parent) {
    FlowNode node;
    node.parent = parent;
    graph_.nodes.push_back(node);
    pending_.emplace_back();
    return static_cast<std::uint32_t>(graph_.nodes.size() - 1);
  }

  std::uint32_t intern(ComponentId component, std::uint32_t visit, bool writes,
                       std::uint32_t parent) {
    const auto found = nodes_.find(key(component, visit, writes));
    if (found != nodes_.end()) return found->second;
    const std::uint32_t node = add_node(parent);
    graph_.nodes[node].literal = literal(component, writes);
    pending_[node].component = component;
    pending_[node].visit = visit;
    nodes_.emplace(key(component, visit, writes), node);
    return node;
  }

  void require(std::uint32_t node, const std::vector<std::uint32_t>& children, std::uint32_t least,
               bool by_load = false) {
    FlowNode& owner = graph_.nodes[node];
    if (owner.count == 0) owner.first = static_cast<std::uint32_t>(graph_.requirements.size());
    ++owner.count;
    graph_.requirements.push_back({static_cast<std::uint32_t>(graph_.children.size()),
                                   static_cast<std::uint32_t>(children.size()), least, by_load});
    graph_.children.insert(graph_.children.end(), children.begin(), children.end());
  }

  bool calls_synchronously(ComponentId component) const {
    for (const ArrowId id : out_of(component, 0))
      if (model_.at(id).call == Call::sync) return true;
    return false;
  }

  // A cache that its caller can do without, because it goes to the store itself on a miss.
  bool is_aside(const Arrow& arrow, std::span<const ArrowId> siblings) const {
    if (model_.at(arrow.to).role != Role::cache) return false;
    for (const ArrowId id : siblings) {
      const Arrow& other = model_.at(id);
      if (other.when == When::miss && other.condition == arrow.to) return true;
    }
    const auto& aside = surroundings_.look_aside;
    return arrow.to.index() < aside.size() && aside[arrow.to.index()] &&
           !calls_synchronously(arrow.to);
  }

  bool is_needed(const Arrow& arrow, std::span<const ArrowId> siblings, bool root) const {
    const Role from = model_.at(arrow.from).role;
    const Role to = model_.at(arrow.to).role;
    if (arrow.when == When::fail || to == Role::source) return false;
    // What lies behind a queue or a store happens later.
    if (!root && (from == Role::queue || from == Role::store)) return false;
    if (arrow.call == Call::async && !root && to != Role::queue) return false;
    return !is_aside(arrow, siblings);
  }

  std::uint32_t target(const Arrow& arrow, std::uint32_t parent) {
    const auto& separate = surroundings_.separate_writes;
    const bool writes = arrow.access == Access::write && arrow.to.index() < separate.size() &&
                        separate[arrow.to.index()];
    return intern(arrow.to, arrow.to_visit, writes, parent);
  }

  // What is called when a target fails.
  std::vector<ArrowId> instead_of(ComponentId target, std::span<const ArrowId> siblings) {
    const Arrow& any = model_.at(siblings.front());
    const std::uint64_t caller = key(any.from, any.from_visit, false);
    if (caller != caller_) {
      caller_ = caller;
      instead_.clear();
      for (const ArrowId id : siblings)
        if (model_.at(id).when == When::fail) instead_[model_.at(id).condition.value].push_back(id);
    }
    const auto found = instead_.find(target.value);
    return found == instead_.end() ? std::vector<ArrowId>() : found->second;
  }

  // The target, or a choice between it and what is called when it fails.
  std::uint32_t with_alternatives(const Arrow& arrow, std::span<const ArrowId> siblings,
                                  std::uint32_t parent) {
    std::vector<ComponentId> tried = {arrow.to};
    std::vector<const Arrow*> others;
    for (std::size_t i = 0; i < tried.size(); ++i) {
      for (const ArrowId id : instead_of(tried[i], siblings)) {
        const Arrow& other = model_.at(id);
        if (std::find(tried.begin(), tried.end(), other.to) != tried.end()) continue;
        tried.push_back(other.to);
        others.push_back(&other);
      }
    }
    if (others.empty()) return target(arrow, parent);
    const std::uint32_t choice = add_node(parent);
    std::vector<std::uint32_t> choices = {target(arrow, choice)};
    for (const Arrow* other : others) choices.push_back(target(*other, choice));
    pending_[choice].choices = std::move(choices);
    return choice;
  }

  Member member(ArrowId id) const {
    const Arrow& arrow = model_.at(id);
    Member result;
    if (arrow.ratio) result.weight = arrow.ratio->value();
    if (surroundings_.arrows.empty() || surroundings_.capacities.empty()) return result;
    const ArrowLoad& load = surroundings_.arrows[id.index()];
    const double offered = surroundings_.loads[arrow.to.index()].offered;
    const CapacityResult& capacity = surroundings_.capacities[arrow.to.index()];
    if (!load.known || !capacity.known || offered <= 0) return result;
    result.utilization = capacity.utilization;
    result.through = std::min(1.0, load.peak / offered);
    return result;
  }

  void expand(std::uint32_t node) {
    if (!pending_[node].choices.empty()) {
      const std::vector<std::uint32_t> choices = std::move(pending_[node].choices);
      return require(node, choices, 1);
    }
    if (!pending_[node].needed.empty()) {
      const std::vector<std::uint32_t> needed = std::move(pending_[node].needed);
      return require(node, needed, static_cast<std::uint32_t>(needed.size()), true);
    }
    const Pending from = pending_[node];
    const std::span<const ArrowId> siblings = out_of(from.component, from.visit);
    const bool splits = model_.at(from.component).role == Role::split;
    for (std::size_t i = 0; i < siblings.size(); ++i) {
      const Arrow& arrow = model_.at(siblings[i]);
      if (!is_needed(arrow, siblings, from.root)) continue;
      if (!splits || arrow.list_size < 2) {
        require(node, {with_alternatives(arrow, siblings, node)}, 1);
      } else if (first_of_list(siblings, i, from.root)) {
        expand_list(node, siblings, i, from.root);
      }
    }
  }

  // Of those members that are needed at all.
  bool first_of_list(std::span<const ArrowId> siblings, std::size_t at, bool root) const {
    const std::uint32_t list = model_.at(siblings[at]).list;
    for (std::size_t i = 0; i < at; ++i) {
      const Arrow& other = model_.at(siblings[i]);
      if (other.list == list && is_needed(other, siblings, root)) return false;
    }
    return true;
  }

  void expand_list(std::uint32_t node, std::span<const ArrowId> siblings, std::size_t at,
                   bool root) {
    std::vector<ArrowId> arrows;
    std::vector<Member> members;
    for (std::size_t i = at; i < siblings.size(); ++i) {
      const Arrow& arrow = model_.at(siblings[i]);
      if (arrow.list != model_.at(siblings[at]).list || !is_needed(arrow, siblings, root)) continue;
      arrows.push_back(siblings[i]);
      members.push_back(member(siblings[i]));
    }
    const Enough found = enough(members);
    if (!found.sets.empty()) return require_sets(node, siblings, arrows, found.sets);
    std::vector<std::uint32_t> children;
    for (const ArrowId id : arrows)
      children.push_back(with_alternatives(model_.at(id), siblings, node));
    require(node, children, found.least, found.least > 1);
  }

  // All of one of the sets: what stands in each is needed in any case.
  void require_sets(std::uint32_t node, std::span<const ArrowId> siblings,
                    const std::vector<ArrowId>& arrows,
                    const std::vector<std::vector<std::uint32_t>>& sets) {
    std::vector<std::uint32_t> uses(arrows.size(), 0), children(arrows.size(), FlowNode::none);
    for (const auto& set : sets)
      for (const std::uint32_t i : set) ++uses[i];
    for (std::size_t i = 0; i < arrows.size(); ++i)
      if (uses[i] > 0) children[i] = with_alternatives(model_.at(arrows[i]), siblings, node);
    for (std::size_t i = 0; i < arrows.size(); ++i)
      if (uses[i] == sets.size()) require(node, {children[i]}, 1, true);
    if (sets.size() == 1) return;
    std::vector<std::uint32_t> choices;
    for (const auto& set : sets) {
      choices.push_back(add_node(node));
      for (const std::uint32_t i : set)
        if (uses[i] < sets.size()) pending_[choices.back()].needed.push_back(children[i]);
    }
    require(node, choices, 1);
  }

  const Model& model_;
  const FlowSurroundings& surroundings_;
  FlowGraph graph_;
  std::vector<ArrowId> outgoing_;             // by tail
  std::vector<ComponentId> reached_;          // at visit 0, sorted
  std::vector<Pending> pending_;              // by node
  std::uint64_t caller_ = ~std::uint64_t{0};  // whose alternatives these are, by what they replace
  std::unordered_map<std::uint32_t, std::vector<ArrowId>> instead_;
  std::unordered_map<std::uint64_t, std::uint32_t> nodes_, literals_;
};

}  // namespace

FlowGraph build_flow_graph(const Model& model, FlowId flow, const FlowSurroundings& surroundings) {
  FlowGraph graph = Builder(model, flow, surroundings).build();
  sort_nodes(graph);
  return graph;
}

std::vector<bool> look_aside_caches(const Model& model) {
  std::vector<bool> aside(model.components.size(), false);
  for (const Arrow& arrow : model.arrows)
    if (arrow.when == When::miss && arrow.condition) aside[arrow.condition.index()] = true;
  return aside;
}

}  // namespace joist::analysis
