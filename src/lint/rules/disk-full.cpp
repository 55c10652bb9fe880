// Finds disks that fill up within a year.
#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

constexpr double horizon = analysis::seconds_a_year;

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.results.storage.size(); ++i) {
    const ComponentId id(i);
    const auto& storage = facts.results.storage[i];
    if (!storage.full_in) continue;
    const double room = facts.model.number(id, model::Attribute::disk)->value();
    const bool small = storage.bytes && *storage.bytes > room * instances(facts, id);
    const bool soon = *storage.full_in > 0 && *storage.full_in < horizon;
    if (!small && !soon) continue;
    Finding& finding = report(
        findings, facts, id, Severity::warning,
        soon ? fmt::format("the disks of {} are full in {}", named(facts, id),
                           quantity::time_text(*storage.full_in))
             : fmt::format("the disks of {} are too small for what it keeps", named(facts, id)));
    finding.notes.push_back(
        fmt::format("{} x {} of disk", whole(instances(facts, id)), quantity::data_text(room)));
    if (storage.growth)
      finding.notes.push_back(fmt::format("{} a day are written, all copies together",
                                          quantity::data_text(*storage.growth * 86400)));
    if (storage.bytes)
      finding.notes.push_back(fmt::format("{} are kept", quantity::data_text(*storage.bytes)));
    add_note(finding, note_on_default(facts, id, model::Attribute::disk));
    finding.help = "add shards or larger disks, or say how long things are kept: `retention`";
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
