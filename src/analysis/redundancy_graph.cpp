// Reads the arrows of a flow as what its requests cannot do without.
#include "analysis/redundancy_graph.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "analysis/redundancy_calls.hpp"
#include "analysis/redundancy_lists.hpp"

namespace joist::analysis {
namespace {

using model::Access;
using model::Arrow;
using model::Attribute;
using model::Model;
using model::Role;
using model::When;

// From here on what stands behind a list is taken as it is when all of it is up.
constexpr std::size_t most_nodes = 300'000;

class Builder {
 public:
  Builder(const Model& model, FlowId flow, const FlowSurroundings& surroundings)
      : model_(model),
        surroundings_(surroundings),
        states_(surroundings.states),
        calls_(&calls_of(flow)),
        met_(states_ != nullptr ? model.components.size() : 0, 0) {
    graph_.flow = flow;
  }

  FlowGraph build() {
    graph_.nodes.emplace_back();
    pending_.push_back({});
    add_roots();
    for (std::uint32_t node = 1; node < graph_.nodes.size(); ++node) expand(node);
    return std::move(graph_);
  }

 private:
  // What a node still has to be given: a visit to follow in some state of the design, or others of
  // which at least so many are needed.
  struct Pending {
    FlowId flow;
    ComponentId component;  // none: nothing is called
    std::uint32_t visit = 0;
    std::uint32_t state = 0;
    bool root = false;
    std::vector<std::uint32_t> others;
    std::uint32_t least = 0;
  };

  void add_roots() {
    for (const ComponentId root : calls_->roots()) {
      const std::uint32_t node = intern(root, 0, false, 0, 0);
      pending_[node].root = true;
      require(0, {node}, 1);
    }
  }

  std::uint32_t literal(ComponentId component, bool writes, std::uint32_t state) {
    const std::uint32_t by_load = states_ != nullptr ? states_->needed(state, component) : 1;
    const auto [found, added] = literals_.try_emplace(
        key(component, by_load, writes), static_cast<std::uint32_t>(graph_.literals.size()));
    if (added) graph_.literals.push_back({component, writes, by_load});
    return found->second;
  }

  std::uint32_t add_node(std::uint32_t parent) {
    FlowNode node;
    node.parent = parent;
    graph_.nodes.push_back(node);
    pending_.emplace_back();
    return static_cast<std::uint32_t>(graph_.nodes.size() - 1);
  }

  // One that stands for at least so many of these.
  std::uint32_t add_choice(std::uint32_t parent, std::vector<std::uint32_t> others,
                           std::uint32_t least) {
    const std::uint32_t choice = add_node(parent);
    pending_[choice].others = std::move(others);
    pending_[choice].least = least;
    return choice;
  }

  std::uint32_t intern(ComponentId component, std::uint32_t visit, bool writes,
                       std::uint32_t parent, std::uint32_t state) {
    const std::tuple place = {calls_->flow(), key(component, visit, writes), state};
    const auto found = nodes_.find(place);
    if (found != nodes_.end()) return found->second;
    const std::uint32_t node = add_node(parent);
    graph_.nodes[node].literal = literal(component, writes, state);
    pending_[node].flow = calls_->flow();
    pending_[node].component = component;
    pending_[node].visit = visit;
    pending_[node].state = state;
    nodes_.emplace(place, node);
    return node;
  }

  void require(std::uint32_t node, const std::vector<std::uint32_t>& children,
               std::uint32_t least) {
    FlowNode& owner = graph_.nodes[node];
    if (owner.count == 0) owner.first = static_cast<std::uint32_t>(graph_.requirements.size());
    ++owner.count;
    graph_.requirements.push_back({static_cast<std::uint32_t>(graph_.children.size()),
                                   static_cast<std::uint32_t>(children.size()), least});
    graph_.children.insert(graph_.children.end(), children.begin(), children.end());
  }

  std::uint32_t target(const Arrow& arrow, std::uint32_t parent, std::uint32_t state) {
    const auto& separate = surroundings_.separate_writes;
    const bool writes = arrow.access == Access::write && arrow.to.index() < separate.size() &&
                        separate[arrow.to.index()];
    return intern(arrow.to, arrow.to_visit, writes, parent, seen_by(arrow, state));
  }

