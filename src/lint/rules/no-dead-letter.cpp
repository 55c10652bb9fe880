// Finds consumers whose failures have nowhere to go.
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "lint/calls.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

bool may_fail(const model::Arrow& arrow) {
  return arrow.attributes.number(model::Attribute::retries) != nullptr ||
         arrow.attributes.number(model::Attribute::fails) != nullptr;
}

// By caller and flow: the first call for whose answer it waits and that may fail, with nothing else
// to call then.
using Calls = std::map<std::pair<ComponentId, FlowId>, const model::Arrow*>;

Calls failing_calls(const Facts& facts, const std::set<ComponentId>& handled) {
  Calls calls;
  for (const model::Arrow& call : facts.model.arrows) {
    if (!may_fail(call) || !is_waited_for(facts, call)) continue;
    if (call.when == model::When::fail || handled.count(call.to) != 0) continue;
    if (!call.attributes.yes(model::Attribute::optional))
      calls.try_emplace({call.from, call.flow}, &call);
  }
  return calls;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  std::set<ComponentId> handled;
  for (const model::Arrow& arrow : facts.model.arrows)
    if (arrow.when == model::When::fail) handled.insert(arrow.condition);
  const Calls calls = failing_calls(facts, handled);
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const model::Arrow& arrow = facts.model.arrows[i];
    if (facts.model.at(arrow.from).role != model::Role::queue) continue;
    if (arrow.when == model::When::fail || handled.count(arrow.to) != 0) continue;
    const auto found = calls.find({arrow.to, arrow.flow});
    const model::Arrow* call = may_fail(arrow) || found == calls.end() ? nullptr : found->second;
    if (!may_fail(arrow) && call == nullptr) continue;
    Finding& finding = report(findings, facts, ArrowId(i), Severity::note,
                              fmt::format("messages of {} that {} keeps failing have nowhere to go",
                                          named(facts, arrow.from), named(facts, arrow.to)));
    if (call != nullptr) finding.labels.push_back({call->span, "this call may fail"});
    finding.help = fmt::format("add a dead letter queue: `{} ~> dead on fail {}`",
                               facts.model.at(arrow.from).name, facts.model.at(arrow.to).name);
  }
}

}  // namespace

extern const Rule no_dead_letter;
constexpr Rule no_dead_letter = {
    .name = "no-dead-letter",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "messages that keep failing have nowhere to go",
    .why =
        R"joist(A message that cannot be handled comes back, again and again, and with it the work of trying. After its
attempts it has to go somewhere, where somebody looks: `queue ~> dead on fail worker`. This is a rule
of thumb, raised where a consumer, or a call that it waits for, says that it retries or fails.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api    { replicas: 3, zones: 3, capacity: 2k rps }
sqs              jobs
worker           sender { replicas: 3, zones: 3, capacity: 2k rps }

flow notify @ 300/s {
  app -> lb -> api ~> jobs ~> sender { retries: 3 }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api    { replicas: 3, zones: 3, capacity: 2k rps }
sqs              jobs, dead
worker           sender { replicas: 3, zones: 3, capacity: 2k rps }

flow notify @ 300/s {
  app -> lb -> api ~> jobs ~> sender { retries: 3 }
  jobs ~> dead on fail sender
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
