// Finds retries that multiply.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lint/calls.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

constexpr double most_attempts = 3;

// Where a design stays overloaded by its own retries, once it has been overloaded.
void add_stuck(const Facts& facts, std::vector<Finding>& findings) {
  ComponentId worst;
  double most = 0;
  for (std::size_t i = 0; i < facts.results.components.size(); ++i) {
    const auto& stuck = facts.results.components[i].attempts.stuck;
    if (!stuck || *stuck <= most) continue;
    most = *stuck;
    worst = ComponentId(i);
  }
  if (!worst) return;
  const auto& load = facts.results.components[worst.index()];
  Finding& finding =
      report(findings, facts, worst, Severity::warning,
             fmt::format("once overloaded, {} stays so: each request is tried {} times at it",
                         named(facts, worst), quantity::number_text(most)));
  finding.notes.push_back(
      fmt::format("it gets {} now, and {} then", quantity::rate_text(load.offered),
                  quantity::rate_text(load.offered / load.attempts.expected * most)));
  finding.help =
      "retry less often, only a share of the calls, or shed load before the work is done";
}

bool has_retries(const Facts& facts, FlowId flow) {
  const auto& arrows = facts.model.at(flow).arrows;
  return std::any_of(arrows.begin(), arrows.end(),
                     [&](ArrowId id) { return attempts(facts.model.at(id)) > 1; });
}

// What is tried again on the first level.
std::string_view begun_by(const Facts& facts, ArrowId first) {
  return is_waited_for(facts, facts.model.at(first)) ? "request" : "message";
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t f = 0; f < facts.model.flows.size(); ++f) {
    if (!has_retries(facts, FlowId(f))) continue;
    const auto path =
        heaviest_path(facts, tried_calls(facts, FlowId(f)),
                      [](const model::Arrow& arrow) { return std::log(attempts(arrow)); });
    double product = 1;
    std::vector<ArrowId> layers;
    for (const ArrowId id : path) {
      product *= attempts(facts.model.at(id));
      if (attempts(facts.model.at(id)) > 1) layers.push_back(id);
    }
    if (layers.size() < 2 || product <= most_attempts) continue;
    const model::Arrow& last = facts.model.at(layers.back());
    Finding& finding =
        report(findings, facts, layers.back(), Severity::warning,
               fmt::format("when {} fails, one {} becomes {} attempts at it", named(facts, last.to),
                           begun_by(facts, layers.front()), quantity::number_text(product)));
    std::string factors;
    for (const ArrowId id : layers)
      factors +=
          (factors.empty() ? "" : " x ") + quantity::number_text(attempts(facts.model.at(id)));
    finding.notes.push_back(fmt::format("{} levels retry: {}", layers.size(), factors));
    for (std::size_t i = 0; i + 1 < layers.size(); ++i)
      finding.labels.push_back({facts.model.at(layers[i]).span, "retries too"});
    finding.help = "retry on one level only";
  }
  add_stuck(facts, findings);
}

}  // namespace

extern const Rule retry_storm;
constexpr Rule retry_storm = {
    .name = "retry-storm",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "stacked retries multiply attempts by more than 3",
    .why =
        R"joist(Retries on one level soften a failure; on several they multiply. Three levels with three retries each
turn one request into 64 attempts at the bottom, exactly when it can take them least. A queue that
delivers a message again is such a level, too. Retry on one level, best the one nearest to the
failure, and let the others pass the error on.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          user { replicas: 3, zones: 3, capacity: 2k rps }
external         mail { limit: 5k/s }

flow read @ 200/s {
  app -> lb -> api
  api -> user { retries: 2 }
  user -> mail { retries: 3 }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          user { replicas: 3, zones: 3, capacity: 2k rps }
external         mail { limit: 5k/s }

flow read @ 200/s {
  app -> lb -> api
  api -> user
  user -> mail { retries: 2, idempotent: yes }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
