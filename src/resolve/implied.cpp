// Components that nobody declared: names that stand in arrows alone.
#include "resolve/implied.hpp"

#include <algorithm>

#include "base/nearest.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Role;
using syntax::Kind;

struct Implied {
  Ref name;
  ScopeId scope;
  std::uint32_t end = 0;  // index in Ends::members
};

template <class Visit>
void for_each_end(Ref connection, Visit&& visit) {
  for (Ref part : connection) {
    if (part.is(Kind::qname)) visit(part);
    if (part.is(Kind::target)) visit(part.first());
    if (!part.is(Kind::nodes) && !part.is(Kind::targets)) continue;
    for (Ref inner : part) {
      if (inner.is(Kind::qname)) visit(inner);
      if (inner.is(Kind::target)) visit(inner.first());
    }
  }
}

Member imply_component(Context& context, const Implied& implied) {
  const auto text = implied.name.text();
  // An outer or earlier use made it; one in another group is another.
  if (const Member known = context.scopes.find_around(implied.scope, text)) return known;
  KindId kind = find_kind(context, text);
  if (!kind || context.model.kind(kind).role == Role::group) {
    kind = find_kind(context, context.default_pass);
  }
  if (!kind) return {};
  const ComponentId id(context.model.components.size());
  model::Component& component = context.model.components.emplace_back();
  component.name = syntax::plain_name(text);
  component.path = context.scopes.path_of(implied.scope, text);
  component.kind = kind;
  component.role = context.model.kind(kind).role;
  component.group = context.scopes.at(implied.scope).group;
  component.span = implied.name.span();
  context.of_component.push_back(no_job);
  const Member member{id, {}};
  context.scopes.enter(implied.scope, text).member = member;
  return member;
}

}  // namespace

// Outer groups first, so that a name stands for one component however the file is ordered.
Ends imply_components(Context& context) {
  Ends ends;
  ends.first.reserve(context.links.size());
  ends.members.reserve(context.links.size() * 2);
  std::vector<Implied> implied;
  for (const Job& job : context.links) {
    ends.first.push_back(static_cast<std::uint32_t>(ends.members.size()));
    if (!job.node.is(Kind::connection)) continue;
    for_each_end(job.node, [&](Ref name) {
      const auto found = context.scopes.find(job.scope, name.text());
      const auto end = static_cast<std::uint32_t>(ends.members.size());
      ends.members.push_back(found.member);
      if (found.member || !found.several.empty()) return;
      if (name.text().find('.') != std::string_view::npos) return;
      implied.push_back({name, job.scope, end});
    });
  }
  std::stable_sort(implied.begin(), implied.end(), [&](const Implied& a, const Implied& b) {
    return context.scopes.at(a.scope).depth < context.scopes.at(b.scope).depth;
  });
  for (const Implied& one : implied) ends.members[one.end] = imply_component(context, one);
  context.removed.resize(context.model.components.size());
  return ends;
}

void make_clients(Context& context, const Traffic& traffic) {
  const KindId source = find_kind(context, context.default_source);
  const KindId pass = find_kind(context, context.default_pass);
  if (!source) return;
  for (std::size_t i = 0; i < context.model.components.size(); ++i) {
    auto& component = context.model.components[i];
    if (component.declared || component.kind != pass || traffic.in[i] || !traffic.out[i]) continue;
    if (context.kinds.count(component.name)) continue;  // called `service`, so it is one
    component.kind = source;
    component.role = Role::source;
  }
}

namespace {

// The role that a kind claims or inherits, without making it.
std::string_view role_of(const Context& context, std::string_view kind) {
  for (int depth = 0; depth < 64; ++depth) {
    const auto found = context.kinds.find(kind);
    if (found == context.kinds.end()) return {};
    const Ref statement = found->second.node;
    const Ref parent = statement.child(Kind::qname);
    if (!parent) return stated_role(statement);
    kind = parent.text();
  }
  return {};
}

// Kinds that would make another thing of a component than the plain one does.
std::vector<std::string_view> telling_kinds(const Context& context) {
  auto names = kind_names(context);
  std::erase_if(names, [&](std::string_view name) {
    const auto role = role_of(context, name);
    return role.empty() || role == "pass" || role == "source" || role == "group";
  });
  return names;
}

// `redis1` is a name that somebody chose, `reddis` a slip.
bool may_be_slip(std::string_view name) {
  return name.size() >= 5 && name.size() <= 64 &&
         std::none_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The closest of kinds that begin with the same letter; empty if none is close.
std::string_view closest_kind(std::string_view name, const std::vector<std::string_view>& kinds) {
  std::size_t limit = name.size() < 8 ? 1 : 2;
  std::string_view closest;
  for (const std::string_view kind : kinds) {
    if (kind.front() != name.front()) continue;
    const std::size_t distance = edit_distance(name, kind, limit);
    if (distance > limit || (distance == limit && !closest.empty())) continue;
    closest = kind;
    limit = distance;
  }
  return closest;
}

}  // namespace

void note_kind_slips(Context& context) {
  const KindId pass = find_kind(context, context.default_pass);
  std::vector<std::string_view> kinds;
  for (std::size_t i = 0; i < context.model.components.size(); ++i) {
    const auto& component = context.model.components[i];
    if (component.declared || component.kind != pass || !may_be_slip(component.name)) continue;
    if (kinds.empty()) kinds = telling_kinds(context);
    const auto closest = closest_kind(component.name, kinds);
    if (!closest.empty()) {
      context.model.kind_slips.emplace_back(ComponentId(i), std::string(closest));
    }
  }
}

}  // namespace joist::resolve
