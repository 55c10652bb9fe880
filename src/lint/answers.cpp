// Adds up stated times from the last callee to the first caller.
#include "lint/answers.hpp"

#include <algorithm>
#include <cmath>

namespace joist::lint {
namespace {

using model::Arrow;
using model::Attribute;
using model::Role;
using model::When;

// Where more arrives than can be served, that is another fault.
double own_time(const Facts& facts, const Arrow& arrow) {
  const double own = arrow.attributes.number_or(Attribute::latency, 0);
  if (own > 0) return own;
  const analysis::ComponentLatency& known = facts.results.latency[arrow.to.index()];
  return known.known && std::isfinite(known.response.mean) ? known.response.mean : 0;
}

// Every request makes the call, and waits for it.
bool is_always_made(const Facts& facts, const Arrow& arrow) {
  const Role role = facts.model.at(arrow.from).role;
  const bool passes = role == Role::pass || role == Role::external;
  const double ratio = arrow.ratio ? arrow.ratio->value() : 1;
  return passes && arrow.when == When::always && !arrow.rate && ratio >= 1;
}

}  // namespace

std::vector<Answer> least_answers(const Facts& facts, const CallGraph& graph) {
  const analysis::StrongParts parts = strong_parts(graph);
  std::vector<double> longest(graph.size(), 0.0);  // call of each node
  std::vector<Answer> answers(graph.edges.size());
  // Callees first; what leads back in a ring adds nothing.
  for (std::size_t p = parts.size(); p-- > 0;) {
    for (const std::uint32_t node : parts.part(p)) {
      double most = 0;
      for (std::uint32_t e = graph.begin[node]; e < graph.begin[node + 1]; ++e) {
        const Arrow& arrow = facts.model.at(graph.edges[e].arrow);
        answers[e].own = own_time(facts, arrow) + arrow.attributes.number_or(Attribute::delay, 0);
        answers[e].behind = longest[graph.edges[e].target];
        const double timeout = arrow.attributes.number_or(Attribute::timeout, 0);
        const double waited =
            timeout > 0 ? std::min(timeout, answers[e].total()) : answers[e].total();
        if (is_always_made(facts, arrow)) most = std::max(most, waited);
      }
      longest[node] = most;
    }
  }
  return answers;
}

}  // namespace joist::lint
