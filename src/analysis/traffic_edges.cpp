// Edges of the traffic: what each arrow takes from which nodes, by the role of its tail and its
// `on`.
#include <algorithm>
#include <cmath>

#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::Access;
using model::Arrow;
using model::Role;
using model::When;

// Arrows of the same tail in the same flow that lead to what `on` names: of the same visit where
// there are any, else of all visits.
class References {
 public:
  explicit References(const Network::Parts& network) : network_(network) {}

  const std::vector<std::uint32_t>& of(std::uint32_t arrow) {
    found_.clear();
    const std::uint32_t tail = network_.arrows[arrow].tail;
    collect(arrow, tail);
    if (!found_.empty()) return found_;
    for (std::uint32_t at = network_.rows[tail].first_visit; at != nowhere;
         at = network_.rows[at].next_visit) {
      if (at != tail) collect(arrow, at);
    }
    return found_;
  }

 private:
  void collect(std::uint32_t arrow, std::uint32_t row) {
    const Arrow& on = network_.model.arrows[arrow];
    for (std::uint32_t at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      const Arrow& other = network_.model.arrows[network_.out[at]];
      if (network_.out[at] == arrow || other.to != on.condition) continue;
      if (on.when != When::fail && other.access == Access::write) continue;
      found_.push_back(network_.out[at]);
    }
  }

  const Network::Parts& network_;
  std::vector<std::uint32_t> found_;
};

bool is_of_its_tail(const Arrow& arrow) {
  return arrow.when != When::fail && arrow.condition == arrow.from;
}

class EdgeMaker {
 public:
  explicit EdgeMaker(Network::Parts& network) : network_(network), references_(network) {
    note_writes();
  }

  void run() {
    const auto count = static_cast<std::uint32_t>(network_.arrows.size());
    network_.edges.reserve(count + count / 4);
    network_.edge_begin.assign(count, 0);
    network_.edge_end.assign(count, 0);
    for (std::uint32_t arrow = 0; arrow < count; ++arrow) {
      if (network_.arrows[arrow].tail == nowhere || is_replication(network_, arrow)) continue;
      if (needs_others(arrow)) {
        waiting_.push_back(arrow);
      } else {
        make(arrow);
      }
    }
    make_waiting();
  }

 private:
  bool needs_others(std::uint32_t arrow) const {
    const Arrow& written = network_.model.arrows[arrow];
    return written.when != When::always && !is_of_its_tail(written) &&
           network_.arrows[arrow].claim != Claim::defines;
  }

  // `on fail` may name what is itself called `on fail`: those wait for each other.
  void make_waiting() {
    std::vector<char> open(network_.arrows.size(), 0);
    for (const std::uint32_t arrow : waiting_) open[arrow] = 1;
    for (bool progress = true; progress && !waiting_.empty();) {
      progress = false;
      std::vector<std::uint32_t> left;
      for (const std::uint32_t arrow : waiting_) {
        const auto& others = references_.of(arrow);
        if (std::any_of(others.begin(), others.end(), [&](auto other) { return open[other]; })) {
          left.push_back(arrow);
          continue;
        }
        make_after(arrow, others);
        open[arrow] = 0;
        progress = true;
      }
      if (left.size() * 2 > waiting_.size() && ++slow_rounds_ > 100) return;
      waiting_ = std::move(left);
    }
  }

  void make(std::uint32_t arrow) {
    network_.edge_begin[arrow] = static_cast<std::uint32_t>(network_.edges.size());
    const ArrowFactors& factors = network_.arrows[arrow];
    const NetworkRow& tail = network_.rows[factors.tail];
    const Role role = network_.role(factors.tail);
    const Arrow& written = network_.model.arrows[arrow];
    if (role == Role::cache) {
      out_of_cache(arrow, tail, written);
    } else {
      call(arrow, tail.node + (tells_apart(role) ? writes : requests));
    }
    network_.edge_end[arrow] = static_cast<std::uint32_t>(network_.edges.size());
  }