  // Of the states that what an arrow leads to cannot tell apart, the first one met.
  std::uint32_t seen_by(const Arrow& arrow, std::uint32_t state) {
    if (state == 0) return 0;
    std::vector<std::uint64_t>& seen = differences(arrow, state);
    if (seen.empty()) return 0;
    seen.push_back(key(arrow.to, arrow.to_visit, false));
    seen.push_back(calls_->flow().value);
    return seen_.try_emplace(seen, state).first->second;
  }

  // How a state differs from the normal one for the target and for what stands behind it: load that
  // is not moved there is not moved further. Empty where the same number of copies is needed.
  std::vector<std::uint64_t>& differences(const Arrow& arrow, std::uint32_t state) {
    auto& [needed, loads, met] = differ_;
    for (auto* list : {&needed, &loads, &met}) list->clear();
    ++round_;
    meet(arrow, met);
    bool has_choices = false;
    for (std::size_t i = 0; i < met.size(); ++i) {
      const ComponentId component(static_cast<std::size_t>(met[i] >> 32));
      const LoadStates::Changed* now = states_->changed(state, component);
      if (now == nullptr) continue;
      if (now->needed != states_->needed(0, component)) {
        needed.push_back(met[i]);
        needed.push_back(now->needed);
      }
      loads.push_back(met[i]);
      loads.push_back(std::bit_cast<std::uint64_t>(now->utilization));
      const auto visit = static_cast<std::uint32_t>(met[i] & 0xffffffffu) >> 1;
      for (const ArrowId id : calls_->out_of(component, visit)) {
        const Arrow& next = model_.at(id);
        has_choices |= next.list_size > 1 || next.when == When::fail;
        meet(next, met);
      }
    }
    // Further ones may go down there, and what is then needed depends on the loads.
    return has_choices ? loads : needed;
  }

  // Adds what an arrow leads to, once a round.
  void meet(const Arrow& arrow, std::vector<std::uint64_t>& met) {
    const std::uint64_t head = key(arrow.to, arrow.to_visit, false);
    if (arrow.to_visit == 0) {
      if (std::exchange(met_[arrow.to.index()], round_) == round_) return;
    } else if (std::find(met.begin(), met.end(), head) != met.end()) {
      return;
    }
    met.push_back(head);
  }

  // The target, or a choice between it and what is called when it fails.
  std::uint32_t with_alternatives(const Arrow& arrow, std::span<const ArrowId> siblings,
                                  std::uint32_t parent, std::uint32_t state) {
    std::vector<ComponentId> tried = {arrow.to};
    std::vector<const Arrow*> others;
    for (std::size_t i = 0; i < tried.size(); ++i) {
      for (const ArrowId id : calls_->instead_of(tried[i], siblings)) {
        const Arrow& other = model_.at(id);
        if (std::find(tried.begin(), tried.end(), other.to) != tried.end()) continue;
        tried.push_back(other.to);
        others.push_back(&other);
      }
    }
    if (others.empty()) return target(arrow, parent, state);
    const std::uint32_t choice = add_choice(parent, {}, 1);
    std::vector<std::uint32_t> choices = {target(arrow, choice, state)};
    for (std::size_t i = 0; i < others.size(); ++i) {
      const std::span before(tried.data(), i + 1);
      const std::uint32_t then = states_ != nullptr ? states_->without(state, before) : 0;
      choices.push_back(target(*others[i], choice, then));
    }
    pending_[choice].others = std::move(choices);
    return choice;
  }

  FlowCalls& calls_of(FlowId flow) {
    auto& calls = calls_by_flow_[flow];
    if (!calls) calls = std::make_unique<FlowCalls>(model_, flow, surroundings_.look_aside);
    return *calls;
  }

  Member member(ArrowId id) const {
    const Arrow& arrow = model_.at(id);
    Member result;
    result.component = arrow.to;
    if (arrow.ratio) result.weight = arrow.ratio->value();
    if (surroundings_.arrows.empty() || surroundings_.loads.empty()) return result;
    const ArrowLoad& load = surroundings_.arrows[id.index()];
    const double offered = surroundings_.loads[arrow.to.index()].offered;
    if (load.known && offered > 0) result.through = std::min(1.0, load.peak / offered);
    return result;
  }

