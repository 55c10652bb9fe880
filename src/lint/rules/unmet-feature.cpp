// Finds features without a flow, and flows without a feature.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

// Users ask for something; jobs and upkeep are nobody's feature.
bool comes_from_outside(const Facts& facts, FlowId flow) {
  for (const ComponentId source : facts.results.flows[flow.index()].sources)
    if (facts.model.at(source).role == model::Role::source) return true;
  return false;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  if (facts.model.features.empty()) return;
  std::vector<bool> asked(facts.model.flows.size(), false);
  for (const model::Feature& feature : facts.model.features) {
    for (const FlowId flow : feature.flows) asked[flow.index()] = true;
    if (!feature.flows.empty()) continue;
    Finding& finding = report(findings, feature.span, Severity::warning,
                              fmt::format("no flow serves the feature `{}`", feature.text));
    finding.help = "say which does: `by FLOW`, or put it off: `defer`";
  }
  for (std::size_t f = 1; f < asked.size(); ++f) {
    if (asked[f] || !comes_from_outside(facts, FlowId(f))) continue;
    Finding& finding = report(findings, facts, FlowId(f), Severity::note,
                              fmt::format("no feature asks for {}", named(facts, FlowId(f))));
    finding.help =
        "add the feature it serves, or name it behind one: `by " + facts.model.flows[f].path + "`";
  }
}

}  // namespace

extern const Rule unmet_feature;
constexpr Rule unmet_feature = {
    .name = "unmet-feature",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a feature that no flow serves, or a flow that no feature asks for",
    .why =
        R"joist(Features say what users get, flows how. A feature without a flow is not designed yet; a flow that no
feature asks for is work nobody ordered, or a feature nobody wrote down.
)joist",
    .bad = R"joist(feature "Read the timeline" by read
feature "Search"
client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 1k/s {
  app -> lb -> api
}
)joist",
    .good = R"joist(feature "Read the timeline" by read
client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 1k/s {
  app -> lb -> api
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
