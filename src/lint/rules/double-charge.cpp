// Finds writes that a retry may do twice.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const model::Arrow& arrow = facts.model.arrows[i];
    const auto* retries = arrow.attributes.number(model::Attribute::retries);
    if (retries == nullptr || retries->value() < 1) continue;
    if (arrow.attributes.yes(model::Attribute::idempotent)) continue;
    const model::Role to = facts.model.at(arrow.to).role;
    const bool writes = to == model::Role::external ||
                        (arrow.access == model::Access::write && to == model::Role::store);
    if (!writes) continue;
    Finding& finding = report(findings, facts, ArrowId(i), Severity::note,
                              fmt::format("{} tries again at {}, which may then do it twice",
                                          named(facts, arrow.from), named(facts, arrow.to)));
    finding.help = "give each request a key, and say so: `idempotent: yes`";
  }
}

}  // namespace

extern const Rule double_charge;
constexpr Rule double_charge = {
    .name = "double-charge",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "a write is tried again, and nothing says that doing it twice does no harm",
    .why =
        R"joist(A call that timed out may have been done. Trying it again does it twice: two orders, two charges, two
messages. A key that tells the callee that it has seen this request makes it harmless; say so with
`idempotent: yes`. This is a rule of thumb.
)joist",
    .bad = R"joist(client           shopper
managed_balancer lb
service          shop { replicas: 3, zones: 3, capacity: 2k rps }
external         card { limit: 5k/s }

flow pay @ 200/s {
  shopper -> lb -> shop -> card { retries: 2 }
}
)joist",
    .good = R"joist(client           shopper
managed_balancer lb
service          shop { replicas: 3, zones: 3, capacity: 2k rps }
external         card { limit: 5k/s }

flow pay @ 200/s {
  shopper -> lb -> shop -> card { retries: 2, idempotent: yes }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
