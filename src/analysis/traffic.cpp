// From a model to its traffic: builds the network once and reads the solved rates back.
#include "analysis/traffic.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/capacity_facts.hpp"
#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;
using model::Role;

constexpr double tolerance = 0.05;  // of a claim
constexpr double rounded_off = 1e-12;  // of a load: what a limit just lets through

bool agree(double a, double b) {
  return std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}

// Reads the rates of the means and of the peaks back into the tables of the results.
class Reading {
 public:
  Reading(const Network::Parts& network, const State& state)
      : network_(network),
        factor_(state.factor),
        coefficients_(coefficients(network, state)),
        mean_(solve_rates(network, coefficients_, Scale::mean, factor_)) {
    const auto is_one = [](double factor) { return factor == 1; };
    const bool flat = std::all_of(network.peak.begin(), network.peak.end(), is_one);
    peak_ = flat ? mean_ : solve_rates(network, coefficients_, Scale::peak, factor_);
  }

  Traffic run(bool with_checks) {
    result_.flows = network_.flows;
    for (FlowLoad& flow : result_.flows) {
      flow.mean *= factor_;
      flow.peak *= factor_;
    }
    result_.unclear = network_.unclear;
    read_rows();
    read_arrows();
    read_loops();
    if (with_checks) check();
    return std::move(result_);
  }

 private:
  void check() {
    for (std::uint32_t i = 0; i < network_.arrows.size(); ++i) check_claim(i);
    for (std::uint32_t row = 0; row < network_.rows.size(); ++row) {
      const Role role = network_.role(row);
      if (role == Role::split && network_.fixed_shares[row]) check_split(row);
      if (role == Role::queue) check_queue(row);
    }
  }

  // Rates of a row's slots that count as load; the misses of a cache do not.
  struct Amounts {
    double reads = 0, writes = 0;
    bool reached = false;
    double total() const { return reads + writes; }
  };

  Amounts amounts(const Rates& rates, std::uint32_t index) const {
    const NetworkRow& row = network_.rows[index];
    Amounts found;
    const auto add = [&](std::uint8_t slot, double& to) {
      if (!rates.reached[row.node + slot]) return;
      found.reached = true;
      to += rates.value[row.node + slot];
    };
    add(requests, found.reads);
    if (row.slots > 1) add(writes, found.writes);
    if (row.slots > 2 && network_.role(index) == Role::store) add(copied, found.writes);
    return found;
  }

  void read_rows() {
    const model::Model& model = network_.model;
    result_.rows.reserve(network_.rows.size());
    result_.missed.reserve(network_.rows.size());
    result_.components.resize(model.components.size());
    std::vector<char> unknown(model.components.size(), 0);
    for (std::uint32_t i = 0; i < network_.rows.size(); ++i) {
      const NetworkRow& row = network_.rows[i];
      ComponentLoad& load = result_.components[row.component.index()];
      load.reached = load.reached || network_.in_degree[i] > 0 || network_.role(i) == Role::source;
      const Amounts mean = amounts(mean_, i), peak = amounts(peak_, i);
      if (!mean.reached) continue;
      load.reached = load.known = true;
      if (std::isnan(mean.total()) || std::isnan(peak.total())) {
        unknown[row.component.index()] = 1;
        continue;
      }
      add(row, mean, peak, load);
    }
    for (std::size_t i = 0; i < unknown.size(); ++i) {
      ComponentLoad& load = result_.components[i];
      if (unknown[i]) load = {};
      load.reached = load.reached || unknown[i];
      if (load.known && !peak_.limit_used.empty()) load.limit_used = peak_.limit_used[i];
      const double admitted = peak_.admitted.empty() ? 1 : peak_.admitted[i];
      const bool sheds = admitted < 1 - rounded_off;
      load.shed = sheds ? load.offered * (1 - admitted) : 0;  // of infinitely many, too
      load.carried = load.offered - load.shed;
    }
  }

  void add(const NetworkRow& row, const Amounts& mean, const Amounts& peak, ComponentLoad& load) {
    Row out{row.component, FlowId(row.flow), row.visit, mean.total(), peak.total(), 0, 0};
    load.mean += mean.total();
    load.offered += peak.total();
    if (tells_apart(row.role)) {
      out.reads = peak.reads;
      out.writes = peak.writes;
      load.reads += peak.reads;
      load.writes += peak.writes;
      load.mean_reads += mean.reads;
      load.mean_writes += mean.writes;
    }
    const bool cache = row.role == Role::cache;
    result_.missed.push_back(cache ? peak_.value[row.node + missed] : 0);
    result_.rows.push_back(out);
  }

