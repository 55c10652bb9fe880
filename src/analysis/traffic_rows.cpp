// Rows of the traffic: one for each component, flow and visit that an arrow touches.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::Arrow;
using model::Attribute;
using model::Call;
using model::Role;

std::size_t flow_count(const model::Model& model) {
  return std::max<std::size_t>(model.flows.size(), 1);
}

std::uint32_t flow_of(const Arrow& arrow) {
  return arrow.flow ? arrow.flow.value : 0;
}

// Arrows flow by flow, each flow's in order of writing.
std::vector<std::uint32_t> by_flow(const model::Model& model) {
  std::vector<std::uint32_t> next(flow_count(model) + 1, 0);
  for (const Arrow& arrow : model.arrows) ++next[flow_of(arrow) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::uint32_t> order(model.arrows.size());
  for (std::uint32_t i = 0; i < model.arrows.size(); ++i) {
    order[next[flow_of(model.arrows[i])]++] = i;
  }
  return order;
}

// Finds or adds rows of one flow after another; `first_` is reset by stamping.
class RowTable {
 public:
  explicit RowTable(Network::Parts& network)
      : network_(network),
        first_(network.model.components.size(), nowhere),
        last_(network.model.components.size(), nowhere),
        highest_(network.model.components.size(), nowhere),
        stamp_(network.model.components.size(), nowhere) {}

  std::uint32_t row(std::uint32_t flow, ComponentId component, std::uint32_t visit) {
    std::uint32_t& first = first_[component.index()];
    if (stamp_[component.index()] != flow) {
      stamp_[component.index()] = flow;
      first = add(flow, component, visit);
      return last_[component.index()] = highest_[component.index()] = first;
    }
    // Visits mostly come in order: it is the last one asked for, or one behind the highest.
    std::uint32_t& last = last_[component.index()];
    std::uint32_t& highest = highest_[component.index()];
    if (network_.rows[last].visit == visit) return last;
    if (visit <= network_.rows[highest].visit) {
      for (std::uint32_t at = first; at != nowhere; at = network_.rows[at].next_visit) {
        if (network_.rows[at].visit == visit) return last = at;
      }
    }
    const std::uint32_t added = add(flow, component, visit);
    network_.rows[added].first_visit = first;
    network_.rows[added].next_visit = network_.rows[highest].next_visit;
    network_.rows[highest].next_visit = added;
    if (visit > network_.rows[highest].visit) highest = added;
    return last = added;
  }

 private:
  std::uint32_t add(std::uint32_t flow, ComponentId component, std::uint32_t visit) {
    NetworkRow row;
    row.component = component;
    row.role = network_.model.at(component).role;
    row.flow = flow;
    row.visit = visit;
    row.first_visit = static_cast<std::uint32_t>(network_.rows.size());
    network_.rows.push_back(row);
    return static_cast<std::uint32_t>(network_.rows.size() - 1);
  }

  Network::Parts& network_;
  std::vector<std::uint32_t> first_, last_, highest_, stamp_;
};

std::uint8_t slots_of(Role role, const NetworkRow& row) {
  if (role == Role::source) return row.visit == 0 ? 2 : 1;
  if (role == Role::cache) return 3;
  if (role == Role::store) return row.flow == 0 ? 3 : 2;
  return role == Role::queue ? 2 : 1;
}

void number_nodes(Network::Parts& network) {
  network.nodes = 0;
  for (std::uint32_t i = 0; i < network.rows.size(); ++i) {
    NetworkRow& row = network.rows[i];
    row.node = static_cast<std::uint32_t>(network.nodes);
    row.slots = slots_of(network.role(i), row);
    network.nodes += row.slots;
    network.node_row.insert(network.node_row.end(), row.slots, i);
  }
}

// Arrows by the row they leave, in order of writing.
void sort_out(Network::Parts& network) {
  network.out_begin.assign(network.rows.size() + 1, 0);
  network.in_degree.assign(network.rows.size(), 0);
  for (const ArrowFactors& arrow : network.arrows) {
    if (arrow.tail == nowhere) continue;
    ++network.out_begin[arrow.tail + 1];
    ++network.in_degree[arrow.head];
  }
  std::partial_sum(network.out_begin.begin(), network.out_begin.end(), network.out_begin.begin());
  network.out.resize(network.out_begin.back());
  std::vector<std::uint32_t> next(network.out_begin.begin(), network.out_begin.end() - 1);
  for (std::uint32_t i = 0; i < network.arrows.size(); ++i) {
    if (network.arrows[i].tail != nowhere) network.out[next[network.arrows[i].tail]++] = i;
  }
}

void read_attempts(const model::Attributes& stated, ArrowFactors& factors) {
  const double fails = std::clamp(stated.number_or(Attribute::fails, 0), 0.0, 1.0);
  const double attempts = 1 + std::max(0.0, stated.number_or(Attribute::retries, 0));
  factors.most_attempts = attempts;
  factors.fails = fails;
  if (fails == 0) return;
  factors.exhausted = std::pow(fails, attempts);
  factors.attempts = fails == 1 ? attempts : (1 - factors.exhausted) / (1 - fails);
}

// A consumer that takes messages in batches gets that many fewer calls.
double batch_of(const model::Model& model, const Arrow& arrow) {
  if (model.at(arrow.from).role != Role::queue) return 1;
  const model::Stated* batch = model.number(arrow.to, Attribute::batch);
  return batch && batch->value() > 0 ? batch->value() : 1;
}

}  // namespace

