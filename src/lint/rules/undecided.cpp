// Finds decisions whose time may be over, as far as the estimates tell.
#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/figures.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Decision& decision : facts.model.decisions) {
    if (!decision.until) continue;
    const Verdict verdict = judge(facts, *decision.until);
    // Where it holds at the medians, `outgrown-decision` says so.
    if (!verdict.chance || verdict.holds.value_or(true)) continue;
    const double reached = 1 - *verdict.chance;
    if (reached < unlikely) continue;
    Finding& finding = report(findings, decision.span, Severity::note,
                              fmt::format("`{}` was decided until `{}`, which holds in {} of the "
                                          "estimates",
                                          decision.choice, decision.until_text, percent(reached)));
    finding.chance = reached;
    finding.notes.push_back(compared_sides(verdict));
    finding.help = "measure what it rests on before building on the decision";
  }
}

}  // namespace

extern const Rule undecided;
constexpr Rule undecided = {
    .name = "undecided",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "a decision whose `until` holds in a part of the estimates",
    .why =
        R"joist(An estimate that is a range may lie on both sides of the point at which a decision was to be made
again. Then nobody knows yet whether it is right: measure what the point depends on first. Needs and
overloads that hold in a part of the estimates are told by their own rules.
)joist",
    .bad = R"joist(posts = 5k/s..30k/s
decide "Fan out on write" over "Fan out on read"
  because "reads outnumber writes 100 to 1"
  but     "one celebrity post is 100M cache writes"
  until   posts > 20k/s
)joist",
    .good = R"joist(posts = 5k/s..9k/s
decide "Fan out on write" over "Fan out on read"
  because "reads outnumber writes 100 to 1"
  but     "one celebrity post is 100M cache writes"
  until   posts > 20k/s
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