  double rate(const Rates& rates, std::uint32_t edge) const {
    const std::uint32_t from = network_.edges[edge].from;
    const double admitted =
        rates.admitted.empty()
            ? 1
            : rates.admitted[network_.rows[network_.node_row[from]].component.index()];
    const auto& arrives = rates.arrives.empty() ? coefficients_.arrives : rates.arrives;
    return rates.value[from] * arrives[edge] * admitted;
  }

  void count(std::uint32_t arrow, std::uint32_t to, double mean, double peak) {
    ArrowLoad& load = result_.arrows[arrow];
    load.known = true;
    load.mean += mean;
    load.peak += peak;
    const NetworkRow& head = network_.rows[network_.node_row[to]];
    if (tells_apart(head.role))
      (to == head.node ? load.reads : load.writes) += peak;
  }

  void read_arrows() {
    result_.arrows.resize(network_.arrows.size());
    const auto mean = made_calls(network_, coefficients_, mean_, Scale::mean, factor_);
    const auto peak = made_calls(network_, coefficients_, peak_, Scale::peak, factor_);
    for (std::uint32_t e = 0; e < network_.edges.size(); ++e) {
      const Edge& edge = network_.edges[e];
      if (!edge.counts) continue;
      ArrowLoad& load = result_.arrows[edge.arrow];
      load.multiplicity = std::max(load.multiplicity, coefficients_.arrives[e]);
      if (mean_.reached[edge.from] && !network_.arrows[edge.arrow].injected) {
        if (!peak.empty()) load.made = std::min(load.made, peak[e]);
        count(edge.arrow, edge.to, rate(mean_, e) * (mean.empty() ? 1 : mean[e]),
              rate(peak_, e) * (peak.empty() ? 1 : peak[e]));
      }
    }
    for (const Injection& entering : network_.injections) {
      if (!entering.counts) continue;
      const double mean = entering.mean * factor_;
      count(entering.arrow, entering.node, mean, mean * network_.peak[entering.flow]);
    }
    for (std::uint32_t i = 0; i < result_.arrows.size(); ++i) finish(i);
  }

  void finish(std::uint32_t arrow) {
    ArrowLoad& load = result_.arrows[arrow];
    if (std::isnan(load.mean) || std::isnan(load.peak)) load = {};
    if (std::isnan(load.multiplicity)) load.multiplicity = 0;
    if (!load.known) return;
    const std::uint32_t tail = network_.arrows[arrow].tail;
    // At the peak, where a limit may let less through than on average.
    const double before = amounts(peak_, tail).total();
    if (before > 0 && !is_replication(network_, arrow)) load.multiplicity = load.peak / before;
    count_taken(network_.model.arrows[arrow], load);
    const model::Stated* size = network_.model.arrows[arrow].attributes.number(Attribute::size);
    if (size) load.bandwidth = load.peak * size->value();
  }

  // What consumers take out of a queue, in messages, are its reads.
  void count_taken(const model::Arrow& arrow, const ArrowLoad& load) {
    if (network_.model.at(arrow.from).role != Role::queue) return;
    const double messages = messages_of(network_.model, arrow);
    result_.components[arrow.from.index()].reads += load.peak * messages;
    result_.components[arrow.from.index()].mean_reads += load.mean * messages;
  }

  void read_loops() {
    for (const LoopGain& found : mean_.loops) {
      if (!found.known || found.ring.empty()) continue;
      Loop loop;
      loop.gain = found.gain;
      loop.settles = found.settles;
      if (found.most > 0) {
        loop.most = found.most;
        const double g = loop.gain, k = found.most;
        loop.expected = g == 1 ? k : (1 - std::pow(g, k)) / (1 - g);
      }
      loop.flow = FlowId(network_.rows[network_.node_row[found.ring.front()]].flow);
      for (const std::uint32_t node : found.ring) {
        const ComponentId component = network_.rows[network_.node_row[node]].component;
        const bool again = !loop.ring.empty() && loop.ring.back() == component;
        if (!again) loop.ring.push_back(component);
      }
      if (loop.ring.size() > 1 && loop.ring.front() == loop.ring.back()) loop.ring.pop_back();
      result_.loops.push_back(std::move(loop));
    }
  }

  void check_claim(std::uint32_t arrow) {
    const ArrowFactors& factors = network_.arrows[arrow];
    if (factors.claim != Claim::checked || factors.injected) return;
    const ArrowLoad& load = result_.arrows[arrow];
    const quantity::Quantity& claimed = network_.model.arrows[arrow].rate->quantity;
    const double stated = claimed.value;
    const auto [low, high] = quantity::interval(claimed);
    if (low < high && load.mean >= low && load.mean <= high) return;
    if (load.known && !agree(stated, load.mean)) {
      result_.mismatches.push_back({ArrowId(arrow), stated, load.mean});
    }
  }

  void check_split(std::uint32_t row) {
    double out = 0;
    for (auto at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      const std::uint32_t arrow = network_.out[at];
      if (network_.arrows[arrow].injected) return;
      if (is_shared(network_, arrow)) out += result_.arrows[arrow].mean;
    }
    note_lost(row, out);
  }

