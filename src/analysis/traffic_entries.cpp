// Where the rate of each flow enters, and how much at each place.
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;
using model::Role;

// The peak of a flow as a multiple of its mean: its own, else the design's, else 1.
double peak_factor(const model::Model& model, const model::Flow& flow) {
  const model::Stated* stated = flow.attributes.number(Attribute::peak);
  if (!stated) stated = model.attributes.number(Attribute::peak);
  return stated ? stated->value() : 1;
}

// What arrives at a source ends there, so nothing leads to one. Writes at a store outside of any
// flow come from the flows.
bool can_enter(const Network::Parts& network, std::uint32_t row, bool unnamed_flow) {
  if (network.out_begin[row] == network.out_begin[row + 1]) return false;
  const Role role = network.role(row);
  if (role == Role::source && network.rows[row].visit == 0) return true;
  if (role == Role::store && unnamed_flow) return false;
  return network.in_degree[row] == 0;
}

// What the arrows of an entry say of it.
struct Entry {
  std::uint32_t row = 0;
  std::uint32_t first = nowhere;  // the arrow that says it
  std::optional<double> load;     // by `@`
  std::optional<double> share;    // by `x`
};

// Out of a balancer every arrow carries a part: together they are the load where each says `@`,
// else one stands for its share.
std::optional<double> load_of_split(const Network::Parts& network, std::uint32_t row) {
  double stated = 0, weight = 0, whole = 0;
  for (std::uint32_t at = network.out_begin[row]; at < network.out_begin[row + 1]; ++at) {
    const std::uint32_t arrow = network.out[at];
    if (!is_shared(network, arrow)) continue;
    whole += network.arrows[arrow].weight;
    if (!network.model.arrows[arrow].rate) continue;
    stated += network.model.arrows[arrow].rate->value();
    weight += network.arrows[arrow].weight;
  }
  if (weight <= 0) return std::nullopt;
  return stated * whole / weight;
}

Entry read_entry(const Network::Parts& network, std::uint32_t row) {
  Entry entry;
  entry.row = row;
  for (std::uint32_t at = network.out_begin[row]; at < network.out_begin[row + 1]; ++at) {
    const std::uint32_t index = network.out[at];
    const model::Arrow& arrow = network.model.arrows[index];
    if (arrow.when != model::When::always) continue;
    if (!entry.share && !entry.load && arrow.ratio && entry.first == nowhere) {
      entry.share = arrow.ratio->value();
      entry.first = index;
    }
    if (!arrow.rate || entry.load) continue;
    const ArrowFactors& factors = network.arrows[index];
    const double each = factors.ratio * factors.attempts;
    if (each > 0) entry.load = arrow.rate->value() / each;
    entry.first = index;
  }
  if (network.role(row) == Role::split) {
    entry.load = load_of_split(network, row);
    entry.share.reset();
  }
  return entry;
}

class FlowEntries {
 public:
  FlowEntries(Network::Parts& network, std::uint32_t flow) : network_(network), flow_(flow) {}

  void find() {
    const bool unnamed_flow = flow_ == 0;
    for (auto row = network_.flow_rows[flow_]; row < network_.flow_rows[flow_ + 1]; ++row) {
      if (can_enter(network_, row, unnamed_flow)) entries_.push_back(read_entry(network_, row));
    }
    const model::Model& model = network_.model;
    std::optional<double> rate;
    if (flow_ < model.flows.size() && model.flows[flow_].rate) {
      rate = model.flows[flow_].rate->value();
    }
    if (rate) {
      share_out(*rate);
    } else {
      add_up(unnamed_flow);
    }
  }

