// Finds decisions whose time is over.
#include <fmt/format.h>

#include "lint/figures.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Decision& decision : facts.model.decisions) {
    if (!decision.until) continue;
    const Verdict verdict = judge(facts, *decision.until);
    if (!verdict.holds.value_or(false)) continue;
    Finding& finding =
        report(findings, decision.span, Severity::warning,
               fmt::format("`{}` was decided until `{}`, which holds {}", decision.choice,
                           decision.until_text, facts.model.stage.empty() ? "now" : "then"));
    finding.notes.push_back(compared_sides(verdict));
    finding.help = "decide again, or move the point";
  }
}

}  // namespace

extern const Rule outgrown_decision;
constexpr Rule outgrown_decision = {
    .name = "outgrown-decision",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a decision whose `until` holds now, or at a stage",
    .why =
        R"joist(A decision can say until when it is right. When that point is reached, at the base or at a stage, it
has to be made again.
)joist",
    .bad = R"joist(posts = 25k/s
decide "Fan out on write" over "Fan out on read"
  because "reads outnumber writes 100 to 1"
  but     "one celebrity post is 100M cache writes"
  until   posts > 20k/s
)joist",
    .good = R"joist(posts = 5k/s
decide "Fan out on write" over "Fan out on read"
  because "reads outnumber writes 100 to 1"
  but     "one celebrity post is 100M cache writes"
  until   posts > 20k/s
)joist",
    .check = check,
    .at_stages = true,
};

}  // namespace joist::lint::rules
