// Finds the links between groups that an arrow crosses.
#include "analysis/delay.hpp"

#include <algorithm>

namespace joist::analysis {
namespace {

bool in(const model::Model& model, model::ComponentId component, model::GroupId group) {
  for (auto g = model.at(component).group; g; g = model.at(g).parent) {
    if (g == group) return true;
  }
  return false;
}

}  // namespace

bool crosses(const model::Model& model, const model::Arrow& arrow, const model::GroupLink& link) {
  return (in(model, arrow.from, link.from) && in(model, arrow.to, link.to)) ||
         (in(model, arrow.from, link.to) && in(model, arrow.to, link.from));
}

double delay_between_groups(const model::Model& model, const model::Arrow& arrow) {
  double found = 0;
  for (const model::GroupLink& link : model.group_links) {
    const model::Stated* delay = link.attributes.number(model::Attribute::delay);
    if (delay && crosses(model, arrow, link)) found = std::max(found, delay->value());
  }
  return found;
}

}  // namespace joist::analysis
