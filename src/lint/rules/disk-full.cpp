// Finds disks that fill up within a year.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "analysis/storage.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using analysis::disk_horizon;

// That it keeps more than its disks hold, or writes more than they hold in time: at least as likely
// as the likelier of the two.
std::optional<double> chance_of(const Facts& facts, ComponentId id) {
  std::optional<double> chance;
  const auto* disk = facts.model.number(id, model::Attribute::disk);
  if (disk->quantity.is_exact())
    chance = chance_above(facts, id, "storage.bytes", analysis::disk_room(facts.model, id));
  if (const auto later = chance_above(facts, id, "storage.full_in", disk_horizon))
    chance = std::max(chance.value_or(0), 1 - *later);
  return chance;
}

std::string message(const Facts& facts, ComponentId id, bool small, bool soon) {
  const auto& storage = facts.results.storage[id.index()];
  if (soon)
    return fmt::format("the disks of {} are full in {}", named(facts, id),
                       quantity::time_text(*storage.full_in));
  if (small)
    return fmt::format("the disks of {} are too small for what it keeps", named(facts, id));
  return fmt::format("the disks of {} may be full within a year", named(facts, id));
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.results.storage.size(); ++i) {
    const ComponentId id(i);
    const auto& storage = facts.results.storage[i];
    if (!storage.full_in) continue;
    const double room = facts.model.number(id, model::Attribute::disk)->value();
    const bool small = storage.bytes && *storage.bytes > analysis::disk_room(facts.model, id);
    const bool soon = *storage.full_in > 0 && *storage.full_in < disk_horizon;
    auto chance = chance_of(facts, id);
    // Some of the percentiles are never: then all that is known is what holds at the medians.
    if ((small || soon) && chance.value_or(1) < likely) chance = std::nullopt;
    if (!is_told(chance, small || soon)) continue;
    Finding& finding =
        report(findings, facts, id, Severity::warning, message(facts, id, small, soon));
    add_chance(finding, chance);
    finding.notes.push_back(
        fmt::format("{} x {} of disk", whole(instances(facts, id)), quantity::data_text(room)));
    if (storage.growth)
      finding.notes.push_back(fmt::format("{} a day are written, all copies together",
                                          quantity::data_text(*storage.growth * 86400)));
    if (storage.bytes)
      finding.notes.push_back(fmt::format("{} are kept", quantity::data_text(*storage.bytes)));
    add_note(finding, note_on_default(facts, id, model::Attribute::disk));
    const auto* kept = facts.model.number(id, model::Attribute::retention);
    finding.help = kept == nullptr
                       ? "add shards or larger disks, or say how long things are kept: `retention`"
                       : fmt::format("add shards or larger disks, or keep things for less than {}",
                                     quantity::time_text(kept->value()));
  }
}

}  // namespace

extern const Rule disk_full;
constexpr Rule disk_full = {
    .name = "disk-full",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "the disks of a store fill up within a year",
    .why =
        R"joist(What is written stays, on every copy, until somebody throws it away. A disk that is full within a year
is full before the next budget, and a full disk stops writes at once.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db  { replicas: 3, zones: 3, failover: automatic, writes: 1k/s, disk: 1 TB }

flow log @ 500/s {
  app -> lb -> api -> db write { size: 1 KB }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db  { replicas: 3, zones: 3, failover: automatic, writes: 1k/s, disk: 20 TB }

flow log @ 500/s {
  app -> lb -> api -> db write { size: 1 KB }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
