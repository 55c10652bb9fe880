// Tells when most of what may be spent goes to language models.
#include <algorithm>

#include <fmt/format.h>

#include "analysis/storage.hpp"
#include "lint/figures.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::Comparison;
using model::FigureName;

constexpr double much = 0.5;

// Dollars a month that the design may cost at the most, by the strictest need; infinite where none
// says it.
double allowed(const Facts& facts) {
  double least = analysis::infinity;
  for (const model::Need& need : facts.model.needs) {
    if (!need.condition || need.condition->left.figures.size() != 1) continue;
    const auto& figure = need.condition->left.figures.front();
    if (figure.subject != FigureName::Subject::design || figure.figure != "cost") continue;
    const auto comparison = need.condition->comparison;
    if (comparison != Comparison::less && comparison != Comparison::less_or_equal) continue;
    const Verdict verdict = judge(facts, *need.condition);
    if (verdict.right) least = std::min(least, verdict.right->value * analysis::seconds_a_month);
  }
  return least;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  const double most = allowed(facts);
  for (std::size_t i = 0; i < facts.results.costs.size(); ++i) {
    const ComponentId id(i);
    const auto& cost = facts.results.costs[i];
    if (!cost.known || !(facts.results.tokens[i] > 0) || !(cost.month > much * most)) continue;
    Finding& finding =
        report(findings, facts, id, Severity::note,
               fmt::format("{} costs {} a month, of {} that all may cost", named(facts, id),
                           quantity::money_text(cost.month), quantity::money_text(most)));
    for (std::size_t a = 0; a < facts.model.arrows.size(); ++a) {
      const model::Arrow& arrow = facts.model.arrows[a];
      if (arrow.to != id || !facts.results.arrows[a].known) continue;
      finding.notes.push_back(fmt::format(
          "{} calls of {} tokens in {}", quantity::rate_text(facts.results.arrows[a].mean),
          quantity::count_text(analysis::tokens_of(facts.model, arrow)), named(facts, arrow.flow)));
    }
    finding.help = "cache answers, send fewer tokens, or route easy calls to a cheaper model";
  }
}

}  // namespace

extern const Rule token_cost;
constexpr Rule token_cost = {
    .name = "token-cost",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "most of what the design may cost goes to a language model",
    .why =
        R"joist(Tokens are paid by the piece, so the bill of a language model grows with every request while the rest
of a design grows in steps. When it takes most of what may be spent, it decides what a request costs.
)joist",
    .bad = R"joist(need             cost < $60k/month
client           app
managed_balancer lb { cost: $0.03/hour }
service          bot   { replicas: 3, zones: 3, capacity: 100 rps, cost: $0.17/hour }
llm              model { limit: 2M tokens/min, tokens: 4k tokens, cost: $1/1M tokens }

flow ask @ 4/s {
  app -> lb -> bot -> model { timeout: 20 s }
}
)joist",
    .good = R"joist(need             cost < $60k/month
client           app
managed_balancer lb { cost: $0.03/hour }
service          bot   { replicas: 3, zones: 3, capacity: 100 rps, cost: $0.17/hour }
llm              model { limit: 2M tokens/min, tokens: 2k tokens, cost: $1/1M tokens }

flow ask @ 4/s {
  app -> lb -> bot -> model { timeout: 20 s }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
