// What each component carries, what is asked of it, and how many would be enough.
#include "analysis/capacity.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/bisect.hpp"
#include "analysis/capacity_demand.hpp"
#include "analysis/capacity_waits.hpp"
#include "analysis/copied_sizes.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;
using model::Role;
using model::Stated;

// Zones that a component's copies are spread over; 1 where nothing is said.
double zones_of(const model::Model& model, ComponentId id) {
  const model::Zones* zones = model.zones_of(id);
  if (!zones) return 1;
  return zones->named.empty() ? std::max(1u, zones->count)
                              : static_cast<double>(zones->named.size());
}

// The losses that a `need survive` names and that take some copies of this component, as zones.
// What stands in one zone alone, or is a provider's service, is not mended by more copies.
std::vector<double> losses_to_survive(const model::Model& model, ComponentId id) {
  std::vector<double> losses;
  if (model.yes(id, Attribute::managed)) return losses;
  const double zones = zones_of(model, id);
  for (const model::Need& need : model.needs) {
    if (need.survive == model::Level::zone && zones > 1) losses.push_back(zones);
    if (need.survive_instance) losses.push_back(0);
  }
  std::sort(losses.begin(), losses.end());
  losses.erase(std::unique(losses.begin(), losses.end()), losses.end());
  return losses;
}

Growth growth_of(const model::Model& model, ComponentId id) {
  if (grows_by_shards(model, id)) return Growth::shards;
  const Role role = model.at(id).role;
  const bool both = role == Role::store || role == Role::cache || role == Role::queue ||
                    model.number(id, Attribute::shards);
  return both ? Growth::either : Growth::copies;
}

// Little's law: requests in service, and the servers there are for them. Where reads and writes
// differ, those of the queue that both meet.
void count_busy(const ComponentFacts& facts, const Demand& demand, CapacityResult& result) {
  const Arrivals& in = demand.arrivals;
  if (!in.timed && std::isnan(facts.latency) && demand.hold == 0) return;
  result.busy = in.count * demand.hold;
  const bool mixes = facts.tells_apart && in.write_count > 0;
  const bool machine = facts.carries.reads || facts.carries.writes;
  if (demand.concurrency > 0) {
    const double load = mixes ? demand.pool_load(machine) : 0;
    result.servers = load > 0 ? result.busy / load : demand.concurrency * result.serving;
    return;
  }
  const double time = in.count > 0 ? in.service / in.count : facts.latency;
  if (!machine || !(time > 0)) return;
  const double load = mixes ? demand.machine_load() : 0;
  if (load > 0) {
    result.servers = in.count * time / load;
  } else if (facts.carries.reads) {
    result.servers = *facts.carries.reads * time * result.serving;
  }
}

// The capacity of the whole at this mix; at no load, that of reads alone.
double whole_capacity(const ComponentFacts& facts, const Demand& demand, double utilization) {
  const Arrivals& in = demand.arrivals;
  if (in.count > 0 && utilization > 0) return in.count / utilization;
  const Fleet& fleet = facts.fleet;
  const double serving = fleet.nodes > 0 ? fleet.nodes : demand.serving(fleet.replicas);
  const Carries& carried = facts.carries;
  double each = carried.reads ? *carried.reads : carried.writes ? *carried.writes : 0;
  if (facts.from_pool()) each = facts.concurrency / facts.latency;
  return each * serving * (fleet.nodes > 0 ? 1 : fleet.shards);
}

// Of what has nothing but a limit: all that is below it gets through.
void set_limit(const ComponentLoad& load, CapacityResult& result) {
  if (!(load.limit_used > 0)) return;
  result.known = true;
  result.capacity = load.offered / load.limit_used;
  result.utilization = load.limit_used;
  result.limited_by = Limit::limit;
  result.breaks_at = 1 / load.limit_used;
}

}  // namespace

std::string_view text(Limit limit) {
  constexpr std::array<std::string_view, 7> names = {
      "none", "capacity", "reads and writes", "hottest shard", "pool", "bandwidth", "limit"};
  return names[static_cast<std::size_t>(limit)];
}

// What takes over from its leader has copies that are bought one by one, managed or not.
bool grows_by_shards(const model::Model& model, ComponentId component) {
  const Fleet all = fleet(model, component);
  return model.at(component).role == Role::store && model.yes(component, Attribute::managed) &&
         !model.text(component, Attribute::failover) && all.nodes <= 0 && all.replicas <= 1;
}

double headroom(const model::Model& model, ComponentId component) {
  const Stated* stated = model.number(component, Attribute::headroom);
  if (!stated) stated = model.attributes.number(Attribute::headroom);
  return stated ? stated->value() : 0.3;
}

