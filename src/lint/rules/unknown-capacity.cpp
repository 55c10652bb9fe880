// Finds loaded components of which nobody knows what they carry.
#include <algorithm>

#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

constexpr std::size_t most_named = 5;

// What nobody calls makes requests (a clock, a robot), and gets none.
bool is_called(const Facts& facts, ComponentId id) {
  const auto& arrows = facts.model.arrows;
  return std::any_of(arrows.begin(), arrows.end(),
                     [&](const model::Arrow& arrow) { return arrow.to == id; });
}

bool is_unknown(const Facts& facts, ComponentId id) {
  const auto& load = facts.results.components[id.index()];
  const model::Role role = facts.model.at(id).role;
  if (role == model::Role::source || role == model::Role::group || is_managed(facts, id))
    return false;
  if (facts.results.capacity[id.index()].known || !load.known || load.offered <= 0) return false;
  if (!is_called(facts, id)) return false;
  // A `limit` says what passes.
  return facts.model.number(id, model::Attribute::limit) == nullptr;
}

std::string what_to_state(const Facts& facts, const std::vector<ComponentId>& unknown) {
  bool data = true, others = true;
  for (const ComponentId id : unknown) {
    const model::Role role = facts.model.at(id).role;
    const bool stores = role == model::Role::store || role == model::Role::cache;
    (stores ? others : data) = false;
  }
  if (data) return "state `reads` and `writes` of one copy, as measured";
  return others ? "state the `capacity` of one instance, as measured"
                : "state the `capacity` of one instance (of stores, `reads` and `writes`), as "
                  "measured";
}

// One finding for all of them: it is one thing that the design does not say yet.
void check(const Facts& facts, std::vector<Finding>& findings) {
  std::vector<ComponentId> unknown;
  for (std::size_t i = 0; i < facts.model.components.size(); ++i)
    if (is_unknown(facts, ComponentId(i))) unknown.emplace_back(i);
  if (unknown.empty()) return;
  const ComponentId first = unknown.front();
  const double load = facts.results.components[first.index()].offered;
  const auto more = static_cast<double>(unknown.size() - 1);
  const std::string others =
      more > 0 ? fmt::format(" (nor what {} can)", more == 1 ? "another" : whole(more) + " others")
               : std::string();
  Finding& finding = report(findings, facts, first, Severity::note,
                            fmt::format("{} gets {}, and nothing says what it can carry{}",
                                        named(facts, first), quantity::rate_text(load), others));
  for (std::size_t i = 1; i < unknown.size() && i <= most_named; ++i)
    finding.labels.push_back({facts.model.at(unknown[i]).span, "nor this"});
  finding.help = what_to_state(facts, unknown);
}

}  // namespace

extern const Rule unknown_capacity;
constexpr Rule unknown_capacity = {
    .name = "unknown-capacity",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "a component is loaded, and nothing says what it can carry",
    .why =
        R"joist(Joist can only compare a load with a capacity that somebody states: a measured one, or one from the
kind. Without it, the component may be idle or on fire.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 4, zones: 2 }

flow read @ 3k/s {
  app -> lb -> api
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 4, zones: 2, capacity: 2k rps }

flow read @ 3k/s {
  app -> lb -> api
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