 private:
  // A flow with a rate of its own.
  void share_out(double rate) {
    FlowLoad& load = network_.flows[flow_];
    load.known = true;
    load.mean = rate;
    load.peak = rate * network_.peak[flow_];
    if (network_.flow_rows[flow_] == network_.flow_rows[flow_ + 1]) return;
    if (entries_.size() == 1) {
      enter(entries_.front(), rate);
      claim_first(entries_.front(), rate);
      return;
    }
    if (entries_.empty() || !std::all_of(entries_.begin(), entries_.end(), [](const Entry& entry) {
          return entry.load || entry.share;
        })) {
      ask();
      return;
    }
    for (const Entry& entry : entries_) {
      enter(entry, entry.load ? *entry.load : *entry.share * rate);
      if (entry.load) {
        network_.arrows[entry.first].claim = Claim::entry;
      } else if (*entry.share > 0) {
        network_.arrows[entry.first].ratio /= *entry.share;
      }
    }
  }

  // A flow whose rate is what its sources say.
  void add_up(bool unnamed_flow) {
    FlowLoad& load = network_.flows[flow_];
    for (const Entry& entry : entries_) {
      if (!entry.load) continue;
      enter(entry, *entry.load);
      load.known = true;
      load.mean += *entry.load;
      if (network_.role(entry.row) != Role::split) {
        network_.arrows[entry.first].claim = Claim::entry;
      }
    }
    load.peak = load.mean * network_.peak[flow_];
    if (load.known && !unnamed_flow) ask_for_missing();
  }

  // The flow's own rate and the `@` on its first arrow say the same thing twice.
  void claim_first(const Entry& entry, double rate) {
    if (!entry.load || network_.role(entry.row) == Role::split) return;
    ArrowFactors& arrow = network_.arrows[entry.first];
    const bool agrees = std::abs(*entry.load - rate) <= 0.05 * rate;
    arrow.claim = agrees ? Claim::entry : Claim::checked;
  }

  void enter(const Entry& entry, double mean) {
    const NetworkRow& row = network_.rows[entry.row];
    const Role role = network_.role(entry.row);
    network_.flows[flow_].sources.push_back(row.component);
    const bool as_write = role == Role::store || role == Role::queue;
    network_.injections.push_back({row.node + (as_write ? writes : requests), mean, flow_});
    if (role != Role::cache) return;
    const model::Stated* hit = network_.model.number(row.component, Attribute::hit);
    const double misses =
        hit ? mean * (1 - hit->value()) : std::numeric_limits<double>::quiet_NaN();
    network_.injections.push_back({row.node + missed, misses, flow_});
  }

  void ask() {
    UnclearEntry unclear{FlowId(flow_), {}};
    for (const Entry& entry : entries_) {
      unclear.candidates.push_back(network_.rows[entry.row].component);
    }
    for (auto row = network_.flow_rows[flow_];
         entries_.empty() && row < network_.flow_rows[flow_ + 1]; ++row) {
      const bool leaves = network_.out_begin[row] != network_.out_begin[row + 1];
      if (leaves) unclear.candidates.push_back(network_.rows[row].component);
    }
    network_.unclear.push_back(std::move(unclear));
  }

  void ask_for_missing() {
    UnclearEntry unclear{FlowId(flow_), {}};
    for (const Entry& entry : entries_) {
      if (!entry.load) unclear.candidates.push_back(network_.rows[entry.row].component);
    }
    if (!unclear.candidates.empty()) network_.unclear.push_back(std::move(unclear));
  }

  Network::Parts& network_;
  std::uint32_t flow_;
  std::vector<Entry> entries_;
};

}  // namespace

void find_entries(Network::Parts& network) {
  const auto flows = static_cast<std::uint32_t>(network.flow_rows.size() - 1);
  network.flows.resize(flows);
  network.peak.assign(flows, 1.0);
  for (std::uint32_t flow = 0; flow < flows; ++flow) {
    if (flow < network.model.flows.size()) {
      network.peak[flow] = peak_factor(network.model, network.model.flows[flow]);
    }
    FlowEntries(network, flow).find();
  }
}

}  // namespace joist::analysis