Capacities::Capacities(const model::Model& model, const Network& network, const Traffic& traffic)
    : model_(model),
      network_(network),
      traffic_(traffic),
      facts_(std::make_shared<CapacityFacts>(model)) {
  size_copies(model, traffic, *facts_);
  find_demands();
}

Capacities::Capacities(const Capacities& like, const Traffic& traffic,
                       std::span<const FewerCopies> fewer)
    : model_(like.model_), network_(like.network_), traffic_(traffic), facts_(like.facts_) {
  if (!fewer.empty()) facts_ = std::make_shared<CapacityFacts>(*facts_);
  for (const FewerCopies& each : fewer) facts_->components[each.component.index()].lose(each);
  find_demands();
}

Capacities::~Capacities() = default;

void Capacities::find_demands() {
  find_waits(true);
  demands_.reserve(arrivals_.size());
  for (std::size_t i = 0; i < arrivals_.size(); ++i) demands_.push_back(demand_of(ComponentId(i)));
}

void Capacities::find_waits(bool calls) {
  arrivals_ = arrivals(model_, *facts_, traffic_);
  if (!facts_->has_pools || !waits_) return;
  if (!calls_) calls_ = std::make_unique<CallWaits>(model_, network_, *facts_, traffic_, arrivals_);
  calls_->all(calls);
}

Demand Capacities::demand_of(ComponentId component) const {
  const std::size_t i = component.index();
  Demand result = demand(facts_->components[i], traffic_.components[i], arrivals_[i],
                         calls_ && waits_ ? calls_->known()[i] : 0);
  // Little's law has no answer where a callee cannot keep up: the pool fills before that.
  if (std::isinf(result.hold)) fill_pool(result, filled_at(component));
  return result;
}

// With this factor on all that arrives anywhere.
Demand Capacities::demand_at(ComponentId component, double factor) const {
  const std::size_t i = component.index();
  return demand(facts_->components[i], traffic_.components[i], scaled(arrivals_[i], factor),
                calls_ ? calls_->at(component, factor) : 0);
}

// The factor on all loads at which `rising` of what is asked of it is `most`.
template <class Rising>
double Capacities::factor_at(ComponentId component, double most, const Rising& rising) const {
  const auto exactly = [&](double factor) { return rising(demand_at(component, factor)); };
  if (!calls_ || calls_->is_in_ring(component)) return factor_for(most, exactly);
  const std::size_t i = component.index();
  const auto at_step = [&](int step) {
    return rising(demand(facts_->components[i], traffic_.components[i],
                         scaled(arrivals_[i], factor_of_step(step)), calls_->at_step(step)[i]));
  };
  return factor_for(most, at_step, exactly);
}

// The factor on all loads at which just all places are taken.
double Capacities::filled_at(ComponentId component) const {
  return factor_at(component, 1, pool_utilization);
}

// Its utilisation does not grow as the load does: it keeps places for those who wait in queues.
bool Capacities::bends(ComponentId component) const {
  return calls_ && facts_->components[component.index()].concurrency > 0 &&
         calls_->has_queues(component);
}

void Capacities::read_again(const std::vector<ComponentId>& stated,
                            const std::vector<ComponentId>& asked, bool calls, bool waits) {
  waits_ = waits;
  for (const ComponentId id : stated) facts_->read_again(model_, id);
  if (calls) {
    facts_->read_arrows(model_);
    size_copies(model_, traffic_, *facts_);
  }
  // Queues of callees depend on what those say of themselves.
  if (calls || calls_) find_waits(calls);
  for (const ComponentId id : asked) demands_[id.index()] = demand_of(id);
}

void Capacities::multiply(const std::vector<double>& factors,
                          const std::vector<ComponentId>& asked) {
  for (const ComponentId id : asked) {
    arrivals_[id.index()] = scaled(arrivals_[id.index()], factors[id.index()]);
    demands_[id.index()] = demand_of(id);
  }
}

bool Capacities::known(ComponentId component) const {
  const Demand& demand = demands_[component.index()];
  return demand.known && demand.has_load;
}

double Capacities::utilization(ComponentId component, double copies) const {
  return known(component) ? demands_[component.index()].utilization(copies) : 0;
}

double Capacities::utilization_under(const Traffic& traffic, ComponentId component) const {
  CapacityFacts facts = *facts_;
  size_copies(model_, traffic, facts);
  const std::vector<Arrivals> in = arrivals(model_, facts, traffic);
  const std::size_t i = component.index();
  double waits = 0;
  if (calls_ && facts.components[i].concurrency > 0)
    waits = CallWaits(model_, network_, facts, traffic, in).only(component);
  const Demand asked = demand(facts.components[i], traffic.components[i], in[i], waits);
  return asked.known && asked.has_load ? asked.utilization(asked.fleet.copies()) : 0;
}

