// Finds needs that hold because they ask for nothing.
#include <fmt/format.h>

#include "lint/needs.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Need& need : facts.model.needs) {
    const model::FigureName* figure = unwaited_figure(facts, need);
    if (figure == nullptr) continue;
    Finding& finding =
        report(findings, need.span, Severity::warning,
               fmt::format("{} begins with a message, which nobody waits for: `{}` holds always",
                           named(facts, figure->flow), need.text));
    finding.subject = facts.model.at(figure->flow).path;
    finding.help =
        fmt::format("say `{}.done.{}`", facts.model.at(figure->flow).path, figure->figure);
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
