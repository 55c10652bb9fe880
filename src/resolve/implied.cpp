// Components that nobody declared: names that stand in arrows alone.
#include "resolve/implied.hpp"

#include <algorithm>

namespace joist::resolve {
namespace {

using model::Arrow;
using model::Call;
using model::Role;
using syntax::Kind;

struct Implied {
  Ref name;
  ScopeId scope;
};

template <class Visit>
void for_each_end(Ref connection, Visit&& visit) {
  for (Ref part : connection) {
    if (part.is(Kind::qname)) visit(part);
    if (part.is(Kind::target)) visit(part.child(Kind::qname));
    if (!part.is(Kind::nodes) && !part.is(Kind::targets)) continue;
    for (Ref inner : part) {
      if (inner.is(Kind::qname)) visit(inner);
      if (inner.is(Kind::target)) visit(inner.child(Kind::qname));
    }
  }
}

void imply_component(Context& context, const Implied& implied) {
  const auto text = implied.name.text();
  if (context.scopes.find(implied.scope, text).member) return;  // an outer or earlier use made it
  const bool known_kind = context.kinds.count(text) > 0;
  KindId kind = find_kind(context, known_kind ? text : context.default_pass);
  if (!kind) return;
  if (context.model.kind(kind).role == Role::group) kind = find_kind(context, context.default_pass);
  model::Component component;
  component.name = std::string(text);
  component.path = context.scopes.path_of(implied.scope, text);
  component.kind = kind;
  component.role = context.model.kind(kind).role;
  component.group = context.scopes.at(implied.scope).group;
  component.span = implied.name.span();
  const ComponentId id(context.model.components.size());
  context.model.components.push_back(std::move(component));
  context.attributes_of.emplace_back();
  context.scopes.add(implied.scope, text, {id, {}});
}

}  // namespace

// Outer groups first, so that a name stands for one component however the file is ordered.
Ends imply_components(Context& context) {
  Ends ends;
  std::vector<Implied> implied;
  for (const Job& job : context.links) {
    ends.first.push_back(static_cast<std::uint32_t>(ends.members.size()));
    if (!job.node.is(Kind::connection)) continue;
    for_each_end(job.node, [&](Ref name) {
      const auto found = context.scopes.find(job.scope, name.text());
      ends.members.push_back(found.member);
      if (name.text().find('.') != std::string_view::npos) return;
      if (!found.member && found.several.empty()) implied.push_back({name, job.scope});
    });
  }
  std::stable_sort(implied.begin(), implied.end(), [&](const Implied& a, const Implied& b) {
    return context.scopes.at(a.scope).depth < context.scopes.at(b.scope).depth;
  });
  for (const Implied& one : implied) imply_component(context, one);
  return ends;
}

// An undeclared name that no arrow leads to is where requests come from.
void make_clients(Context& context) {
  const KindId source = find_kind(context, context.default_source);
  const KindId pass = find_kind(context, context.default_pass);
  std::vector<bool> led_to(context.model.components.size()), leads(led_to.size());
  for (const Arrow& arrow : context.model.arrows) {
    if (arrow.call == Call::relation) continue;
    leads[arrow.from.index()] = true;
    if (arrow.from != arrow.to) led_to[arrow.to.index()] = true;
  }
  for (std::size_t i = 0; i < led_to.size(); ++i) {
    auto& component = context.model.components[i];
    if (component.declared || component.kind != pass || led_to[i] || !leads[i]) continue;
    component.kind = source;
    component.role = Role::source;
  }
}

}  // namespace joist::resolve
