// Finds caches, queues, services, clusters and regions that the load does not ask for.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using model::Attribute;
using model::Role;

constexpr double easily = 0.25;

// What it keeps away is more than reads of stores: calls of a model, of another service.
bool saves_calls(const Facts& facts, ComponentId cache) {
  return std::any_of(facts.model.arrows.begin(), facts.model.arrows.end(), [&](const auto& arrow) {
    return arrow.when == model::When::miss && arrow.condition == cache &&
           facts.model.at(arrow.to).role != model::Role::store;
  });
}

// The same, when a cache before this one is empty as well: so many times as much comes then.
double utilization_without_both(const Facts& facts, const analysis::ColdCache& cold,
                                ComponentId id) {
  const double now = facts.results.capacity[id.index()].utilization;
  double most = utilization_without(cold, id);
  for (const auto& other : facts.results.redundancy.cold) {
    if (other.cache == cold.cache || !(now > 0)) continue;
    most = std::max(
        most, utilization_without(cold, id) * std::max(1.0, utilization_without(other, id) / now));
  }
  return most;
}

void check_caches(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& cold : facts.results.redundancy.cold) {
    if (cold.busier.empty()) continue;
    const bool easy = std::all_of(cold.busier.begin(), cold.busier.end(), [&](ComponentId id) {
      return facts.model.at(id).role == model::Role::store &&
             utilization_without_both(facts, cold, id) < easily;
    });
    if (!easy || is_managed(facts, cold.cache)) continue;
    if (saves_calls(facts, cold.cache)) continue;
    const double most = *std::max_element(cold.utilization.begin(), cold.utilization.end());
    Finding& finding =
        report(findings, facts, cold.cache, Severity::note,
               fmt::format("without {}, {} would be at {} of its capacity",
                           named(facts, cold.cache), named(facts, cold.busier), percent(most)));
    finding.help = "leave the cache out until load or latency ask for it";
  }
}

// How many instances the load keeps busy, headroom left aside. Where no capacity is known, one is
// taken to answer ten requests a second, which any machine does.
double busy_instances(const Facts& facts, ComponentId id) {
  constexpr double any_machine = 10;  // requests per second
  const auto& capacity = facts.results.capacity[id.index()];
  const double offered = facts.results.components[id.index()].offered;
  if (!capacity.known || capacity.limited_by == analysis::Limit::limit)
    return offered / any_machine;
  return capacity.utilization * capacity.instances;
}

bool is_own_service(const Facts& facts, ComponentId id) {
  const Role role = facts.model.at(id).role;
  const auto& load = facts.results.components[id.index()];
  return (role == Role::pass || role == Role::compute) && load.known && load.offered > 0 &&
         !is_managed(facts, id);
}

// Part of one instance that they keep busy together.
std::string busy_text(double busy) {
  return fmt::format("{} of one instance", percent(busy));
}

// Services that would be one service, by their load.
void check_services(const Facts& facts, std::vector<Finding>& findings) {
  constexpr std::size_t few = 4;
  std::vector<ComponentId> services;
  double busy = 0;
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    if (!is_own_service(facts, ComponentId(i))) continue;
    services.emplace_back(i);
    busy += busy_instances(facts, ComponentId(i));
  }
  if (services.size() <= few || busy > easily) return;
  Finding& finding =
      report(findings, facts, services.front(), Severity::note,
             fmt::format("{} services together keep {} busy",
                         whole(static_cast<double>(services.size())), busy_text(busy)));
  finding.notes.push_back(named(facts, services));
  finding.help =
      "one service with modules would do; split it when a part has load or a team of its own";
}

// A cluster of brokers for what one of them would hardly notice.
void check_queues(const Facts& facts, std::vector<Finding>& findings) {
  constexpr double hardly = 0.001, fewest = 3;
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const auto& capacity = facts.results.capacity[i];
    if (facts.model.at(id).role != Role::queue || is_managed(facts, id) || !capacity.known)
      continue;
    if (!(facts.results.components[i].offered > 0) || instances(facts, id) < fewest) continue;
    const double one = capacity.utilization * capacity.instances;
    if (one > hardly) continue;
    Finding& finding =
        report(findings, facts, id, Severity::note,
               fmt::format("{} has {} {}, and one of them would be at {}", named(facts, id),
                           whole(instances(facts, id)),
                           copies_word(facts, id, instances(facts, id)), percent(one)));
    finding.help = "a table of jobs in a store that is there, or a managed queue, carries that";
  }
}

bool stands_in(const Facts& facts, ComponentId id, model::GroupId group) {
  for (model::GroupId at = facts.model.at(id).group; at; at = facts.model.at(at).parent)
    if (at == group) return true;
  return false;
}

