// Finds loops of calls that make more of themselves.
#include <algorithm>

#include <fmt/format.h>

#include "lint/rings.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

constexpr std::size_t most_told = 3;

// "1.2 requests"
std::string requests(double gain) {
  const std::string number = quantity::number_text(gain);
  return number + (number == "1" ? " request" : " requests");
}

// "`a` -> `b` -> `a`"
std::string text_of(const Facts& facts, const std::vector<ComponentId>& ring) {
  std::string text;
  for (const ComponentId id : ring) text += named(facts, id) + " -> ";
  return text + named(facts, ring.front());
}

std::string text_of(const Facts& facts, const Ring& ring) {
  std::vector<ComponentId> components;
  for (const ArrowId id : ring) components.push_back(facts.model.at(id).from);
  return text_of(facts, components);
}

// Points at the call that leads back.
void point_at(const Facts& facts, ArrowId last, Finding& finding) {
  // Arrows outside of every flow have none to point at.
  if (finding.span.file) finding.labels.push_back({finding.span, "in this flow"});
  finding.span = facts.model.at(last).span;
}

void add_alone(const Facts& facts, const analysis::Loop& loop, std::vector<Finding>& findings) {
  Finding& finding = report(findings, facts, loop.flow, Severity::error,
                            fmt::format("the loop {} makes {} of each one",
                                        text_of(facts, loop.ring), requests(loop.gain)));
  for (const ArrowId id : facts.model.at(loop.flow).arrows) {
    const model::Arrow& arrow = facts.model.at(id);
    if (arrow.from != loop.ring.back() || arrow.to != loop.ring.front()) continue;
    point_at(facts, id, finding);
    break;
  }
}

// Rings that share components add up, even where each alone would settle.
void add_together(const Facts& facts, const analysis::Loop& loop, const std::vector<Ring>& rings,
                  std::vector<Finding>& findings) {
  std::vector<std::string> texts, alone;
  for (std::size_t i = 0; i < rings.size() && i < most_told; ++i) {
    texts.push_back(text_of(facts, rings[i]));
    if (const auto gain = own_gain(facts, rings[i]))
      alone.push_back(fmt::format("{} alone makes {}", texts.back(), requests(*gain)));
  }
  std::string all = fmt::format("{}", fmt::join(texts, " and "));
  if (rings.size() > most_told) all += ", and others,";
  Finding& finding =
      report(findings, facts, loop.flow, Severity::error,
             fmt::format("the loops {} together make {} of each one", all, requests(loop.gain)));
  point_at(facts, rings.front().back(), finding);
  for (std::size_t i = 1; i < rings.size() && i < most_told; ++i)
    finding.labels.push_back({facts.model.at(rings[i].back()).span, "leads back, too"});
  for (std::string& text : alone) finding.notes.push_back(std::move(text));
}

// What is written in one place and goes to the others, which is no request that comes back.
bool is_replication(const Facts& facts, const analysis::Loop& loop) {
  return std::all_of(loop.ring.begin(), loop.ring.end(),
                     [&](ComponentId id) { return facts.model.at(id).role == model::Role::store; });
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& loop : facts.results.loops) {
    if (loop.settles || loop.ring.empty()) continue;
    const std::vector<Ring> rings = rings_of(facts, loop);
    if (rings.size() > 1) {
      add_together(facts, loop, rings, findings);
    } else {
      add_alone(facts, loop, findings);
    }
    findings.back().notes.push_back("no rate behind it is computed");
    findings.back().help =
        is_replication(facts, loop)
            ? "write replication outside of every flow: there it carries the writes of all flows, "
              "and what came by it is not sent back"
            : "write it as one chain, or as two flows; or bound it: `most: 5`";
  }
}

}  // namespace

extern const Rule runaway_loop;
constexpr Rule runaway_loop = {
    .name = "runaway-loop",
    .severity = Severity::error,
    .heuristic = false,
    .summary = "a loop whose requests multiply",
    .why =
        R"joist(Each round of a loop brings back a number of requests for each one that entered: its gain. At one or
more the requests never die out, and no rate behind the loop means anything, so none is printed. Two
loops that share a component add up, even where each alone would settle.
)joist",
    .bad = R"joist(client           shopper
managed_balancer lb
service          shop  { replicas: 3, zones: 3, capacity: 1k rps }
sqs              again
worker           payer { replicas: 3, zones: 3, capacity: 2k/s }

flow pay @ 100/s {
  shopper -> lb -> shop ~> again ~> payer
  payer ~> again x 1.2 "try again"
}
)joist",
    .good = R"joist(client           shopper
managed_balancer lb
service          shop  { replicas: 3, zones: 3, capacity: 1k rps }
sqs              again
worker           payer { replicas: 3, zones: 3, capacity: 2k/s }

flow pay @ 100/s {
  shopper -> lb -> shop ~> again ~> payer
  payer ~> again x 20% "try again" { most: 5 }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules
