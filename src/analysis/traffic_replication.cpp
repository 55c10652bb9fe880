// Writes that leave stores outside of any flow: replication between stores, and change capture.
#include <algorithm>
#include <vector>

#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::Role;

constexpr std::size_t most_paths = 4'000'000;  // arrows times origins that are followed

bool leaves_store_outside(const Network::Parts& network, std::uint32_t arrow) {
  const ArrowFactors& factors = network.arrows[arrow];
  return factors.tail != nowhere && network.rows[factors.tail].flow == 0 &&
         network.role(factors.tail) == Role::store &&
         network.model.arrows[arrow].when == model::When::always;
}

// A store that writes leave outside of any flow.
struct Origin {
  std::uint32_t local = nowhere;      // node: what was written to it other than by replication
  std::vector<std::uint32_t> arrows;  // replication, out
  std::uint32_t in = 0;               // replication arrows into it
};

class Replication {
 public:
  explicit Replication(Network::Parts& network)
      : network_(network), origin_of_(network.model.components.size(), nowhere) {}

  void run() {
    for (std::uint32_t arrow = 0; arrow < network_.arrows.size(); ++arrow) {
      if (leaves_store_outside(network_, arrow)) arrows_.push_back(arrow);
    }
    if (arrows_.empty()) return;
    sort_rows();
    for (const std::uint32_t arrow : arrows_) {
      if (is_replication(network_, arrow)) {
        note(arrow);
      } else {
        capture_changes(arrow);
      }
    }
    if (is_forest()) {
      pass_on_everything();
    } else {
      follow_each_origin();
    }
  }

 private:
  void sort_rows() {
    rows_of_.resize(network_.model.components.size());
    for (std::uint32_t row = 0; row < network_.rows.size(); ++row) {
      if (network_.role(row) == Role::store) {
        rows_of_[network_.rows[row].component.index()].push_back(row);
      }
    }
  }

  Origin& origin(ComponentId store) {
    std::uint32_t& index = origin_of_[store.index()];
    if (index == nowhere) {
      index = static_cast<std::uint32_t>(origins_.size());
      origins_.emplace_back();
      stores_.push_back(store);
    }
    return origins_[index];
  }

  void note(std::uint32_t arrow) {
    const model::Arrow& written = network_.model.arrows[arrow];
    origin(written.from).arrows.push_back(arrow);
    ++origin(written.to).in;
  }

  void add(std::uint32_t from, std::uint32_t to, std::uint32_t arrow, double factor) {
    network_.edges.push_back({from, to, arrow, nowhere, EdgeKind::carry, arrow != nowhere, factor});
  }

  // What flows with an arrow of their own to the same target carry is not carried twice.
  bool has_own_arrow(std::uint32_t row, ComponentId target) const {
    for (auto at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      if (network_.model.arrows[network_.out[at]].to == target) return true;
    }
    return false;
  }

  void capture_changes(std::uint32_t arrow) {
    const model::Arrow& written = network_.model.arrows[arrow];
    const NetworkRow& head = network_.rows[network_.arrows[arrow].head];
    const double ratio = network_.arrows[arrow].ratio;
    const Role role = network_.role(network_.arrows[arrow].head);
    const bool as_write =
        role == Role::queue || (tells_apart(role) && written.access == model::Access::write);
    const std::uint32_t to = head.node + (as_write ? writes : requests);
    for (const std::uint32_t row : rows_of_[written.from.index()]) {
      if (network_.rows[row].flow == 0) {
        add(network_.rows[row].node + copied, to, arrow, ratio);
      } else if (!has_own_arrow(row, written.to)) {
        add(network_.rows[row].node + writes, to, arrow, ratio);
      }
    }
  }

  // A node that gathers what the flows write to a store.
  std::uint32_t local_writes(std::uint32_t index) {
    Origin& from = origins_[index];
    if (from.local != nowhere) return from.local;
    from.local = static_cast<std::uint32_t>(network_.nodes++);
    const auto& rows = rows_of_[stores_[index].index()];
    network_.node_row.push_back(rows.front());
    for (const std::uint32_t row : rows) {
      add(network_.rows[row].node + writes, from.local, nowhere, 1);
    }
    return from.local;
  }

  std::uint32_t copies_at(std::uint32_t arrow) const {
    return network_.rows[network_.arrows[arrow].head].node + copied;
  }

  // Every store is replicated to from at most one, without rings.
  bool is_forest() const {
    std::vector<std::uint32_t> ready;
    std::size_t done = 0;
    for (std::uint32_t i = 0; i < origins_.size(); ++i) {
      if (origins_[i].in > 1) return false;
      if (origins_[i].in == 0) ready.push_back(i);
    }
    for (; !ready.empty(); ++done) {
      const std::uint32_t i = ready.back();
      ready.pop_back();
      for (const std::uint32_t arrow : origins_[i].arrows) ready.push_back(target(arrow));
    }
    return done == origins_.size();
  }

  std::uint32_t target(std::uint32_t arrow) const {
    return origin_of_[network_.model.arrows[arrow].to.index()];
  }

  void pass_on_everything() {
    for (std::uint32_t i = 0; i < origins_.size(); ++i) {
      for (const std::uint32_t arrow : origins_[i].arrows) {
        const double ratio = network_.arrows[arrow].ratio;
        add(local_writes(i), copies_at(arrow), arrow, ratio);
        add(network_.rows[network_.arrows[arrow].tail].node + copied, copies_at(arrow), arrow,
            ratio);
      }
    }
  }

  // Each store's own writes reach the others by the shortest ways, and are not sent back.
  void follow_each_origin() {
    std::size_t followed = 0;
    std::vector<std::uint32_t> distance(origins_.size(), nowhere), seen;
    std::vector<double> amount(origins_.size(), 0.0);
    for (std::uint32_t start = 0; start < origins_.size(); ++start) {
      if (origins_[start].arrows.empty()) continue;
      seen.assign(1, start);
      distance[start] = 0;
      amount[start] = 1;
      for (std::size_t head = 0; head < seen.size(); ++head) {
        const std::uint32_t at = seen[head];
        if (at != start && followed > most_paths) break;
        for (const std::uint32_t arrow : origins_[at].arrows) {
          const std::uint32_t to = target(arrow);
          ++followed;
          if (distance[to] == nowhere) {
            distance[to] = distance[at] + 1;
            seen.push_back(to);
          }
          if (distance[to] != distance[at] + 1) continue;
          const double part = amount[at] * network_.arrows[arrow].ratio;
          amount[to] += part;
          add(local_writes(start), copies_at(arrow), arrow, part);
        }
      }
      for (const std::uint32_t store : seen) {
        distance[store] = nowhere;
        amount[store] = 0;
      }
    }
  }

  Network::Parts& network_;
  std::vector<std::uint32_t> arrows_;
  std::vector<std::vector<std::uint32_t>> rows_of_;  // by component; stores only
  std::vector<std::uint32_t> origin_of_;             // by component
  std::vector<Origin> origins_;
  std::vector<ComponentId> stores_;
};

}  // namespace

bool is_replication(const Network::Parts& network, std::uint32_t arrow) {
  return leaves_store_outside(network, arrow) &&
         network.role(network.arrows[arrow].head) == Role::store &&
         network.model.arrows[arrow].from != network.model.arrows[arrow].to;
}

void add_replication(Network::Parts& network) {
  Replication(network).run();
}

}  // namespace joist::analysis
