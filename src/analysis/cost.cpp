// Prices times amounts.
#include "analysis/cost.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/capacity_demand.hpp"
#include "analysis/storage.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;
using model::Stated;

constexpr double month = 30 * 86400.0;  // seconds

// What is stated of a component's prices, in dollars.
struct Prices {
  double instance = 0;  // a second
  double stored = 0;    // a byte and second
  double sent = 0;      // a byte
  double request = 0;
  double token = 0;
  bool any = false;
};

void read(const model::Attributes& attributes, Prices& prices) {
  for (const Stated& stated : attributes.numbers) {
    if (stated.attribute != Attribute::cost) continue;
    const auto& dimension = stated.quantity.dimension;
    prices.any = true;
    if (dimension.data < 0 && dimension.time < 0) {
      prices.stored += stated.value();
    } else if (dimension.data < 0) {
      prices.sent += stated.value();
    } else if (dimension.tokens < 0) {
      prices.token += stated.value();
    } else if (dimension.time < 0) {
      prices.instance += stated.value();
    } else {
      prices.request += stated.value();
    }
  }
}

// Prices of the component itself take the place of its kind's.
Prices prices_of(const model::Model& model, ComponentId id) {
  Prices prices;
  read(model.at(id).attributes, prices);
  if (!prices.any) read(model.kind(model.at(id).kind).attributes, prices);
  return prices;
}

class Costs {
 public:
  Costs(const model::Model& model, const Capacities& capacities, Results& results, CostParts parts)
      : model_(model), facts_(capacities.facts()), results_(results), parts_(parts) {
    for (std::size_t i = 0; i < model.components.size(); ++i) {
      prices_.push_back(prices_of(model, ComponentId(i)));
    }
  }

  void run() {
    results_.costs.assign(model_.components.size(), {});
    results_.flow_costs.assign(results_.flows.size(), {});
    fixed_.assign(prices_.size(), 0.0);
    stored_.assign(prices_.size(), 0.0);
    for (std::size_t i = 0; i < prices_.size(); ++i) add_fixed(ComponentId(i));
    written_ = written_bytes(model_, results_.arrows, facts_);
    for (std::size_t i = 0; i < model_.arrows.size(); ++i) add_calls(i);
    share_out();
    finish();
  }

 private:
  void add_fixed(ComponentId id) {
    const std::size_t i = id.index();
    if (!prices_[i].any) return;
    CostResult& cost = results_.costs[i];
    cost.known = true;
    const double stored = prices_[i].stored * results_.storage[i].bytes.value_or(0) * month;
    fixed_[i] = prices_[i].instance * paid_instances(model_, id, results_) * month;
    (is_kept_of_writes(id) ? stored_ : fixed_)[i] += stored;
    cost.month += fixed_[i] + stored_[i];
    if (keeps_uncounted(i)) cost.uncounted.push_back(id);
  }

  // What is there is what was written while it is kept; else tables say how much it is.
  bool is_kept_of_writes(ComponentId id) const {
    const StorageResult& kept = results_.storage[id.index()];
    const Stated* retention = model_.number(id, Attribute::retention);
    return retention && kept.growth && kept.bytes &&
           *kept.bytes == *kept.growth * retention->value();
  }

  bool keeps_uncounted(std::size_t component) const {
    return prices_[component].stored > 0 && !results_.storage[component].bytes;
  }

  // A read sends its payload from the target, anything else from the tail.
  void add_calls(std::size_t index) {
    const model::Arrow& arrow = model_.arrows[index];
    const ArrowLoad& load = results_.arrows[index];
    if (!load.known || !(load.mean > 0)) return;
    const Prices& target = prices_[arrow.to.index()];
    add(arrow.to, arrow.flow,
        load.mean * paid_share(results_, arrow.to) *
            (target.request + target.token * tokens_of(model_, arrow)));
    if (target.token > 0 && !says_tokens(model_, arrow)) leave_out(arrow.to, arrow.flow);
    const double size = facts_.arrows[index].size;
    add_stored(arrow, load, size);
    const bool forward = arrow.call == model::Call::async || load.writes > load.reads;
    const ComponentId sender = forward ? arrow.from : arrow.to;
    if (std::isnan(size)) {
      if (prices_[sender.index()].sent > 0) leave_out(sender, arrow.flow);
      return;
    }
    add(sender, arrow.flow, load.mean * size * prices_[sender.index()].sent);
  }

  // Falls on the flows that write it, whoever reads it.
  void add_stored(const model::Arrow& arrow, const ArrowLoad& load, double size) {
    const std::size_t i = arrow.to.index();
    CostResult* flow = cost_of(arrow.flow);
    if (flow != nullptr && stored_[i] > 0 && load.writes > 0)
      add_to(*flow, arrow.to, stored_[i] * written_bytes(load, size) / written_[i]);
  }

