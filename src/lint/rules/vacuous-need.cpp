// Finds needs that hold because they ask for nothing.
#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

bool is_wait(const std::string& figure) {
  return figure == "mean" || figure == "p50" || figure == "p90" || figure == "p95" ||
         figure == "p99" || figure == "p999";
}

// Nothing in the flow is waited for by the one who starts it.
bool begins_with_message(const Facts& facts, FlowId id) {
  const model::Flow& flow = facts.model.at(id);
  std::vector<ComponentId> reached;
  for (const ArrowId arrow : flow.arrows) reached.push_back(facts.model.at(arrow).to);
  bool any = false;
  for (const ArrowId number : flow.arrows) {
    const model::Arrow& arrow = facts.model.at(number);
    const bool starts = arrow.from_visit == 0 &&
                        std::find(reached.begin(), reached.end(), arrow.from) == reached.end();
    if (!starts || arrow.call == model::Call::relation) continue;
    if (arrow.call == model::Call::sync) return false;
    any = true;
  }
  return any;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Need& need : facts.model.needs) {
    if (!need.condition) continue;
    for (const auto& figure : need.condition->left.figures) {
      if (!figure.flow || !is_wait(figure.figure) || !begins_with_message(facts, figure.flow))
        continue;
      Finding& finding =
          report(findings, need.span, Severity::warning,
                 fmt::format("{} begins with a message, which nobody waits for: `{}` holds always",
                             named(facts, figure.flow), need.text));
      finding.subject = facts.model.at(figure.flow).path;
      finding.help =
          fmt::format("say `{}.done.{}`", facts.model.at(figure.flow).path, figure.figure);
    }
  }
}

}  // namespace

extern const Rule vacuous_need;
constexpr Rule vacuous_need = {
    .name = "vacuous-need",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a percentile of a flow that begins with a message",
    .why =
        R"joist(The latency of a flow is what its caller waits. A caller that sends a message does not wait, so any
bound on it holds. What was meant is the time until the last message has been handled: `done`.
)joist",
    .bad = R"joist(need post.p99 < 5 s
client           app
sqs              jobs
worker           fanout { replicas: 3, zones: 3, capacity: 2k rps }

flow post @ 500/s {
  app ~> jobs ~> fanout
}
)joist",
    .good = R"joist(need post.load < 1k/s
client           app
sqs              jobs
worker           fanout { replicas: 3, zones: 3, capacity: 2k rps }

flow post @ 500/s {
  app ~> jobs ~> fanout
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
