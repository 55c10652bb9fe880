// Finds stores that outsiders reach directly.
#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const model::Arrow& arrow = facts.model.arrows[i];
    const model::Role from = facts.model.at(arrow.from).role;
    if (from != model::Role::source && from != model::Role::external) continue;
    if (facts.model.at(arrow.to).role != model::Role::store) continue;
    if (arrow.call == model::Call::relation || is_managed(facts, arrow.to)) continue;
    Finding& finding = report(findings, facts, ArrowId(i), Severity::note,
                              fmt::format("{} reaches {} without anything in between",
                                          named(facts, arrow.from), named(facts, arrow.to)));
    finding.help = "put a service in front of it";
  }
}

}  // namespace

extern const Rule unguarded_store;
constexpr Rule unguarded_store = {
    .name = "unguarded-store",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "a client or an outside system reaches a store directly",
    .why =
        R"joist(A store that clients talk to has nobody who checks who they are, what they may do and how often. Its
schema becomes an interface that can't change. This is a rule of thumb: some stores are made for it
(objects by signed links).
)joist",
    .bad = R"joist(client   app
postgres db { replicas: 3, zones: 3, failover: automatic }

flow read {
  app -> db
}
)joist",
    .good = R"joist(client   app
service  api { replicas: 3, zones: 3 }
postgres db  { replicas: 3, zones: 3, failover: automatic }

flow read {
  app -> api -> db
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
