// Says how a balancer shares what arrives over separate lines.
#include <map>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

// What leaves one visit of a balancer in one flow.
using Tail = std::pair<ComponentId, std::uint32_t>;

bool counts(const model::Arrow& arrow) {
  return arrow.call != model::Call::relation && arrow.when == model::When::always;
}

void add(const Facts& facts, const model::Flow& flow, const std::vector<ArrowId>& arrows,
         std::vector<Finding>& findings) {
  double total = 0;
  bool several = false, stated = false;
  for (const ArrowId id : arrows) {
    const model::Arrow& arrow = facts.model.at(id);
    total += arrow.ratio ? arrow.ratio->value() : 1;
    several |= arrow.list != facts.model.at(arrows.front()).list;
    stated |= arrow.ratio.has_value() || arrow.rate.has_value();
  }
  if (!several || stated || total <= 0) return;
  const model::Arrow& first = facts.model.at(arrows.front());
  Finding& finding = report(
      findings, facts, first.from, Severity::note,
      fmt::format("{} shares what arrives{} among {} arrows", named(facts, first.from),
                  flow.path.empty() ? std::string() : " in `" + flow.path + "`", arrows.size()));
  for (const ArrowId id : arrows)
    finding.labels.push_back(
        {facts.model.at(id).target, fmt::format("gets {}", percent(1 / total))});
  finding.help =
      "write the shares (`x 30%`), or one list if they stand in for each other: `lb -> a, b`";
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Flow& flow : facts.model.flows) {
    std::map<Tail, std::vector<ArrowId>> tails;
    for (const ArrowId id : flow.arrows) {
      const model::Arrow& arrow = facts.model.at(id);
      if (facts.model.at(arrow.from).role == model::Role::split && counts(arrow))
        tails[{arrow.from, arrow.from_visit}].push_back(id);
    }
    for (const auto& [tail, arrows] : tails)
      if (arrows.size() > 1) add(facts, flow, arrows, findings);
  }
}

}  // namespace

extern const Rule shared_split;
constexpr Rule shared_split = {
    .name = "shared-split",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "arrows out of a balancer on separate lines share what arrives",
    .why =
        R"joist(Out of a balancer requests are neither made nor lost: within a flow all its arrows share what arrives,
also those on separate lines, which are different services, each needed. Who meant that every request
goes to each of them has to draw it behind the balancer; who meant shares can write them: `x 30%`.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          shop  { replicas: 3, zones: 3, capacity: 2k rps }
service          pages { replicas: 3, zones: 3, capacity: 2k rps }

flow browse @ 2k/s {
  app -> lb -> shop
  lb -> pages
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          shop  { replicas: 3, zones: 3, capacity: 2k rps }
service          pages { replicas: 3, zones: 3, capacity: 2k rps }

flow browse @ 2k/s {
  app -> lb -> shop x 40%
  lb -> pages x 60%
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
