// Finds fan-outs in which a slow answer is the common case.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lint/calls.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

// From 69 on, 1 - 0.99^n is above one half.
constexpr double many = 69;

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const model::Arrow& arrow = facts.model.arrows[i];
    const auto* parallel = arrow.attributes.number(model::Attribute::parallel);
    if (parallel == nullptr || !arrow.ratio || !is_waited_for(facts, arrow)) continue;
    const double calls = std::min(parallel->value(), arrow.ratio->value());
    if (calls < many) continue;
    Finding& finding =
        report(findings, facts, ArrowId(i), Severity::note,
               fmt::format("{} waits for {} answers of {} at once", named(facts, arrow.from),
                           quantity::number_text(calls), named(facts, arrow.to)));
    finding.notes.push_back(
        fmt::format("if one answer in a hundred is slow, {} of the requests meet one",
                    percent(1 - std::pow(0.99, calls))));
    finding.help = "ask fewer, answer without the last few, or ask twice and take the first";
  }
}

}  // namespace

extern const Rule synchronous_fan_out;
constexpr Rule synchronous_fan_out = {
    .name = "synchronous-fan-out",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "so many calls side by side that one of them is nearly always slow",
    .why =
        R"joist(Who asks many at once waits for the slowest. If one answer in a hundred is slow, then of 100 answers at
least one is slow in 63% of all requests (Dean and Barroso, "The Tail at Scale", 2013): the 99th
percentile of the parts is the median of the whole.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          leaf { replicas: 120, zones: 3, capacity: 2k rps }

flow search @ 1k/s {
  app -> lb -> api -> leaf x 100 { parallel: 100 }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          leaf { replicas: 24, zones: 3, capacity: 2k rps }

flow search @ 1k/s {
  app -> lb -> api -> leaf x 20 { parallel: 20 }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
