// The network simplex on circulations. A spanning tree hangs from an extra root; each exchange lets
// one arc in, sends flow round the cycle that it closes, and drops the arc that blocks.
#include "layout/flow.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace joist::layout {
namespace {

using Index = std::uint32_t;
using Amount = std::int64_t;
constexpr Index none = 0xffffffffu;
constexpr Amount unlimited = std::numeric_limits<Amount>::max() / 4;
constexpr Amount out_of_reach = 1ll << 36;  // the cost of an arc to the root

struct Flowing {
  Index parent = none;
  Index arc = none;    // to the parent
  bool upward = true;  // the arc leads from the node to its parent
  Index first_child = none, next = none, previous = none;
  std::int32_t depth = 0;
  Amount potential = 0;
};

}  // namespace

class Spacing::Circulation {
 public:
  // The arcs to the root come first.
  explicit Circulation(std::size_t count)
      : root_(static_cast<Index>(count)),
        flow_(count, 0),
        state_(count, 0),
        nodes_(count + 1),
        next_(count) {
    for (Index n = 0; n < root_; ++n) {
      arcs_.push_back({n, root_, out_of_reach, unlimited});
      nodes_[n].arc = n;
      nodes_[n].potential = -out_of_reach;
      adopt(root_, n);
    }
  }

  // Without flow at first, so that what was found stays right, if no longer the best.
  void add(const Spacing::Arc& arc) {
    arcs_.push_back(arc);
    flow_.push_back(0);
    state_.push_back(1);
  }

  bool run(std::size_t exchanges) {
    const auto arcs = static_cast<double>(arcs_.size() - root_);
    block_ = std::max<std::size_t>(20, static_cast<std::size_t>(std::sqrt(arcs)));
    for (std::size_t i = 0; i < exchanges; ++i) {
      const Index entering = find_entering();
      if (entering == none) return true;
      if (!exchange(entering)) return false;
    }
    return false;
  }

  Amount place(Index node) const { return -nodes_[node].potential; }

 private:
  Amount reduced(Index arc) const {
    return arcs_[arc].cost + nodes_[arcs_[arc].from].potential - nodes_[arcs_[arc].to].potential;
  }

  void adopt(Index parent, Index child) {
    Flowing& c = nodes_[child];
    Flowing& p = nodes_[parent];
    c.parent = parent;
    c.depth = p.depth + 1;
    c.previous = none;
    c.next = p.first_child;
    if (c.next != none) nodes_[c.next].previous = child;
    p.first_child = child;
  }

  void orphan(Index child) {
    Flowing& c = nodes_[child];
    if (c.previous != none)
      nodes_[c.previous].next = c.next;
    else
      nodes_[c.parent].first_child = c.next;
    if (c.next != none) nodes_[c.next].previous = c.previous;
  }