void make_rows(Network::Parts& network) {
  const model::Model& model = network.model;
  network.arrows.resize(model.arrows.size());
  network.rows.reserve(model.components.size());
  network.flow_rows.assign(flow_count(model) + 1, 0);
  RowTable table(network);
  for (const std::uint32_t i : by_flow(model)) {
    const Arrow& arrow = model.arrows[i];
    if (arrow.call == Call::relation || !arrow.from || !arrow.to) continue;
    network.arrows[i].tail = table.row(flow_of(arrow), arrow.from, arrow.from_visit);
    network.arrows[i].head = table.row(flow_of(arrow), arrow.to, arrow.to_visit);
  }
  for (const NetworkRow& row : network.rows) ++network.flow_rows[row.flow + 1];
  std::partial_sum(network.flow_rows.begin(), network.flow_rows.end(), network.flow_rows.begin());
  number_nodes(network);
  sort_out(network);
}

bool is_shared(const Network::Parts& network, std::uint32_t arrow) {
  const ArrowFactors& factors = network.arrows[arrow];
  return factors.tail != nowhere && network.role(factors.tail) == Role::split &&
         network.model.arrows[arrow].when == model::When::always;
}

void make_factors(Network::Parts& network) {
  const model::Model& model = network.model;
  for (std::uint32_t i = 0; i < network.arrows.size(); ++i) {
    ArrowFactors& factors = network.arrows[i];
    if (factors.tail == nowhere) continue;
    const Arrow& arrow = model.arrows[i];
    const double ratio = arrow.ratio ? arrow.ratio->value() : 1;
    (is_shared(network, i) ? factors.weight : factors.ratio) = ratio;
    factors.ratio /= batch_of(model, arrow);
    read_attempts(arrow.attributes, factors);
    network.retries = network.retries || factors.most_attempts > 1;
    factors.rounds = static_cast<std::uint32_t>(
        std::clamp(arrow.attributes.number_or(Attribute::most, 0), 0.0, 4e9));
    if (model.at(arrow.to).role != Role::cache) continue;
    const model::Stated* hit = arrow.attributes.number(Attribute::hit);
    if (!hit) hit = model.number(arrow.to, Attribute::hit);
    if (hit) factors.hit = std::clamp(hit->value(), 0.0, 1.0);
  }
  for (std::uint32_t row = 0; row < network.rows.size(); ++row) {
    const bool leaves = network.out_begin[row] != network.out_begin[row + 1];
    if (!leaves || network.role(row) != Role::split) continue;
    network.split_rows.push_back(row);
    std::stable_sort(network.out.begin() + network.out_begin[row],
                     network.out.begin() + network.out_begin[row + 1],
                     [&](auto a, auto b) { return model.arrows[a].list < model.arrows[b].list; });
  }
  network.fixed_shares.assign(network.rows.size(), 0);
  for (std::uint32_t i = 0; i < model.components.size(); ++i) {
    network.limits = network.limits || model.number(ComponentId(i), Attribute::limit);
  }
}

}  // namespace joist::analysis