std::optional<std::uint32_t> Capacities::copies_needed(ComponentId component, double most) const {
  if (!known(component)) return 1;
  Demand demand = demands_[component.index()];
  demand.fleet.shards = 1;
  demand.fleet.standby = 0;
  const auto needed = needed_instances(demand, most, {}, Growth::copies);
  if (!needed || *needed > 4e9) return std::nullopt;
  return static_cast<std::uint32_t>(*needed);
}

std::optional<double> Capacities::needed_for(ComponentId component, const Demand& demand,
                                             bool hit) const {
  const auto losses = hit ? losses_to_survive(model_, component) : std::vector<double>();
  return needed_instances(demand, 1, losses, growth_of(model_, component));
}

double Capacities::effort_of_filled() const {
  if (!calls_) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < demands_.size(); ++i)
    if (demands_[i].has_load && bends(ComponentId(i))) sum += calls_->effort_of(ComponentId(i));
  return sum * 5;  // so often it is asked
}

double Capacities::effort_of_calls() const {
  return calls_ ? calls_->effort() : 0;
}

CapacityResult Capacities::result(ComponentId component, Extras extras) const {
  const Demand& demand = demands_[component.index()];
  CapacityResult result;
  result.instances = demand.fleet.instances();
  result.serving = demand.fleet.nodes > 0
                       ? demand.fleet.nodes
                       : demand.fleet.shards * demand.serving(demand.fleet.replicas);
  const ComponentFacts& facts = facts_->components[component.index()];
  count_busy(facts, demand, result);
  const ComponentLoad& load = traffic_.components[component.index()];
  const bool asked = demand.has_load && demand.arrivals.count > 0;
  if (!demand.known && (asked || !facts.has_capacity())) {
    if (load.known) set_limit(load, result);
    return result;
  }
  result.known = true;
  const Curve* curve = demand.tightest(demand.fleet.copies());
  result.utilization = demand.utilization(demand.fleet.copies());
  result.capacity = whole_capacity(facts, demand, result.utilization);
  const bool bends = demand.has_load && this->bends(component);
  // Where more of the places would be taken than there are, less than this arrives.
  if (bends && curve && curve->limit == Limit::pool && result.utilization > 1)
    result.capacity = demand.arrivals.count * filled_at(component);
  for (std::uint8_t i = 0; i < demand.count; ++i) {
    const Curve& each = demand.curves[i];
    if (each.limit != Limit::pool)
      result.machine = std::max(result.machine, each.at(demand.serving(demand.fleet.copies())));
  }
  if (curve) result.limited_by = curve->limit;
  if (!demand.has_load) return result;
  const double most = 1 - headroom(model_, component);
  if (extras.needed) find_needed(component, most, result);
  if (bends) {
    if (extras.filled)
      result.breaks_at = factor_at(component, most, [&](const Demand& asked) {
        return asked.utilization(demand.fleet.copies());
      });
  } else if (result.utilization > 0) {
    result.breaks_at = most / result.utilization;
  }
  return result;
}

void Capacities::find_needed(ComponentId component, double most, CapacityResult& result) const {
  const Demand& demand = demands_[component.index()];
  const std::vector<double> losses = losses_to_survive(model_, component);
  const Growth growth = growth_of(model_, component);
  result.needed = needed_instances(demand, most, losses, growth);
  if (!losses.empty())
    result.needed_after_loss = needed_instances(demand, infinity, losses, growth);
  if (growth == Growth::shards) {
    result.by_shards = true;
  } else if (growth == Growth::either && result.needed && *result.needed > result.instances) {
    const auto copies = needed_instances(demand, most, losses, Growth::copies);
    result.by_shards = !copies || *copies > *result.needed;
  }
  // Machines that are enough do not free places which are taken for want of what they wait for.
  const Curve* tightest = demand.tightest(demand.fleet.copies());
  const bool filled = tightest && tightest->limit == Limit::pool && tightest->spread == 0;
  if (filled && tightest->each > most && result.needed && *result.needed <= result.instances)
    result.needed = std::nullopt;
  if (demand.fleet.nodes <= 0) return;
  // Each node holds one copy of the same data at most.
  for (auto* needed : {&result.needed, &result.needed_after_loss})
    if (*needed) *needed = std::max(**needed, demand.fleet.replicas);
}

std::vector<CapacityResult> Capacities::results(bool with_notes) const {
  std::vector<CapacityResult> all;
  all.reserve(demands_.size());
  for (std::size_t i = 0; i < demands_.size(); ++i) all.push_back(result(ComponentId(i)));
  if (with_notes) write_notes(model_, *facts_, traffic_, demands_, all);
  return all;
}

}  // namespace joist::analysis
