// Finds components that get more than they can carry.
#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/sizes.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using analysis::Limit;
using model::Attribute;

std::string arriving(const Facts& facts, ComponentId id) {
  const auto& load = facts.results.components[id.index()];
  if (load.reads > 0 && load.writes > 0)
    return fmt::format("{} and {}", rate_of(load.reads, "reads"), rate_of(load.writes, "writes"));
  if (load.reads > 0) return rate_of(load.reads, "reads");
  if (load.writes > 0) return rate_of(load.writes, "writes");
  return quantity::rate_text(load.offered);
}

// A queue's capacity is told in what comes in; what its consumers take has a share in it.
bool is_read_queue(const Facts& facts, ComponentId id) {
  return facts.model.at(id).role == model::Role::queue &&
         facts.results.components[id.index()].reads > 0;
}

std::string message(const Facts& facts, ComponentId id) {
  const auto& capacity = facts.results.capacity[id.index()];
  const std::string name = named(facts, id);
  if (capacity.limited_by == Limit::pool)
    return fmt::format("{} would hold {} requests at once and has places for {}", name,
                       quantity::count_text(capacity.busy), quantity::count_text(capacity.servers));
  if (capacity.limited_by == Limit::bandwidth)
    return fmt::format("{} has to move {} of the data its network can", name,
                       percent(capacity.utilization));
  if (is_read_queue(facts, id))
    return fmt::format("{} gets {}: {} of what it can serve", name, arriving(facts, id),
                       percent(capacity.utilization));
  return fmt::format("{} gets {} and can serve {}", name, arriving(facts, id),
                     quantity::rate_text(capacity.capacity));
}

void add_reasons(const Facts& facts, ComponentId id, Finding& finding) {
  const auto& capacity = facts.results.capacity[id.index()];
  if (!is_read_queue(facts, id)) {
    finding.notes.push_back(
        fmt::format("that is {} of its capacity at the peak", percent(capacity.utilization)));
  }
  for (const std::string& note : capacity.notes) finding.notes.push_back(note);
  for (const Attribute attribute : {Attribute::capacity, Attribute::reads, Attribute::writes})
    add_note(finding, note_on_default(facts, id, attribute));
}

// Carried at the medians, and yet not in all of the estimates.
std::string possible(const Facts& facts, ComponentId id) {
  return fmt::format("{} may get more than it can serve: it is at {} of its capacity{}",
                     named(facts, id), percent(facts.results.capacity[id.index()].utilization),
                     highest_utilization(facts, id));
}

void add_help(const Facts& facts, ComponentId id, double needed, Finding& finding) {
  const auto size = size_for(facts, id, needed);
  if (!size || size->count <= instances(facts, id)) {
    finding.help = "measure what it hangs on, or build for the upper end of the estimates";
    return;
  }
  finding.help =
      fmt::format("{} {} it with {} headroom{}", enough(facts, id, size->count),
                  size->count == 1 ? "carries" : "carry",
                  percent(analysis::headroom(facts.model, id)), why_so_many(facts, id, *size));
  offer(finding, raise_to(facts, id, size->count));
}

// What brings most of the load, and where the bound that it meets is stated.
void add_places(const Facts& facts, ComponentId id, const Inflow& largest, Finding& finding) {
  if (largest.peak > 0)
    point_at(finding, largest.span, "brings " + quantity::rate_text(largest.peak));
  switch (facts.results.capacity[id.index()].limited_by) {
    case Limit::capacity:
      return point_at(facts, finding, id, Attribute::capacity, "its capacity");
    case Limit::reads_and_writes:
      point_at(facts, finding, id, Attribute::reads, "the reads that it can serve");
      return point_at(facts, finding, id, Attribute::writes, "the writes that it can serve");
    case Limit::pool:
      return point_at(facts, finding, id, Attribute::concurrency, "its places");
    case Limit::bandwidth:
      return point_at(facts, finding, id, Attribute::bandwidth, "what its network can move");
    default:
      return;
  }
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  std::vector<Inflow> largest;  // only where something is overloaded
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const auto chance = overload_chance(facts, id);
    const bool overloaded = is_overloaded(facts, id);
    if (!is_told(chance, overloaded)) continue;
    if (std::isinf(facts.results.components[i].offered)) continue;  // overflow says so
    if (!facts.results.components[i].known) continue;  // behind a runaway loop, which is told
    if (is_hot(facts, id) || is_behind_backlog(facts, id) || is_full(facts, id)) continue;
    Finding& finding = report(findings, facts, id, severity_by(chance),
                              overloaded ? message(facts, id) : possible(facts, id));
    add_chance(finding, chance);
    add_reasons(facts, id, finding);
    if (largest.empty()) largest = largest_inflows(facts);
    add_places(facts, id, largest[i], finding);
    const auto& capacity = facts.results.capacity[i];
    // Of a pool that fills because what it waits for cannot keep up, the machine's number alone is
    // known.
    const bool of_pool = capacity.limited_by == analysis::Limit::pool;
    if (capacity.needed && (!of_pool || *capacity.needed > instances(facts, id))) {
      add_help(facts, id, *capacity.needed, finding);
    } else if (of_pool) {
      finding.help = "no number of places is enough: mend what it waits for, which cannot keep up";
    } else if (const auto* skew = facts.model.number(id, Attribute::skew)) {
      finding.help = fmt::format(
          "no number of copies or shards carries it: one shard gets {} of the load, however many "
          "there are; split the key that is so hot",
          quantity::share_text(skew->value()));
    } else {
      finding.help = "no number of copies carries it: every copy takes all writes; shard it";
    }
  }
}

}  // namespace

extern const Rule overload;
constexpr Rule overload = {
    .name = "overload",
    .severity = Severity::error,
    .heuristic = false,
    .summary = "more arrives at the peak than a component can carry",
    .why =
        R"joist(Above its capacity a component does not serve a little slower: work piles up for as long as the
peak lasts, callers time out and try again, and what was a queue becomes an outage. The load is that
of the peak, all flows together; the capacity is that of all instances that serve.
)joist",
    .bad = R"joist(design "Overload" { peak: 3 }
client           app
managed_balancer lb
service          api { replicas: 4, zones: 2, capacity: 4k rps }

flow read @ 8k/s {
  app -> lb -> api
}
)joist",
    .good = R"joist(design "Carried" { peak: 3 }
client           app
managed_balancer lb
service          api { replicas: 12, zones: 2, capacity: 4k rps }

flow read @ 8k/s {
  app -> lb -> api
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