  // The misses of its reads and each of its writes. Where an arrow marked `write` stands beside one
  // that is not, to the same target, each takes its own.
  void out_of_cache(std::uint32_t arrow, const NetworkRow& tail, const Arrow& written) {
    if (network_.arrows[arrow].claim == Claim::defines) {
      call(arrow, tail.node + reads);
      call(arrow, tail.node + writes);
      return;
    }
    if (written.when == When::hit) return call(arrow, tail.node + reads);
    const bool misses_only = written.when == When::miss;
    const bool takes_writes = !misses_only && (written.access == Access::write ||
                                               !has_twin(arrow, written, Access::write));
    const bool takes_misses = written.access != Access::write || misses_only ||
                              !writes_arrive_[network_.arrows[arrow].tail];
    if (takes_misses) call(arrow, tail.node + missed);
    if (takes_writes) call(arrow, tail.node + writes, true);
  }

  bool has_twin(std::uint32_t arrow, const Arrow& written, Access access) const {
    const std::uint32_t row = network_.arrows[arrow].tail;
    for (std::uint32_t at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      const Arrow& other = network_.model.arrows[network_.out[at]];
      if (network_.out[at] != arrow && other.to == written.to && other.access == access &&
          other.when == When::always) {
        return true;
      }
    }
    return false;
  }

  void make_after(std::uint32_t arrow, const std::vector<std::uint32_t>& others) {
    network_.edge_begin[arrow] = static_cast<std::uint32_t>(network_.edges.size());
    const When when = network_.model.arrows[arrow].when;
    const EdgeKind kind = when == When::hit    ? EdgeKind::after_hit
                          : when == When::miss ? EdgeKind::after_miss
                                               : EdgeKind::after_fail;
    for (const std::uint32_t other : others) {
      for (std::uint32_t e = network_.edge_begin[other]; e < network_.edge_end[other]; ++e) {
        if (network_.edges[e].kind == EdgeKind::missed) continue;
        add(arrow, network_.edges[e].from, kind, e, false);
        network_.falls_back = network_.falls_back || kind == EdgeKind::after_fail;
      }
    }
    network_.edge_end[arrow] = static_cast<std::uint32_t>(network_.edges.size());
  }

  void call(std::uint32_t arrow, std::uint32_t from, bool from_writes = false) {
    add(arrow, from, EdgeKind::call, nowhere, from_writes);
  }

  // Into a store or cache reads and writes are told apart: writes that come through a cache stay
  // writes. What goes into a queue is written.
  void add(std::uint32_t arrow, std::uint32_t from, EdgeKind kind, std::uint32_t source,
           bool from_writes) {
    const NetworkRow& head = network_.rows[network_.arrows[arrow].head];
    const Role role = network_.role(network_.arrows[arrow].head);
    const Access access = network_.model.arrows[arrow].access;
    const bool is_write =
        role == Role::queue || (tells_apart(role) && (access == Access::write || from_writes));
    const std::uint8_t slot = is_write ? writes : requests;
    const bool ends = role == Role::source && head.visit == 0;
    Edge edge{from, head.node + (ends ? +ended : slot), arrow, source, kind, true, 1};
    network_.edges.push_back(edge);
    if (role != Role::cache || is_write) return;
    edge.source = static_cast<std::uint32_t>(network_.edges.size() - 1);
    edge.to = head.node + missed;
    edge.kind = EdgeKind::missed;
    edge.counts = false;
    network_.edges.push_back(edge);
  }

  void note_writes() {
    writes_arrive_.assign(network_.rows.size(), 0);
    for (std::uint32_t i = 0; i < network_.arrows.size(); ++i) {
      if (network_.arrows[i].tail == nowhere) continue;
      if (network_.model.arrows[i].access == Access::write) {
        writes_arrive_[network_.arrows[i].head] = 1;
      }
    }
  }

  Network::Parts& network_;
  References references_;
  std::vector<std::uint32_t> waiting_;
  std::vector<char> writes_arrive_;
  int slow_rounds_ = 0;
};

}  // namespace

void make_edges(Network::Parts& network) {
  EdgeMaker(network).run();
}

}  // namespace joist::analysis
