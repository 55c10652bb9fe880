// Finds language models that the hottest flow waits for, with nothing to take their place.
#include <vector>

#include <fmt/format.h>

#include "lint/calls.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::Arrow;
using model::ComponentId;
using model::FlowId;

// The flow with the greatest peak, where there are several to compare; else none.
FlowId hottest(const Facts& facts) {
  FlowId best;
  std::size_t known = 0;
  for (std::size_t i = 0; i < facts.results.flows.size(); ++i) {
    if (!facts.results.flows[i].known || facts.model.flows[i].arrows.empty()) continue;
    ++known;
    if (!best || facts.results.flows[i].peak > facts.results.flows[best.index()].peak)
      best = FlowId(i);
  }
  return known > 1 ? best : FlowId();
}

// Behind a cache, beside the way or in it.
bool is_cached(const Facts& facts, const Arrow& call) {
  return call.when == model::When::miss || facts.model.at(call.from).role == model::Role::cache;
}

// By component: the caller of the flow waits for it, with no cache on the way.
std::vector<bool> waited_for(const Facts& facts, FlowId flow) {
  std::vector<bool> reached(facts.model.components.size());
  std::vector<ComponentId> waiting = facts.results.flows[flow.index()].sources;
  for (const ComponentId source : waiting) reached[source.index()] = true;
  while (!waiting.empty()) {
    const ComponentId from = waiting.back();
    waiting.pop_back();
    for (const model::ArrowId id : facts.model.at(flow).arrows) {
      const Arrow& arrow = facts.model.at(id);
      if (arrow.from != from || reached[arrow.to.index()]) continue;
      if (!is_waited_for(facts, arrow) || is_cached(facts, arrow)) continue;
      reached[arrow.to.index()] = true;
      waiting.push_back(arrow.to);
    }
  }
  return reached;
}

bool has_fallback(const Facts& facts, const Arrow& call) {
  return call.attributes.yes(model::Attribute::optional) || has_stand_in(facts, call);
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  const FlowId flow = hottest(facts);
  if (!flow) return;
  const std::vector<bool> reached = waited_for(facts, flow);
  for (const model::ArrowId id : facts.model.at(flow).arrows) {
    const Arrow& arrow = facts.model.at(id);
    const bool counted = !arrow.attributes.yes(model::Attribute::optional) &&
                         arrow.to.index() < facts.results.tokens.size() &&
                         facts.results.tokens[arrow.to.index()] > 0;
    if (!counted || arrow.when == model::When::fail || !is_waited_for(facts, arrow)) continue;
    if (!reached[arrow.from.index()] || has_fallback(facts, arrow) || is_cached(facts, arrow))
      continue;
    Finding& finding = report(findings, facts, id, Severity::note,
                              fmt::format("{} waits for {}, uncached and without a fallback",
                                          named(facts, flow), named(facts, arrow.to)));
    finding.notes.push_back(
        fmt::format("{} is the hottest flow: {} at the peak", named(facts, flow),
                    quantity::rate_text(facts.results.flows[flow.index()].peak)));
    finding.help = fmt::format(
        "cache the answers, generate them behind a queue, or name a fallback: `{} -> {} | another`",
        facts.model.at(arrow.from).path, facts.model.at(arrow.to).path);
  }
}

}  // namespace

extern const Rule model_on_hot_path;
constexpr Rule model_on_hot_path = {
    .name = "model-on-hot-path",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "the hottest flow waits for a language model",
    .why =
        R"joist(A language model answers in seconds, has limits that others share, and is paid by the token. On the
flow with the most requests it decides how slow, how often down and how dear the whole is. Keep its
answers, ask it in the background, or have something simpler to fall back on. This is a rule of
thumb, for designs with several flows.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          feed  { replicas: 6, zones: 3, capacity: 100 rps }
llm              model { limit: 20M tokens/min, tokens: 500 tokens }

flow read @ 100 rps {
  app -> lb -> feed -> model { timeout: 5 s }
}

flow post @ 1 rps {
  app -> lb -> feed
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          feed  { replicas: 6, zones: 3, capacity: 100 rps }
llm              model { limit: 20M tokens/min, tokens: 500 tokens }

flow read @ 100 rps {
  app -> lb -> feed
}

flow post @ 1 rps {
  app -> lb -> feed -> model { timeout: 5 s }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
