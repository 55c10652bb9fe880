// Finds what has a disk, with nothing said of how large that is which it keeps.
#include <algorithm>

#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::Arrow;
using model::Attribute;

bool states_disk(const Facts& facts, ComponentId id) {
  return facts.model.at(id).attributes.number(Attribute::disk) != nullptr;
}

// An arrow out of it that says how large what it sends is.
const Arrow* sized_behind(const Facts& facts, ComponentId id) {
  const auto& arrows = facts.model.arrows;
  const auto found = std::find_if(arrows.begin(), arrows.end(), [&](const Arrow& arrow) {
    return arrow.from == id && arrow.attributes.number(Attribute::size) != nullptr;
  });
  return found == arrows.end() ? nullptr : &*found;
}

// The arrow that brings it most of what is written.
const Arrow* widest_into(const Facts& facts, ComponentId id) {
  const Arrow* widest = nullptr;
  double most = 0;
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const Arrow& arrow = facts.model.arrows[i];
    const auto& load = facts.results.arrows[i];
    if (arrow.to != id || arrow.access != model::Access::write || !load.known) continue;
    if (load.peak <= most) continue;
    most = load.peak;
    widest = &arrow;
  }
  return widest;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const auto& load = facts.results.components[i];
    if (!states_disk(facts, id) || !load.known || load.writes <= 0) continue;
    const auto& storage = facts.results.storage[i];
    if (storage.bytes || storage.growth) continue;
    const Arrow* into = widest_into(facts, id);
    if (into == nullptr) continue;
    Finding& finding = report(
        findings, facts, id, Severity::note,
        fmt::format("{} keeps {}, and nothing says how large one is: when its disks are full is "
                    "not known",
                    named(facts, id), rate_of(load.writes, "writes")));
    finding.labels.push_back({into->span, "state the `size` here"});
    if (const Arrow* behind = sized_behind(facts, id))
      finding.labels.push_back({behind->span, "what it sends has one"});
    finding.help =
        fmt::format("`{} {} {} {{ size: 1 KB }}`", facts.model.at(into->from).name,
                    into->call == model::Call::async ? "~>" : "->", facts.model.at(id).name);
  }
}

}  // namespace

extern const Rule unsized_write;
constexpr Rule unsized_write = {
    .name = "unsized-write",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "a disk is stated, and nothing says how large that is which is written",
    .why =
        R"joist(When a disk is full follows from how much is written to it, and how large each write is: `size` on the
arrow that brings it, or the columns of a table. A block behind a chain belongs to its last arrow, so
a size that stands behind a queue says what the queue sends, and not what it keeps.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api   { replicas: 6, zones: 3, capacity: 200 rps }
kafka            log   { nodes: 3, zones: 3, retention: 2 days, disk: 1 TB }
worker           index { replicas: 9, zones: 3, capacity: 100 rps }

flow ingest @ 400 rps {
  app -> lb -> api ~> log ~> index { size: 1 KB }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api   { replicas: 6, zones: 3, capacity: 200 rps }
kafka            log   { nodes: 3, zones: 3, retention: 2 days, disk: 1 TB }
worker           index { replicas: 9, zones: 3, capacity: 100 rps }

flow ingest @ 400 rps {
  app -> lb -> api
  api ~> log { size: 1 KB }
  log ~> index { size: 1 KB }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
