// What of a component's load comes from the flow that is drawn.
#include <algorithm>

#include "scene/draft.hpp"

namespace joist::scene {

std::optional<double> share_of_flow(const Draft& draft, model::ComponentId id) {
  if (!draft.selection.flow) return std::nullopt;
  const model::Model& model = draft.model();
  const auto& loads = draft.subject.results.arrows;
  double in = 0, out = 0;
  bool is_shared = false;
  for (std::size_t i = 0; i < std::min(model.arrows.size(), loads.size()); ++i) {
    const model::Arrow& arrow = model.arrows[i];
    if (!loads[i].known || (arrow.to != id && arrow.from != id)) continue;
    if (arrow.flow != draft.selection.flow)
      is_shared |= loads[i].peak > 0;
    else if (arrow.from != arrow.to)
      (arrow.to == id ? in : out) += loads[i].peak;
  }
  if (!is_shared) return std::nullopt;
  return model.at(id).role == model::Role::source ? out : in;
}

}  // namespace joist::scene
