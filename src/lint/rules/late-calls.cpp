// Finds calls of which many come later than their timeout, with nothing that counts them as failed.
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::Attribute;

constexpr double many = 0.05;  // of the calls, for more than a note

struct Late {
  double at_least = 0;  // of all calls
  double once = 0;      // so many have been answered by `time`
  double time = 0;
};

// As far as the percentiles tell; what the callee waits for in turn comes on top. Where half of all
// come late, that they do is no detail.
Late lateness(const analysis::Percentiles& response, double timeout) {
  const std::array<Late, 3> known = {
      {{0.1, 0.9, response.p90}, {0.05, 0.95, response.p95}, {0.01, 0.99, response.p99}}};
  for (const Late& late : known)
    if (late.time > timeout) return late;
  return {};
}

void judge(const Facts& facts, ArrowId id, std::vector<Finding>& findings) {
  const model::Arrow& arrow = facts.model.at(id);
  const auto* timeout = arrow.attributes.number(Attribute::timeout);
  if (timeout == nullptr || arrow.attributes.number(Attribute::fails) != nullptr) return;
  if (arrow.attributes.number(Attribute::latency) != nullptr) return;
  const analysis::ComponentLatency& target = facts.results.latency[arrow.to.index()];
  // Where most come late, timeout-inversion and overload say so.
  if (!target.known || !std::isfinite(target.response.p99) ||
      target.response.mean > timeout->value())
    return;
  const bool again = arrow.attributes.number_or(Attribute::retries, 0) > 0;
  if (!again && arrow.attributes.yes(Attribute::optional)) return;
  const Late late = lateness(target.response, timeout->value());
  if (late.at_least <= 0) return;
  Finding& finding = report(
      findings, facts, id, again && late.at_least >= many ? Severity::warning : Severity::note,
      fmt::format("{} gives up after {}, before {} has answered {} of its calls",
                  named(facts, arrow.from), quantity::time_text(timeout->value()),
                  named(facts, arrow.to), percent(late.once)));
  finding.span = timeout->span;
  finding.notes.push_back(fmt::format("{} have their answer after {}", percent(late.once),
                                      quantity::time_text(late.time)));
  finding.notes.push_back(again ? "what is given up is tried again: load that no figure counts"
                                : "no figure counts as failed what is given up");
  finding.help = fmt::format("say so: `fails: {}`, or wait longer", percent(late.at_least));
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    if (facts.model.arrows[i].call == model::Call::sync) judge(facts, ArrowId(i), findings);
  }
}

}  // namespace

extern const Rule late_calls;
constexpr Rule late_calls = {
    .name = "late-calls",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "many calls come later than their timeout, and nothing counts them as failed",
    .why =
        R"joist(Of calls that take 20 ms on average, one in twelve takes more than 50 ms: with a timeout of 50 ms it
is given up and, where there are retries, made again. The callee does not know that, and works for
both. Where `fails` does not say so, neither the load of the further attempts nor the requests that
fail are in any figure. Said from one call in a hundred on, as far as the percentiles of the callee's
own answers tell; what it waits for in turn comes on top.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 6, zones: 3, capacity: 200 rps, latency: 4 ms }
postgres         db  {
  replicas: 2
  zones: 2
  failover: automatic
  reads: 2k/s
  writes: 500/s
  latency: 20 ms
}

flow read @ 500/s {
  app -> lb -> api -> db { timeout: 50 ms, retries: 2 }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 6, zones: 3, capacity: 200 rps, latency: 4 ms }
postgres         db  {
  replicas: 2
  zones: 2
  failover: automatic
  reads: 2k/s
  writes: 500/s
  latency: 20 ms
}

flow read @ 500/s {
  app -> lb -> api -> db { timeout: 50 ms, retries: 2, fails: 8.2% }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