  void add(ComponentId component, FlowId flow, double a_second) {
    if (a_second <= 0) return;
    results_.costs[component.index()].month += a_second * month;
    if (CostResult* of_flow = cost_of(flow)) add_to(*of_flow, component, a_second * month);
  }

  void add_to(CostResult& of_flow, ComponentId component, double amount) {
    of_flow.month += amount;
    if (parts_ == CostParts::told && amount > 0) of_flow.parts.push_back({component, amount});
  }

  void leave_out(ComponentId component, FlowId flow) {
    results_.costs[component.index()].uncounted.push_back(component);
    if (CostResult* of_flow = cost_of(flow)) of_flow->uncounted.push_back(component);
  }

  // Null outside of any flow.
  CostResult* cost_of(FlowId flow) {
    const bool known = flow && flow.index() < results_.flow_costs.size();
    return known ? &results_.flow_costs[flow.index()] : nullptr;
  }

  // What else is priced by time, by each flow's part of the load.
  void share_out() {
    for (const Row& row : results_.rows) {
      const ComponentLoad& load = results_.components[row.component.index()];
      if (!(load.mean > 0) || row.flow.index() >= results_.flow_costs.size()) continue;
      if (row.mean > 0 && keeps_uncounted(row.component.index()))
        results_.flow_costs[row.flow.index()].uncounted.push_back(row.component);
      add_to(results_.flow_costs[row.flow.index()], row.component,
             fixed_[row.component.index()] * row.mean / load.mean);
    }
  }

  void finish() {
    double requests = 0;
    for (CostResult& cost : results_.costs) {
      settle(cost);
      results_.cost.known = results_.cost.known || cost.known;
      results_.cost.month += cost.month;
      results_.cost.uncounted.insert(results_.cost.uncounted.end(), cost.uncounted.begin(),
                                     cost.uncounted.end());
    }
    for (std::size_t f = 0; f < results_.flow_costs.size(); ++f) {
      CostResult& cost = results_.flow_costs[f];
      const FlowLoad& load = results_.flows[f];
      cost.known = results_.cost.known && load.known;
      settle(cost);
      if (!load.known || !(load.mean > 0)) continue;
      cost.per_request = cost.month / (load.mean * month);
      requests += load.mean * month;
    }
    if (requests > 0) results_.cost.per_request = results_.cost.month / requests;
  }

  // A sum of nothing, of which something is left out, is no figure.
  static void settle(CostResult& cost) {
    std::sort(cost.uncounted.begin(), cost.uncounted.end());
    cost.uncounted.erase(std::unique(cost.uncounted.begin(), cost.uncounted.end()),
                         cost.uncounted.end());
    if (!cost.uncounted.empty() && !(cost.month > 0)) cost.known = false;
    auto& parts = cost.parts;
    std::sort(parts.begin(), parts.end(),
              [](const CostPart& a, const CostPart& b) { return a.component < b.component; });
    std::size_t kept = 0;
    for (const CostPart& part : parts) {
      if (kept > 0 && parts[kept - 1].component == part.component)
        parts[kept - 1].month += part.month;
      else
        parts[kept++] = part;
    }
    parts.resize(kept);
  }

  const model::Model& model_;
  const CapacityFacts& facts_;
  Results& results_;
  CostParts parts_;
  std::vector<Prices> prices_;
  std::vector<double> fixed_;    // dollars a month, by component
  std::vector<double> stored_;   // for what was written
  std::vector<double> written_;  // bytes a second
};

}  // namespace

double paid_instances(const model::Model& model, ComponentId id, const Results& results) {
  const Fleet all = fleet(model, id);
  const auto& own = model.at(id).attributes;
  const auto& inherited = model.kind(model.at(id).kind).attributes;
  const auto& least = own.scales_least ? own.scales_least : inherited.scales_least;
  const ComponentLoad& load = results.components[id.index()];
  const CapacityResult& capacity = results.capacity[id.index()];
  if (!least || !capacity.known || !load.known || load.offered <= 0) return all.instances();
  const double mean = capacity.utilization * load.mean / load.offered;
  const double needed = std::ceil(all.replicas * mean / (1 - headroom(model, id)) - 1e-9);
  return all.shards * std::clamp(needed, std::min(least->value(), all.replicas), all.replicas);
}

double paid_share(const Results& results, ComponentId id) {
  const ComponentLoad& load = results.components[id.index()];
  const double used = load.offered > 0 ? load.limit_used * load.mean / load.offered : 0;
  return used > 1 ? 1 / used : 1;
}

void find_costs(const model::Model& model, const Capacities& capacities, Results& results,
                CostParts parts) {
  Costs(model, capacities, results, parts).run();
}

}  // namespace joist::analysis
