// Finds limits that refuse part of what arrives.
#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

std::string message(const Facts& facts, ComponentId id, bool refuses) {
  const auto& load = facts.results.components[id.index()];
  if (refuses)
    return fmt::format("{} gets {} at the peak and refuses {} of them", named(facts, id),
                       quantity::rate_text(load.offered), quantity::rate_text(load.shed));
  return fmt::format("{} may refuse part of what it gets: it is at {} of its limit{}",
                     named(facts, id), percent(facts.results.capacity[id.index()].utilization),
                     highest_utilization(facts, id));
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const auto& load = facts.results.components[i];
    if (!load.known) continue;
    const auto chance = refusal_chance(facts, id);
    const bool refuses = load.shed > 1e-9 * load.offered;
    if (!is_told(chance, refuses)) continue;
    if (is_metered(facts, id) || is_behind_backlog(facts, id)) continue;
    Finding& finding = report(findings, facts, id, Severity::note, message(facts, id, refuses));
    add_chance(finding, chance);
    if (refuses)
      finding.notes.push_back(
          fmt::format("{} of what arrives, by its limit", percent(load.shed / load.offered)));
    add_note(finding, note_on_default(facts, id, model::Attribute::limit));
    finding.help = "raise the limit, queue what is above it, or let the caller know when to return";
  }
}

}  // namespace

extern const Rule sheds_load;
constexpr Rule sheds_load = {
    .name = "sheds-load",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "a limit refuses part of the load",
    .why =
        R"joist(A `limit` protects what stands behind it and refuses the rest at once. Nothing is overloaded then, and
still some requests are not served: that may be what was meant.
)joist",
    .bad = R"joist(design "Sheds load" { peak: 5 }
client           shopper
managed_balancer lb
service          shop     { replicas: 3, zones: 3, capacity: 1k rps }
external         payments { limit: 100/s }

flow pay @ 30/s {
  shopper -> lb -> shop -> payments
}
)joist",
    .good = R"joist(design "Stays below" { peak: 3 }
client           shopper
managed_balancer lb
service          shop     { replicas: 3, zones: 3, capacity: 1k rps }
external         payments { limit: 100/s }

flow pay @ 30/s {
  shopper -> lb -> shop -> payments
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
