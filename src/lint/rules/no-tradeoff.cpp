// Finds decisions that cost nothing.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Decision& decision : facts.model.decisions) {
    if (!decision.but.empty()) continue;
    Finding& finding = report(findings, decision.span, Severity::note,
                              fmt::format("`{}` says nothing of its price", decision.choice));
    finding.help = "add what it costs: `but \"..\"`";
  }
}

}  // namespace

extern const Rule no_tradeoff;
constexpr Rule no_tradeoff = {
    .name = "no-tradeoff",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "a decision without a `but`",
    .why =
        R"joist(A decision between real alternatives gives something up. One that names no price was not weighed, or
was none; the reader who wonders later has nothing to go by.
)joist",
    .bad = R"joist(decide "Fan out on write" over "Fan out on read"
  because "reads outnumber writes 100 to 1"
)joist",
    .good = R"joist(decide "Fan out on write" over "Fan out on read"
  because "reads outnumber writes 100 to 1"
  but     "one celebrity post is 100M cache writes"
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