  // The worst arc of a block of them; blocks take turns. `state_` is 1 for arcs without flow, -1
  // for full ones, and 0 for those in the tree or to the root.
  Index find_entering() {
    const std::size_t count = state_.size() - root_;
    Index best = none;
    Amount worst = 0;
    std::size_t looked = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (next_ == state_.size()) next_ = root_;
      const Index arc = static_cast<Index>(next_++);
      if (state_[arc] != 0) {
        const Amount cost = state_[arc] * reduced(arc);
        if (cost < worst) {
          worst = cost;
          best = arc;
        }
      }
      if (++looked >= block_) {
        if (best != none) return best;
        looked = 0;
      }
    }
    return best;
  }

  Index meeting(Index a, Index b) const {
    while (a != b) {
      if (nodes_[a].depth >= nodes_[b].depth)
        a = nodes_[a].parent;
      else
        b = nodes_[b].parent;
    }
    return a;
  }

  // What can still be sent over the arc above `node`, towards the parent or away from it.
  Amount room(Index node, bool up) const {
    const Index arc = nodes_[node].arc;
    if (nodes_[node].upward != up) return flow_[arc];
    return arcs_[arc].capacity >= unlimited ? unlimited : arcs_[arc].capacity - flow_[arc];
  }

  void send(Index node, bool up, Amount amount) {
    flow_[nodes_[node].arc] += nodes_[node].upward == up ? amount : -amount;
  }

  // False when nothing blocks: the distances contradict each other.
  bool exchange(Index entering) {
    // Flow goes first -> second over the entering arc, then up from second and down to first.
    const bool forward = state_[entering] == 1;
    const Index first = forward ? arcs_[entering].from : arcs_[entering].to;
    const Index second = forward ? arcs_[entering].to : arcs_[entering].from;
    const Index join = meeting(first, second);
    Amount amount = arcs_[entering].capacity;
    Index leaving = none;
    bool on_first_side = false;
    // Of equal blocks the last on the way round from the join counts: the tree stays strongly
    // feasible, and the search ends.
    for (Index n = first; n != join; n = nodes_[n].parent) {
      if (room(n, false) < amount) {
        amount = room(n, false);
        leaving = n;
        on_first_side = true;
      }
    }
    for (Index n = second; n != join; n = nodes_[n].parent) {
      if (room(n, true) <= amount) {
        amount = room(n, true);
        leaving = n;
        on_first_side = false;
      }
    }
    if (amount >= unlimited) return false;
    if (amount > 0) {
      flow_[entering] += forward ? amount : -amount;
      for (Index n = first; n != join; n = nodes_[n].parent) send(n, false, amount);
      for (Index n = second; n != join; n = nodes_[n].parent) send(n, true, amount);
    }
    if (leaving == none) {
      state_[entering] = static_cast<std::int8_t>(-state_[entering]);
      return true;
    }
    const Index out = nodes_[leaving].arc;
    if (out >= root_) state_[out] = flow_[out] == 0 ? 1 : -1;
    state_[entering] = 0;
    rehang(leaving, on_first_side ? first : second, on_first_side ? second : first, entering);
    return true;
  }

  // Cuts the subtree of `top` off, turns it round so that `inner` is its top, and hangs that below
  // `outer` by the arc.
  void rehang(Index top, Index inner, Index outer, Index arc) {
    Index child = inner, parent = outer, parent_arc = arc;
    bool upward = arcs_[arc].from == inner;
    while (true) {
      Flowing& node = nodes_[child];
      const Index old_parent = node.parent, old_arc = node.arc;
      const bool old_upward = node.upward;
      orphan(child);
      node.arc = parent_arc;
      node.upward = upward;
      adopt(parent, child);
      if (child == top) break;
      parent = child;
      parent_arc = old_arc;
      upward = !old_upward;
      child = old_parent;
    }
    const Amount change = nodes_[inner].upward ? -reduced(arc) : reduced(arc);
    lift(inner, change);
  }

  void lift(Index top, Amount change) {
    stack_.assign(1, top);
    while (!stack_.empty()) {
      const Index n = stack_.back();
      stack_.pop_back();
      nodes_[n].potential += change;
      nodes_[n].depth = nodes_[nodes_[n].parent].depth + 1;
      for (Index c = nodes_[n].first_child; c != none; c = nodes_[c].next) stack_.push_back(c);
    }
  }

  Index root_;
  std::vector<Spacing::Arc> arcs_;
  std::vector<Amount> flow_;
  std::vector<std::int8_t> state_;
  std::vector<Flowing> nodes_;
  std::vector<Index> stack_;
  std::size_t block_ = 20, next_ = 0;
};

Spacing::Spacing(std::size_t count)
    : count_(count), circulation_(std::make_unique<Circulation>(count)) {}

Spacing::~Spacing() = default;

void Spacing::keep(std::uint32_t from, std::uint32_t to, std::int64_t least) {
  circulation_->add({from, to, -least, unlimited});
}

void Spacing::pull(std::uint32_t from, std::uint32_t to, std::int64_t wish, std::int64_t weight) {
  if (weight <= 0) return;
  circulation_->add({from, to, -wish, weight});
  circulation_->add({to, from, wish, weight});
}

std::vector<std::int64_t> Spacing::solve(std::size_t exchanges) {
  if (!circulation_->run(exchanges)) return {};
  std::vector<std::int64_t> places;
  for (std::uint32_t n = 0; n < count_; ++n) places.push_back(circulation_->place(n));
  const std::int64_t least = count_ == 0 ? 0 : *std::min_element(places.begin(), places.end());
  for (std::int64_t& place : places) place -= least;
  return places;
}

}  // namespace joist::layout