  // Consumers that each say which part they take, and leave some of it to nobody.
  void check_queue(std::uint32_t row) {
    double parts = 0, out = 0;
    bool any = false;
    for (auto at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      const model::Arrow& arrow = network_.model.arrows[network_.out[at]];
      if (arrow.when != model::When::always) continue;
      if (!arrow.ratio) return;
      any = true;
      parts += arrow.ratio->value();
    }
    out = parts * amounts(mean_, row).total();
    if (any && parts < 1) note_lost(row, out);
  }

  void note_lost(std::uint32_t row, double out) {
    const double in = amounts(mean_, row).total();
    if (!std::isnan(in) && !std::isnan(out) && in > 0 && !agree(in, out)) {
      const NetworkRow& at = network_.rows[row];
      result_.lost.push_back({at.component, FlowId(at.flow), in, out});
    }
  }

  const Network::Parts& network_;
  double factor_;
  Coefficients coefficients_;
  Rates mean_, peak_;
  Traffic result_;
};

}  // namespace

Network::Network(const model::Model& model) : parts_(std::make_unique<Parts>(model)) {
  make_rows(*parts_);
  make_factors(*parts_);
  find_entries(*parts_);
  sort_claims(*parts_);
  make_edges(*parts_);
  add_replication(*parts_);
  make_system(*parts_);
  settle_claims(*parts_);
}

Traffic Network::solve_unchecked() const {
  return Reading(*parts_, State{}).run(false);
}

// Rows, edges and parts stand as they are, but for edges that have a factor of their own and loops
// that end after so many rounds.
void Network::read_again() {
  Parts& parts = *parts_;
  const bool carries = std::any_of(parts.edges.begin(), parts.edges.end(),
                                   [](const Edge& edge) { return edge.kind == EdgeKind::carry; });
  if (carries || !parts.rounds.empty()) {
    *this = Network(parts.model);
    return;
  }
  for (ArrowFactors& arrow : parts.arrows) {
    const std::uint32_t tail = arrow.tail, head = arrow.head;
    arrow = {};
    arrow.tail = tail;
    arrow.head = head;
  }
  parts.split_rows.clear();
  parts.injections.clear();
  parts.flows.clear();
  parts.unclear.clear();
  make_factors(parts);
  find_entries(parts);
  sort_claims(parts);
  settle_claims(parts);
}

Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

Traffic Network::solve(const State& state) const {
  return Reading(*parts_, state).run(state.is_normal());
}

std::vector<char> Network::is_linear() const {
  std::vector<char> linear(parts_->model.components.size(), 1);
  if (!parts_->limits) return linear;
  std::vector<std::uint32_t> stack;
  std::vector<char> seen(parts_->nodes, 0);
  const auto visit_targets = [&](std::uint32_t node) {
    for (auto at = parts_->graph.begin[node]; at < parts_->graph.begin[node + 1]; ++at) {
      const std::uint32_t to = parts_->graph.to[at];
      if (seen[to]) continue;
      seen[to] = 1;
      stack.push_back(to);
    }
  };
  for (std::uint32_t node = 0; node < parts_->nodes; ++node) {
    const ComponentId component = parts_->rows[parts_->node_row[node]].component;
    if (parts_->model.number(component, Attribute::limit)) visit_targets(node);
  }
  // What a limit refuses goes where its callers go then.
  for (const Edge& edge : parts_->edges) {
    if (edge.kind != EdgeKind::after_fail || seen[edge.to]) continue;
    const ComponentId failed = parts_->model.arrows[parts_->edges[edge.source].arrow].to;
    if (!parts_->model.number(failed, Attribute::limit)) continue;
    seen[edge.to] = 1;
    stack.push_back(edge.to);
  }
  while (!stack.empty()) {
    const std::uint32_t node = stack.back();
    stack.pop_back();
    linear[parts_->rows[parts_->node_row[node]].component.index()] = 0;
    visit_targets(node);
  }
  return linear;
}

std::vector<double> Network::carried(const std::vector<double>& most) const {
  const Rates rates = solve_rates(*parts_, coefficients(*parts_, State{}), Scale::peak, 1, most);
  std::vector<double> result(parts_->model.components.size(), 0.0);
  for (std::uint32_t row = 0; row < parts_->rows.size(); ++row) {
    const double in = arriving(*parts_, rates, row);
    result[parts_->rows[row].component.index()] += std::isnan(in) ? 0.0 : in;
  }
  for (std::size_t i = 0; i < result.size() && !rates.admitted.empty(); ++i) {
    result[i] *= rates.admitted[i];
  }
  return result;
}

Traffic solve(const model::Model& model, const State& state) {
  return Network(model).solve(state);
}

}  // namespace joist::analysis
