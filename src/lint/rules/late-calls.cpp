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

constexpr double many = 0.05;   // of the calls, for more than a note
constexpr double often = 0.1;   // of the calls, for those whose answer is optional
constexpr double least = 0.01;  // of the calls, to be told
constexpr double nearly = 0.8;  // of those that come late: what `fails` says is about right

// The share that takes longer: exactly where the time is exponential, whose tail is a line on a
// logarithmic scale, and between its percentiles as if it were one elsewhere. Nothing beyond them.
double lateness(const analysis::Percentiles& response, double timeout) {
  struct Point {
    double time = 0, tail = 1;
  };
  const std::array<Point, 6> points = {{{0, 1},
                                        {response.p50, 0.5},
                                        {response.p90, 0.1},
                                        {response.p95, 0.05},
                                        {response.p99, 0.01},
                                        {response.p999, 0.001}}};
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point& before = points[i - 1];
    const Point& after = points[i];
    if (timeout > after.time || !(after.time > before.time)) continue;
    const double part = (timeout - before.time) / (after.time - before.time);
    return before.tail * std::pow(after.tail / before.tail, part);
  }
  return 0;
}

void judge(const Facts& facts, ArrowId id, std::vector<Finding>& findings) {
  const model::Arrow& arrow = facts.model.at(id);
  const auto* timeout = arrow.attributes.number(Attribute::timeout);
  if (timeout == nullptr) return;
  if (arrow.attributes.number(Attribute::latency) != nullptr) return;
  const analysis::ComponentLatency& target = facts.results.latency[arrow.to.index()];
  // Where most come late, timeout-inversion and overload say so.
  if (!target.known || !std::isfinite(target.response.p99) ||
      target.response.mean > timeout->value())
    return;
  const bool again = arrow.attributes.number_or(Attribute::retries, 0) > 0;
  const bool spared = !again && arrow.attributes.yes(Attribute::optional);
  const double late = lateness(target.response, timeout->value());
  // That one goes without an answer now and then is what optional calls are for.
  if (spared && late < often) return;
  const auto* counted = arrow.attributes.number(Attribute::fails);
  if (late < least || (counted != nullptr && counted->value() >= nearly * late)) return;
  Finding& finding =
      report(findings, facts, id, again && late >= many ? Severity::warning : Severity::note,
             fmt::format("{} gives up after {}, and {} of the answers of {} take longer",
                         named(facts, arrow.from), quantity::time_text(timeout->value()),
                         percent(late), named(facts, arrow.to)));
  finding.span = timeout->span;
  finding.notes.push_back(fmt::format("half have their answer after {}, 99% after {}",
                                      quantity::time_text(target.response.p50),
                                      quantity::time_text(target.response.p99)));
  if (counted != nullptr)
    finding.notes.push_back(
        fmt::format("`fails` counts {} of the calls as failed", percent(counted->value())));
  else if (spared)
    finding.notes.push_back("so often what called goes on without its answer");
  else
    finding.notes.push_back(again ? "what is given up is tried again: load that no figure counts"
                                  : "no figure counts as failed what is given up");
  finding.help = fmt::format("say so: `fails: {}`, or wait longer", percent(late));
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
    .summary =
        "many calls come later than their timeout, and `fails` does not count them as failed",
    .why =
        R"joist(Of calls that take 20 ms on average, one in twelve takes more than 50 ms: with a timeout of 50 ms it
is given up and, where there are retries, made again. The callee does not know that, and works for
both. Where `fails` does not say so, neither the load of the further attempts nor the requests that
fail are in any figure. Said from one call in a hundred on, as far as the percentiles of the callee's
own answers tell; what it waits for in turn comes on top. Of optional calls from one in ten on.
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
