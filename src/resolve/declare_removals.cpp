// What stages remove: components and groups by name, at once; arrows later, once they are known.
#include <fmt/format.h>

#include "resolve/declare.hpp"
#include "resolve/refer.hpp"

namespace joist::resolve {
namespace {

using syntax::Kind;

void remove_component(Context& context, ComponentId id, Removal& removal) {
  context.removed[id.index()] = true;
  removal.components.push_back(id);
}

// A group is removed with all that stands in it.
void remove_scope(Context& context, ScopeId scope, std::uint32_t place, Removal& removal) {
  const GroupId group = context.scopes.at(scope).group;
  context.removed_groups[group.index()] = true;
  removal.groups.push_back(group);
  context.scopes.at(scope).removed = true;
  for (const std::uint32_t entry : context.scopes.at(scope).entries) {
    Member& member = context.scopes.entry(entry).member;
    if (!member || member.removed) continue;
    member.removed = true;
    member.removed_at = place;
    if (member.component) remove_component(context, member.component, removal);
    if (member.group) remove_scope(context, context.scope_of[member.group.index()], place, removal);
  }
}

void remove_member(Context& context, Ref name, const Where& where, Removal& removal) {
  const Member member = context.scopes.find(where.scope, name.text()).member;
  refer(context, name, member);
  if (!member || member.removed) {
    removal.unknown.push_back(name);  // a component that only arrows make; connect() looks for it
    return;
  }
  if (member.component) remove_component(context, member.component, removal);
  const std::uint32_t place = name.span().begin;
  if (member.group) remove_scope(context, context.scope_of[member.group.index()], place, removal);
  context.scopes.mark_removed(where.scope, name.text(), place);
}

}  // namespace

void declare_remove(Context& context, Ref statement, const Where& where) {
  const Ref what = statement.first();
  if (where.stage == 0) {
    context.error("misplaced-statement", statement.span(), "`remove` stands outside of a stage")
        .help = "only a `stage` changes what was declared; delete the declaration instead";
    return;
  }
  if (!what) return;
  Removal& removal = context.removals[static_cast<std::uint32_t>(context.links.size())];
  context.links.push_back(job(statement, where));
  if (what.is(Kind::connection)) return;
  context.removed.resize(context.model.components.size());
  context.removed_groups.resize(context.model.groups.size());
  if (what.is(Kind::qname)) return remove_member(context, what, where, removal);
  for (Ref name : what) remove_member(context, name, where, removal);
}

}  // namespace joist::resolve