  void expand(std::uint32_t node) {
    if (!pending_[node].others.empty()) {
      const std::vector<std::uint32_t> others = std::move(pending_[node].others);
      return require(node, others, pending_[node].least);
    }
    const Pending from = pending_[node];
    if (!from.component) return;
    if (surroundings_.shifts != nullptr) add_shifts(node, from);
    calls_ = &calls_of(from.flow);
    const std::span<const ArrowId> siblings = calls_->out_of(from.component, from.visit);
    const bool splits = model_.at(from.component).role == Role::split;
    for (std::size_t i = 0; i < siblings.size(); ++i) {
      const Arrow& arrow = model_.at(siblings[i]);
      if (!calls_->is_needed(arrow, siblings, from.root)) continue;
      if (!splits || arrow.list_size < 2) {
        require(node, {with_alternatives(arrow, siblings, node, from.state)}, 1);
      } else if (first_of_list(siblings, i, from.root)) {
        expand_list(node, siblings, i, from);
      }
    }
  }

  // Of each set of those that move load here in other flows one is up, or enough copies are.
  void add_shifts(std::uint32_t node, const Pending& from) {
    const auto [shifts, exact] = surroundings_.shifts->onto(from.component, from.flow, from.state);
    graph_.exact &= exact;
    graph_.by_load |= !shifts.empty();
    const bool writes = graph_.literals[graph_.nodes[node].literal].writes;
    for (const Shift& shift : shifts) {
      const std::uint32_t choice = add_choice(node, {}, 1);
      std::vector<std::uint32_t> others;
      for (const Shift::Step& step : shift.steps) others.push_back(mover_node(choice, step));
      if (shift.least > 1) others = {add_choice(choice, std::move(others), shift.least)};
      if (states_->needed(shift.state, from.component) != too_much &&
          !states_->is_down(shift.state, from.component)) {
        others.push_back(add_node(choice));
        graph_.nodes[others.back()].literal = literal(from.component, writes, shift.state);
      }
      pending_[choice].others = std::move(others);
      require(node, {choice}, 1);
    }
  }

  // It is up if any flow has use for it.
  std::uint32_t mover_node(std::uint32_t parent, const Shift::Step& step) {
    const Mover& mover = surroundings_.shifts->movers()[step.mover];
    const bool as_ever = states_->changed(step.state, mover.component) == nullptr;
    std::vector<std::uint32_t> visits;
    for (const Mover::Place& place : mover.places) {
      calls_ = &calls_of(place.flow);
      visits.push_back(
          intern(mover.component, place.visit, false, parent, as_ever ? 0 : step.state));
    }
    return visits.size() == 1 ? visits.front() : add_choice(parent, std::move(visits), 1);
  }

  // Of those members that are needed at all.
  bool first_of_list(std::span<const ArrowId> siblings, std::size_t at, bool root) const {
    const std::uint32_t list = model_.at(siblings[at]).list;
    for (std::size_t i = 0; i < at; ++i) {
      const Arrow& other = model_.at(siblings[i]);
      if (other.list == list && calls_->is_needed(other, siblings, root)) return false;
    }
    return true;
  }

  void expand_list(std::uint32_t node, std::span<const ArrowId> siblings, std::size_t at,
                   const Pending& from) {
    std::vector<ArrowId> arrows;
    for (std::size_t i = at; i < siblings.size(); ++i) {
      const Arrow& arrow = model_.at(siblings[i]);
      if (arrow.list == model_.at(siblings[at]).list &&
          calls_->is_needed(arrow, siblings, from.root))
        arrows.push_back(siblings[i]);
    }
    const auto [ways, exact] = ways_of(arrows, siblings, from.state);
    graph_.exact &= exact;
    graph_.by_load |= ways.size() != 1 || ways.front().least > 1;
    require_ways(node, ways, [&](std::size_t member, std::uint32_t state) {
      return with_alternatives(model_.at(arrows[member]), siblings, node, state);
    });
  }

