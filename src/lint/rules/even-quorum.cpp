// Finds majorities of an even number of members.
#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const auto* needs = facts.model.needs_of(id);
    if (needs == nullptr || needs->rule != model::Needs::Rule::quorum) continue;
    const auto copies = static_cast<std::uint32_t>(analysis::fleet(facts.model, id).replicas);
    if (copies < 2 || copies % 2 != 0 || is_managed(facts, id) || !is_used(facts, id)) continue;
    const std::uint32_t majority = copies / 2 + 1;
    Finding& finding =
        report(findings, facts, id, Severity::warning,
               fmt::format("{} needs {} of {} copies, and outlives the loss of {}, as {} would",
                           named(facts, id), majority, copies, copies - majority, copies - 1));
    if (copies == 2)
      finding.message = fmt::format("{} needs both of its 2 copies", named(facts, id));
    explain_majority(facts, id, finding);
    finding.help =
        fmt::format("take {}{}", copies + 1, copies > 2 ? fmt::format(", or {}", copies - 1) : "");
    offer(finding, state(facts, id, model::Attribute::replicas,
                         std::to_string(copies > 2 ? copies - 1 : 3)));
  }
}

}  // namespace

extern const Rule even_quorum;
constexpr Rule even_quorum = {
    .name = "even-quorum",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a majority of an even number of copies",
    .why =
        R"joist(Four members need three for a majority, and outlive the loss of one, as three members do; two members
need both. The extra member is one more that can fail, and a split down the middle leaves no side with
a majority. Take an odd number.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api    { replicas: 4, zones: 2, capacity: 2k rps }
etcd             config { replicas: 4, zones: 4, reads: 10k/s, writes: 1k/s }

flow lookup @ 500/s {
  app -> lb -> api -> config
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api    { replicas: 4, zones: 2, capacity: 2k rps }
etcd             config { replicas: 3, zones: 3, reads: 10k/s, writes: 1k/s }

flow lookup @ 500/s {
  app -> lb -> api -> config
}
)joist",
    .check = check,
    .redundancy = true,
};

}  // namespace joist::lint::rules
