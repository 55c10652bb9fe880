// Finds stated rates that are not what arrives.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& mismatch : facts.results.mismatches) {
    const model::Arrow& arrow = facts.model.at(mismatch.arrow);
    Finding& finding =
        report(findings, facts, mismatch.arrow, Severity::error,
               fmt::format("{} is said to carry {}, and {} follow from the rest",
                           named(facts, mismatch.arrow), quantity::rate_text(mismatch.stated),
                           quantity::rate_text(mismatch.arriving)));
    if (!arrow.rate) continue;
    finding.span = arrow.rate->span;
    const double mean = facts.results.components[arrow.from.index()].mean;
    if (mean > 0)
      finding.notes.push_back(
          fmt::format("{} gets {} (mean)", named(facts, arrow.from), quantity::rate_text(mean)));
    finding.help = "state what is true, or leave the rate out: it is computed";
    finding.fixes.push_back({fmt::format("write `{}`", quantity::rate_text(mismatch.arriving)),
                             false,
                             {{arrow.rate->span, quantity::rate_text(mismatch.arriving)}}});
  }
}

}  // namespace

extern const Rule unmatched_rate;
constexpr Rule unmatched_rate = {
    .name = "unmatched-rate",
    .severity = Severity::error,
    .heuristic = false,
    .summary = "a rate written on an arrow differs from what follows from the rest",
    .why =
        R"joist(A rate on an arrow that is not at a source is a claim. Where the ratio of the call is known, it can be
checked: requests at the tail times calls per request. When the two differ by more than 5%, either the
claim is out of date or a caller is missing, and every number behind it is wrong with it.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 12, zones: 3, capacity: 2k rps }
service          ads { replicas: 12, zones: 3, capacity: 2k rps }

flow read @ 10k/s {
  app -> lb -> api
  api -> ads @ 3k/s x 1
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 12, zones: 3, capacity: 2k rps }
service          ads { replicas: 12, zones: 3, capacity: 2k rps }

flow read @ 10k/s {
  app -> lb -> api
  api -> ads @ 3k/s x 30%
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