// A cluster of machines for services that fit on one.
void check_clusters(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t g = 0; g < facts.model.groups.size(); ++g) {
    const model::Group& group = facts.model.groups[g];
    const auto* own = group.attributes.text(Attribute::machines);
    const auto* stated =
        own ? own : facts.model.kind(group.kind).attributes.text(Attribute::machines);
    if (stated == nullptr || stated->value() != "yes") continue;
    double busy = 0;
    std::size_t services = 0;
    for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
      if (!stands_in(facts, ComponentId(i), model::GroupId(g))) continue;
      if (!is_own_service(facts, ComponentId(i))) continue;
      ++services;
      busy += busy_instances(facts, ComponentId(i));
    }
    if (services == 0 || busy > easily) continue;
    Finding& finding = report(
        findings, group.span, Severity::note,
        fmt::format("what runs in the cluster `{}` keeps {} busy", group.path, busy_text(busy)));
    finding.subject = group.path;
    finding.help = "two machines behind a balancer, or a managed platform, carry that";
  }
}

model::GroupId region_of(const Facts& facts, ComponentId id) {
  const model::DomainId domain =
      facts.model.enclosing(facts.model.domain_of(facts.model.at(id).group), model::Level::region);
  return domain ? facts.model.at(domain).group : model::GroupId();
}

bool asks_for_regions(const Facts& facts) {
  return std::any_of(facts.model.needs.begin(), facts.model.needs.end(), [](const auto& need) {
    return need.survive == model::Level::region || need.survive_group;
  });
}

// Regions whose load one of them would carry easily, where nothing asks to survive the loss of one.
void check_regions(const Facts& facts, std::vector<Finding>& findings) {
  if (asks_for_regions(facts)) return;
  struct Work {
    double busy = 0, largest = 0;
  };
  std::unordered_map<std::string_view, std::map<model::KindId, Work>> works;
  std::map<model::GroupId, bool> regions;
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const model::GroupId region = region_of(facts, id);
    const auto& capacity = facts.results.capacity[i];
    if (!region || !(facts.results.components[i].offered > 0) || is_managed(facts, id)) continue;
    if (facts.model.at(id).role == Role::source) continue;
    if (!capacity.known) return;  // what it carries is not known
    regions[region] = true;
    Work& work = works[facts.model.at(id).name][facts.model.at(id).kind];
    work.busy += capacity.utilization * capacity.instances;
    work.largest = std::max(work.largest, capacity.instances);
  }
  if (regions.size() < 2) return;
  for (const auto& [name, kinds] : works)
    for (const auto& [kind, work] : kinds)
      if (work.busy > easily * work.largest) return;
  const model::Group& second = facts.model.at(std::next(regions.begin())->first);
  Finding& finding =
      report(findings, second.span, Severity::note,
             fmt::format("one of the {} regions would carry the load at less than {}",
                         whole(static_cast<double>(regions.size())), percent(easily)));
  finding.subject = second.path;
  finding.notes.push_back("no need asks to survive the loss of a region");
  finding.help = "one region until a need, the law or the distance to users asks for another";
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  if (!facts.model.stage.empty()) return;
  check_caches(facts, findings);
  check_services(facts, findings);
  check_queues(facts, findings);
  check_clusters(facts, findings);
  check_regions(facts, findings);
}

}  // namespace

extern const Rule overbuilt;
constexpr Rule overbuilt = {
    .name = "overbuilt",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "a cache, queue, cluster or region, or many services, for a load that asks for none",
    .why =
        R"joist(A cache is a second place for the truth: it has to be filled, emptied and kept up. When the store
behind it would be at less than a quarter of its capacity without it, the load does not ask for one;
latency may. So it is with more than four services that together keep less than a quarter of one
instance busy (where no capacity is stated, an instance is taken to answer ten requests a second),
with a cluster of machines for such services, with a cluster of brokers of which one would be at less
than a thousandth, and with regions of which one would carry all at less than a quarter, where no need
asks to survive the loss of one. Each is a thing to run, to secure and to know. This is a rule of
thumb.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
redis            hot { replicas: 2, zones: 2, hit: 80%, capacity: 6k/s }
postgres         db  { replicas: 3, zones: 3, failover: automatic, reads: 4k/s, writes: 1k/s }

flow read @ 1k/s {
  app -> lb -> api -> hot
  api -> db on miss hot
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db  { replicas: 3, zones: 3, failover: automatic, reads: 4k/s, writes: 1k/s }

flow read @ 1k/s {
  app -> lb -> api -> db
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
