// Finds designs that pay the dearest of their language models for every call.
#include <optional>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::ComponentId;

std::optional<double> token_price(const model::Attributes& stated) {
  for (const model::Stated& number : stated.numbers) {
    if (number.attribute == model::Attribute::cost &&
        number.quantity.dimension == quantity::Dimension{0, 0, 1, -1})
      return number.value();
  }
  return std::nullopt;
}

// Dollars per token, of its own or by its kind.
std::optional<double> token_price(const Facts& facts, ComponentId id) {
  const model::Component& component = facts.model.at(id);
  const auto own = token_price(component.attributes);
  return own ? own : token_price(facts.model.kind(component.kind).attributes);
}

struct Models {
  ComponentId dearest, cheapest;
  double most = 0, least = 0;
  bool only_dearest = true;  // no other gets a call
};

Models models_of(const Facts& facts) {
  Models models;
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const auto price = token_price(facts, id);
    if (!price) continue;
    if (!models.dearest || *price > models.most) {
      models.dearest = id;
      models.most = *price;
    }
    if (!models.cheapest || *price < models.least) {
      models.cheapest = id;
      models.least = *price;
    }
  }
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const bool other = ComponentId(i) != models.dearest && token_price(facts, ComponentId(i));
    if (other && facts.results.components[i].offered > 0) models.only_dearest = false;
  }
  return models;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  const Models models = models_of(facts);
  if (!models.dearest || !(models.most > models.least) || !models.only_dearest) return;
  const auto& load = facts.results.components[models.dearest.index()];
  if (!load.known || !(load.offered > 0)) return;
  Finding& finding = report(
      findings, facts, models.dearest, Severity::note,
      fmt::format("every call goes to {}, which costs {} times as much as {}",
                  named(facts, models.dearest), quantity::number_text(models.most / models.least),
                  named(facts, models.cheapest)));
  finding.help = "ask the cheaper one first, and the dearer one for what it can't answer";
}

}  // namespace

extern const Rule unrouted_model;
constexpr Rule unrouted_model = {
    .name = "unrouted-model",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "every call goes to the dearest language model",
    .why =
        R"joist(Most questions are easy. A small model answers them for a tenth or less of the price of a large one
and faster; the large one is asked for what is left. This is a rule of thumb, raised where a cheaper
model stands in the design and gets no call of its own.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          bot   { replicas: 3, zones: 3, capacity: 100 rps }
llm              large { limit: 2M tokens/min, tokens: 2k tokens, cost: $10/1M tokens }
llm              small { limit: 2M tokens/min, tokens: 2k tokens, cost: $1/1M tokens }

flow ask @ 4/s {
  app -> lb -> bot -> large | small { timeout: 20 s }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          bot   { replicas: 3, zones: 3, capacity: 100 rps }
llm              large { limit: 2M tokens/min, tokens: 2k tokens, cost: $10/1M tokens }
llm              small { limit: 2M tokens/min, tokens: 2k tokens, cost: $1/1M tokens }

flow ask @ 4/s {
  app -> lb -> bot -> small { timeout: 20 s }
  bot -> large x 10% { timeout: 20 s }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
