// Finds metered services that are asked for more tokens than they give.
#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

std::string message(const Facts& facts, ComponentId id, bool refuses) {
  const double asked = facts.results.tokens[id.index()];
  const double given = asked / facts.results.components[id.index()].limit_used;
  if (refuses)
    return fmt::format("{} is asked for {} and gives {}", named(facts, id),
                       rate_of(asked, "tokens"), rate_of(given, "tokens"));
  return fmt::format("{} may be asked for more than it gives: {} are {} of its limit{}",
                     named(facts, id), rate_of(asked, "tokens"), percent(asked / given),
                     highest_utilization(facts, id));
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const auto& load = facts.results.components[i];
    if (!load.known || !(load.limit_used > 0) || !is_metered(facts, id)) continue;
    const auto chance = refusal_chance(facts, id);
    const bool refuses = load.limit_used > 1 + 1e-9;
    // Out of a queue nothing is refused: it waits there, which `growing-backlog` says.
    if (!is_told(chance, refuses) || is_behind_backlog(facts, id)) continue;
    Finding& finding =
        report(findings, facts, id, severity_by(chance), message(facts, id, refuses));
    add_chance(finding, chance);
    if (refuses)
      finding.notes.push_back(fmt::format("of calls at {}, {} are refused at the peak",
                                          quantity::rate_text(load.offered),
                                          quantity::rate_text(load.shed)));
    add_note(finding, note_on_default(facts, id, model::Attribute::limit));
    finding.help = "ask for a higher limit, send fewer tokens, or send some of the calls elsewhere";
  }
}

}  // namespace

extern const Rule token_limit;
constexpr Rule token_limit = {
    .name = "token-limit",
    .severity = Severity::error,
    .heuristic = false,
    .summary = "a language model is asked for more tokens than its limit gives",
    .why =
        R"joist(Language models are limited in tokens a minute, not in calls. What is above the limit is refused at
once, at the very time when most people want an answer.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          bot   { replicas: 3, zones: 3, capacity: 100 rps }
llm              model { limit: 1M tokens/min, tokens: 4k tokens }

flow ask @ 6/s {
  app -> lb -> bot -> model { timeout: 20 s }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          bot   { replicas: 3, zones: 3, capacity: 100 rps }
llm              model { limit: 2M tokens/min, tokens: 4k tokens }

flow ask @ 6/s {
  app -> lb -> bot -> model { timeout: 20 s }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
