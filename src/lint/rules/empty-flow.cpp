// Finds flows that no arrow belongs to.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

// A stage may have taken them away.
void check(const Facts& facts, std::vector<Finding>& findings) {
  if (!facts.model.stage.empty()) return;
  for (std::size_t f = 1; f < facts.model.flows.size(); ++f) {
    const model::Flow& flow = facts.model.flows[f];
    if (!flow.arrows.empty()) continue;
    Finding& finding = report(findings, facts, FlowId(f), Severity::warning,
                              fmt::format("the flow `{}` has no arrows", flow.path));
    if (flow.rate)
      finding.notes.push_back(
          fmt::format("its {} arrive nowhere", quantity::rate_text(flow.rate->value())));
    finding.help = fmt::format("draw its way: `flow {} {{ client -> api }}`", flow.name);
  }
}

}  // namespace

extern const Rule empty_flow;
constexpr Rule empty_flow = {
    .name = "empty-flow",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a flow without arrows",
    .why =
        R"joist(A flow is what its requests go through. One without arrows loads nothing and cannot fail, so all
that is asked of it holds, and a feature that it serves looks as if it were designed.
)joist",
    .bad = R"joist(flow read "Read the timeline" @ 1k/s
client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 2k rps }
app -> lb -> api
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 2k rps }

flow read "Read the timeline" @ 1k/s {
  app -> lb -> api
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
