// Looks at what a need bounds.
#include "lint/needs.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace joist::lint {
namespace {

using model::ArrowId;
using model::ComponentId;
using model::FlowId;

bool is_wait(const std::string& figure) {
  return figure == "mean" || figure == "p50" || figure == "p90" || figure == "p95" ||
         figure == "p99" || figure == "p999";
}

// Nothing in the flow is waited for by the one who starts it.
bool begins_with_message(const Facts& facts, FlowId id) {
  const model::Flow& flow = facts.model.at(id);
  std::vector<ComponentId> reached;
  for (const ArrowId arrow : flow.arrows) reached.push_back(facts.model.at(arrow).to);
  bool any = false;
  for (const ArrowId number : flow.arrows) {
    const model::Arrow& arrow = facts.model.at(number);
    const bool starts = arrow.from_visit == 0 &&
                        std::find(reached.begin(), reached.end(), arrow.from) == reached.end();
    if (!starts || arrow.call == model::Call::relation) continue;
    if (arrow.call == model::Call::sync) return false;
    any = true;
  }
  return any;
}

}  // namespace

const model::FigureName* unwaited_figure(const Facts& facts, const model::Need& need) {
  if (!need.condition) return nullptr;
  const model::Comparison comparison = need.condition->comparison;
  if (comparison != model::Comparison::less && comparison != model::Comparison::less_or_equal)
    return nullptr;
  for (const auto& figure : need.condition->left.figures)
    if (figure.flow && is_wait(figure.figure) && begins_with_message(facts, figure.flow))
      return &figure;
  return nullptr;
}

}  // namespace joist::lint