  Ways ways_of(const std::vector<ArrowId>& arrows, std::span<const ArrowId> siblings,
               std::uint32_t state) {
    if (states_ == nullptr) return {{{Carriers(arrows.size(), 0), 1}}, true};
    std::vector<Member> members;
    std::vector<double> weights;
    for (const ArrowId id : arrows) {
      members.push_back(member(id));
      weights.push_back(members.back().weight);
    }
    const auto can_not = [&](const std::vector<bool>& left, std::size_t i) {
      return left[i] && calls_->instead_of(members[i].component, siblings).empty() &&
             states_->overloads(members, left, i);
    };
    return ways_to_carry(
        weights, state, [&](const std::vector<bool>& left, std::optional<std::size_t> member) {
          Carriers carriers(arrows.size(), not_among);
          for (std::size_t i = 0; i < arrows.size(); ++i)
            if ((!member || *member == i) && can_not(left, i)) return carriers;
          const std::uint32_t shared =
              graph_.nodes.size() < most_nodes ? states_->shared(state, members, left) : state;
          for (std::size_t i = 0; i < arrows.size(); ++i) {
            if (!left[i] || (member && *member != i)) continue;
            const Arrow& arrow = model_.at(arrows[i]);
            if (!calls_->instead_of(arrow.to, siblings).empty()) {
              carriers[i] = shared;
            } else if (states_->needed(shared, arrow.to) != too_much) {
              carriers[i] = seen_by(arrow, shared);
            }
          }
          return carriers;
        });
  }

  // One of the ways; what each of them needs is needed in any case.
  template <class Child>
  void require_ways(std::uint32_t node, const std::vector<Way>& ways, const Child& child) {
    const bool all_needed = std::all_of(ways.begin(), ways.end(), [](const Way& way) {
      return way.least == size_of(way.carriers);
    });
    Carriers common = ways.empty() || !all_needed ? Carriers() : ways.front().carriers;
    for (const Way& way : ways)
      for (std::size_t i = 0; i < common.size(); ++i)
        if (way.carriers[i] != common[i]) common[i] = not_among;
    for (std::size_t i = 0; i < common.size(); ++i)
      if (common[i] != not_among) require(node, {child(i, common[i])}, 1);
    std::vector<std::pair<std::vector<std::uint32_t>, std::uint32_t>> rest;
    for (const Way& way : ways) {
      auto& [children, least] = rest.emplace_back();
      for (std::size_t i = 0; i < way.carriers.size(); ++i) {
        const bool is_common = !common.empty() && common[i] != not_among;
        if (way.carriers[i] != not_among && !is_common)
          children.push_back(child(i, way.carriers[i]));
      }
      least = all_needed ? static_cast<std::uint32_t>(children.size()) : way.least;
      if (least == 0) return;
    }
    if (rest.size() == 1) return require(node, rest.front().first, rest.front().second);
    std::vector<std::uint32_t> choices;
    for (auto& [children, least] : rest)
      choices.push_back(add_choice(node, std::move(children), least));
    require(node, choices, 1);
  }

  const Model& model_;
  const FlowSurroundings& surroundings_;
  LoadStates* states_;
  std::map<FlowId, std::unique_ptr<FlowCalls>> calls_by_flow_;
  FlowCalls* calls_;  // of the flow that is followed
  FlowGraph graph_;
  std::vector<Pending> pending_;    // by node
  std::vector<std::uint32_t> met_;  // by component: the last round in which its first visit was
  std::uint32_t round_ = 0;
  std::unordered_map<std::uint64_t, std::uint32_t> literals_;
  // By flow, visit and state.
  std::map<std::tuple<FlowId, std::uint64_t, std::uint32_t>, std::uint32_t> nodes_;
  std::array<std::vector<std::uint64_t>, 3> differ_;  // see differences(): kept for their memory
  std::map<std::vector<std::uint64_t>, std::uint32_t> seen_;  // states, by what one sees of them
};

}  // namespace

FlowGraph build_flow_graph(const Model& model, FlowId flow, const FlowSurroundings& surroundings) {
  FlowGraph graph = Builder(model, flow, surroundings).build();
  leave_out_impossible(graph);
  sort_nodes(graph);
  return graph;
}

}  // namespace joist::analysis
