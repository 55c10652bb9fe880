// Takes components and groups that stages removed out of the tables; ids move.
#include <vector>

#include "resolve/arrows.hpp"

namespace joist::resolve {
namespace {

using model::DomainId;

// Keeps the elements whose place in `gone` is false; where each one went, none for those that went
// away.
template <class NewId, class Element>
std::vector<NewId> keep(std::vector<Element>& elements, const std::vector<bool>& gone) {
  std::vector<NewId> moved(elements.size());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (gone[i]) continue;
    moved[i] = NewId(kept);
    if (kept != i) elements[kept] = std::move(elements[i]);
    ++kept;
  }
  elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(kept), elements.end());
  return moved;
}

template <class AnyId>
void move(AnyId& id, const std::vector<AnyId>& moved) {
  if (id) id = moved[id.index()];
}

std::vector<ComponentId> drop_components(Context& context) {
  keep<ComponentId>(context.of_component, context.removed);
  auto moved = keep<ComponentId>(context.model.components, context.removed);
  for (auto& arrow : context.model.arrows) {
    move(arrow.from, moved);
    move(arrow.to, moved);
    move(arrow.condition, moved);
  }
  return moved;
}

void drop_domains(Context& context) {
  auto& model = context.model;
  std::vector<bool> gone(model.domains.size());
  for (std::size_t i = 0; i < gone.size(); ++i) {
    const auto& domain = model.domains[i];
    gone[i] = domain.group && context.removed_groups[domain.group.index()];
  }
  const auto moved = keep<DomainId>(model.domains, gone);
  for (auto& domain : model.domains) move(domain.parent, moved);
  for (auto& group : model.groups) move(group.domain, moved);
}

std::vector<GroupId> drop_groups(Context& context) {
  auto& model = context.model;
  drop_domains(context);
  keep<GroupId>(context.of_group, context.removed_groups);
  keep<GroupId>(context.scope_of, context.removed_groups);
  auto moved = keep<GroupId>(model.groups, context.removed_groups);
  for (auto& group : model.groups) move(group.parent, moved);
  for (auto& domain : model.domains) move(domain.group, moved);
  for (auto& component : model.components) move(component.group, moved);
  for (auto& link : model.group_links) {
    move(link.from, moved);
    move(link.to, moved);
  }
  return moved;
}

void drop_attributes(Context& context, const std::vector<ComponentId>& components,
                     const std::vector<GroupId>& groups) {
  for (auto& job : context.attributes) {
    std::uint32_t index = job.index;
    if (job.owner == AttributeJob::Owner::component) index = components[job.index].value;
    if (job.owner == AttributeJob::Owner::group) index = groups[job.index].value;
    job.index = index;
    if (index == ComponentId::none) job.state = Progress::done;
  }
}

}  // namespace

void drop_removed(Context& context) {
  if (context.removals.empty()) return;
  context.removed_groups.resize(context.model.groups.size());
  const auto components = drop_components(context);
  const auto groups = drop_groups(context);
  drop_attributes(context, components, groups);
  context.scopes.renumber(components, groups);
}

}  // namespace joist::resolve
