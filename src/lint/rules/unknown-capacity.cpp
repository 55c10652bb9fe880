// Finds loaded components of which nobody knows what they carry.
#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const auto& load = facts.results.components[i];
    const model::Role role = facts.model.at(id).role;
    if (role == model::Role::source || role == model::Role::group || is_managed(facts, id))
      continue;
    if (facts.results.capacity[i].known || !load.known || load.offered <= 0) continue;
    // A `limit` says what passes.
    if (facts.model.number(id, model::Attribute::limit) != nullptr) continue;
    Finding& finding = report(findings, facts, id, Severity::note,
                              fmt::format("{} gets {}, and nothing says what it can carry",
                                          named(facts, id), quantity::rate_text(load.offered)));
    const bool data = role == model::Role::store || role == model::Role::cache;
    finding.help = data ? "state `reads` and `writes` of one copy, as measured"
                        : "state the `capacity` of one instance, as measured";
  }
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
