// Finds writes that a retry may do twice.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using model::Role;

// An endpoint of the flow says how it knows a request that it has seen.
bool is_guarded(const Facts& facts, FlowId flow) {
  const auto& endpoints = facts.model.endpoints;
  return std::any_of(endpoints.begin(), endpoints.end(), [&](const model::Endpoint& endpoint) {
    const bool serves =
        std::find(endpoint.flows.begin(), endpoint.flows.end(), flow) != endpoint.flows.end();
    return serves && endpoint.attributes.has(model::Attribute::idempotency);
  });
}

bool is_lasting_write(const Facts& facts, const model::Arrow& arrow) {
  return arrow.access == model::Access::write && facts.model.at(arrow.to).role == Role::store &&
         !arrow.attributes.yes(model::Attribute::idempotent);
}

// The store that a call sets off a write to, in its flow and on the way that is waited for; none
// where it only reads, or where what comes twice is known by its key.
ComponentId written_behind(const Facts& facts, const model::Arrow& call) {
  std::vector<ComponentId> seen{call.to};
  for (std::size_t next = 0; next < seen.size(); ++next) {
    for (const ArrowId id : facts.model.at(call.flow).arrows) {
      const model::Arrow& arrow = facts.model.at(id);
      if (arrow.from != seen[next] || arrow.call != model::Call::sync) continue;
      if (is_lasting_write(facts, arrow)) return arrow.to;
      if (std::find(seen.begin(), seen.end(), arrow.to) == seen.end()) seen.push_back(arrow.to);
    }
  }
  return {};
}

// What is done twice: the callee itself, or a write that it makes.
ComponentId done_twice(const Facts& facts, const model::Arrow& arrow) {
  const Role to = facts.model.at(arrow.to).role;
  if (to == Role::external) return arrow.to;
  if (to == Role::store) return is_lasting_write(facts, arrow) ? arrow.to : ComponentId();
  const bool goes_on = to == Role::pass || to == Role::split || to == Role::compute;
  // A queue delivers again until its consumer has succeeded.
  const bool is_repeated =
      arrow.call == model::Call::sync || facts.model.at(arrow.from).role == Role::queue;
  if (!goes_on || !is_repeated || is_guarded(facts, arrow.flow)) return {};
  return written_behind(facts, arrow);
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const model::Arrow& arrow = facts.model.arrows[i];
    const auto* retries = arrow.attributes.number(model::Attribute::retries);
    if (retries == nullptr || retries->value() < 1) continue;
    if (arrow.attributes.yes(model::Attribute::idempotent)) continue;
    const ComponentId twice = done_twice(facts, arrow);
    if (!twice) continue;
    const std::string what =
        twice == arrow.to ? "which may then do it twice"
                          : fmt::format("and {} may then be written twice", named(facts, twice));
    Finding& finding = report(findings, facts, ArrowId(i), Severity::note,
                              fmt::format("{} tries again at {}, {}", named(facts, arrow.from),
                                          named(facts, arrow.to), what));
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
