// Asks for the first step of a design.
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

constexpr std::size_t few = 8;

void check(const Facts& facts, std::vector<Finding>& findings) {
  const model::Model& model = facts.model;
  const bool asked = !model.needs.empty() || !model.assumptions.empty() || !model.deferrals.empty();
  if (asked || model.components.size() < few || !model.stage.empty()) return;
  for (const model::Flow& flow : model.flows) {
    if (!flow.rate) continue;
    Finding& finding = report(findings, model.span, Severity::note,
                              "the design has load, and says nothing of what it needs to achieve");
    finding.help = "start with one line: `need survive zone`, `assume \"..\"` or `defer \"..\"`";
    return;
  }
}

}  // namespace

extern const Rule missing_requirements;
constexpr Rule missing_requirements = {
    .name = "missing-requirements",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "a design with load, and without any need, assumption or deferral",
    .why =
        R"joist(A design answers a question. Without needs nothing can be missed, without assumptions nothing can turn
out wrong, and without deferrals everything is in scope. This is a rule of thumb, for designs of eight
components and more.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          user { replicas: 3, zones: 3, capacity: 2k rps }
service          feed { replicas: 3, zones: 3, capacity: 2k rps }
service          ads  { replicas: 3, zones: 3, capacity: 2k rps }
service          tags { replicas: 3, zones: 3, capacity: 2k rps }
service          rank { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 1k/s {
  app -> lb -> api -> user, feed, ads, tags, rank
}
)joist",
    .good = R"joist(need survive zone
client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          user { replicas: 3, zones: 3, capacity: 2k rps }
service          feed { replicas: 3, zones: 3, capacity: 2k rps }
service          ads  { replicas: 3, zones: 3, capacity: 2k rps }
service          tags { replicas: 3, zones: 3, capacity: 2k rps }
service          rank { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 1k/s {
  app -> lb -> api -> user, feed, ads, tags, rank
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
