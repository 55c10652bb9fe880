// Declarations of components and groups: new ones, and what stages say again of known ones.
#include <algorithm>

#include <fmt/format.h>

#include "resolve/declare.hpp"
#include "resolve/refer.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using syntax::Kind;

void describe(Context& context, ComponentId id, Ref statement, Ref name, KindId kind) {
  auto& component = context.model.components[id.index()];
  component.kind = kind;
  component.role = context.model.kind(kind).role;
  component.span = name.span();
  component.statement = statement.span();
  component.declared = true;
  component.block = statement.has(Kind::block);
}

ComponentId add_component(Context& context, Ref statement, Ref name, KindId kind,
                          const Where& where) {
  const ComponentId id(context.model.components.size());
  auto& component = context.model.components.emplace_back();
  component.name = syntax::plain_name(name.text());
  component.path = context.scopes.path_of(where.scope, name.text());
  component.group = context.scopes.at(where.scope).group;
  describe(context, id, statement, name, kind);
  context.of_component.push_back(no_job);
  context.scopes.enter(where.scope, name.text()).member = {id, {}};
  refer(context, name, Member{id, {}});
  return id;
}

// What was said of it before it was removed is forgotten.
void forget_attributes(Context& context, std::uint32_t& latest) {
  for (auto job = latest; job != no_job; job = context.attributes[job].next) {
    context.attributes[job].state = Progress::done;
  }
  latest = no_job;
}

// Removed by a stage and declared again by a later one: the same thing, so that arrows of before
// its removal are known to be gone.
ComponentId revive(Context& context, ComponentId id, Ref statement, Ref name, KindId kind,
                   const Where& where) {
  forget_attributes(context, context.of_component[id.index()]);
  context.removed[id.index()] = false;
  context.revived[id.value] = where.stage;
  context.model.components[id.index()].label.clear();
  describe(context, id, statement, name, kind);
  context.scopes.enter(where.scope, name.text()).member = {id, {}};
  refer(context, name, Member{id, {}});
  return id;
}

// A component declared once more: in a stage it is changed, elsewhere that is one too many.
ComponentId redeclare(Context& context, Ref statement, Ref name, KindId kind, const Where& where) {
  const Entry* known = context.scopes.entry(where.scope, name.text());
  const Member member = known == nullptr ? Member() : known->member;
  if (!member || (member.removed && !member.component)) {
    return add_component(context, statement, name, kind, where);
  }
  if (member.removed) return revive(context, member.component, statement, name, kind, where);
  if (where.stage == 0 || member.group) {
    const Span first = member.group ? context.model.at(member.group).span
                                    : context.model.at(member.component).span;
    report_duplicate(context, name, first);
    return {};
  }
  refer(context, name, member);
  auto& component = context.model.components[member.component.index()];
  component.kind = kind;
  component.role = context.model.kind(kind).role;
  return member.component;
}

void declare_members(Context& context, Ref statement, KindId kind, const Where& where) {
  const Ref block = statement.child(Kind::block);
  ComponentId last;
  for (Ref child : statement) {
    if (child.is(Kind::name)) {
      last = redeclare(context, statement, child, kind, where);
      if (!last || !block) continue;
      note_attributes(context, block, AttributeJob::Owner::component, last.index(), where);
    } else if (child.is(Kind::string) && last) {
      context.model.components[last.index()].label = label_of(child);
    }
  }
  if (!block) return;
  for (Ref item : block) {
    const Ref node = unwrapped(item);
    if (node.is(Kind::allow_attribute)) {
      context.allowances.push_back({node, where.scope, where.flow, where.stage, statement.span()});
    } else if (!node.is(Kind::attribute) && node.kind() < Kind::bad) {
      context
          .error("misplaced-statement", node.span(),
                 fmt::format("`{}` holds attributes only", statement.child(Kind::name).text()))
          .help =
          "write this outside of its block; only groups (`region`, `zone`, `group`) hold "
          "statements";
    }
  }
}

// --- groups ---------------------------------------------------------------------------------

model::Level level_of(const model::Kind& kind) {
  const auto* domain = kind.attributes.text(model::Attribute::domain);
  if (domain == nullptr) return model::Level::none;
  if (domain->value() == "zone") return model::Level::zone;
  if (domain->value() == "region") return model::Level::region;
  return model::Level::rack;
}

bool states_availability(Ref block) {
  for (Ref child : block) {
    const Ref node = unwrapped(child);
    if (!node.is(Kind::attribute)) continue;
    const auto key = node.child(Kind::key).text();
    if (key == "availability" || key == "mtbf") return true;
  }
  return false;
}

}  // namespace

void make_domain(Context& context, GroupId id) {
  auto& group = context.model.groups[id.index()];
  if (group.domain) return;
  const auto level = level_of(context.model.kind(group.kind));
  group.domain = model::DomainId(context.model.domains.size());
  context.model.domains.push_back({group.path, level, context.model.domain_of(group.parent), id});
}

GroupId add_group(Context& context, Ref name, KindId kind, const Where& where) {
  const GroupId id(context.model.groups.size());
  model::Group group;
  group.name = syntax::plain_name(name.text());
  group.path = context.scopes.path_of(where.scope, name.text());
  group.kind = kind;
  group.parent = context.scopes.at(where.scope).group;
  group.span = name.span();
  context.model.groups.push_back(std::move(group));
  context.of_group.push_back(no_job);
  context.scopes.enter(where.scope, name.text()).member = {{}, id};
  context.scope_of.push_back(context.scopes.open(where.scope, name.text(), id, false));
  refer(context, name, Member{{}, id});
  if (level_of(context.model.kind(kind)) != model::Level::none) make_domain(context, id);
  return id;
}

namespace {

// The group of that name here, made if it is new; none if a component has the name. A group that is
// declared twice is reported and goes on, so that what stands in it is known.
GroupId enter_group(Context& context, Ref name, KindId kind, const Where& where) {
  const Entry* known = context.scopes.entry(where.scope, name.text());
  const Member member = known == nullptr ? Member() : known->member;
  if (!member || (member.removed && !member.group)) return add_group(context, name, kind, where);
  if (member.removed) {
    forget_attributes(context, context.of_group[member.group.index()]);
    context.removed_groups[member.group.index()] = false;
    context.scopes.at(context.scope_of[member.group.index()]).removed = false;
    context.scopes.enter(where.scope, name.text()).member = {{}, member.group};
    return member.group;
  }
  refer(context, name, member);
  if (where.stage > 0 && member.group) return member.group;
  report_duplicate(
      context, name,
      member.group ? context.model.at(member.group).span : context.model.at(member.component).span);
  return member.group;
}

void declare_groups(Context& context, Ref statement, KindId kind, const Where& where) {
  const Ref block = statement.child(Kind::block);
  GroupId last;
  std::vector<GroupId> made;
  for (Ref child : statement) {
    if (child.is(Kind::name)) {
      last = enter_group(context, child, kind, where);
      if (last) made.push_back(last);
    } else if (child.is(Kind::string) && last) {
      context.model.groups[last.index()].label = label_of(child);
    }
  }
  if (!block) return;
  const bool fails_together = states_availability(block);
  for (const GroupId group : made) {
    if (is_full(context, statement)) return;
    if (fails_together) make_domain(context, group);
    Where inside = where;
    inside.scope = context.scope_of[group.index()];
    inside.around = statement.span();
    note_attributes(context, block, AttributeJob::Owner::group, group.index(), inside);
    declare_statements(context, block, inside);
  }
}

}  // namespace

namespace {

// A block with statements shows that a group was meant.
bool holds_statements(Ref block) {
  if (!block) return false;
  for (Ref item : block) {
    const Ref node = unwrapped(item);
    const bool attribute = node.is(Kind::attribute) || node.is(Kind::allow_attribute);
    if (!attribute && node.kind() < Kind::bad) return true;
  }
  return false;
}

// `api service` for `service api`: says so, and gives the kind. What is declared keeps the name
// that stands second, as arrows to it are not known to be meant otherwise.
KindId turned_round(Context& context, Ref statement, Finding& finding) {
  const Ref first = statement.child(Kind::qname);
  const Ref second = statement.child(Kind::name);
  const KindId kind = find_kind(context, second.text());
  const bool group = kind && context.model.kind(kind).role == model::Role::group;
  if (!kind || group || first.text().find('.') != std::string_view::npos) return {};
  finding.help = fmt::format("the kind comes first: `{} {}`", second.text(), first.text());
  finding.fixes.push_back(
      {fmt::format("write `{} {}`", second.text(), first.text()),
       false,
       {{first.span(), std::string(second.text())}, {second.span(), std::string(first.text())}}});
  return kind;
}

// `load balancer lb`
KindId kind_in_two_words(Context& context, Ref statement, Finding& finding) {
  const Ref first = statement.child(Kind::qname), second = statement.child(Kind::name);
  const std::string whole = fmt::format("{}_{}", first.text(), second.text());
  const auto names = kind_names(context);
  const auto found = std::find(names.begin(), names.end(), whole);
  if (found == names.end()) return {};
  finding.help = fmt::format("write `{} NAME`", whole);
  return find_kind(context, *found);
}

// Whether the word is a slip of the kind's name, though the name behind it is a kind as well:
// `postgress db`. Short names and numbered ones are more often names: `app service`, `db1
// postgres`.
bool is_slip(std::string_view word, std::string_view closest) {
  constexpr std::size_t least = 5;
  return !closest.empty() && word.size() >= least && (word.back() < '0' || word.back() > '9');
}

// There is no kind of that name: reported. What stands in for it is the closest, so that what
// follows from the role is not said to be wrong as well.
KindId stand_in(Context& context, Ref statement, Ref name) {
  Finding& finding =
      context.error("unknown-kind", name.span(), fmt::format("there is no kind `{}`", name.text()));
  if (const KindId whole = kind_in_two_words(context, statement, finding)) return whole;
  const auto closest = context.closest(name.text(), [&] { return kind_names(context); });
  if (!is_slip(name.text(), closest)) {
    if (const KindId turned = turned_round(context, statement, finding)) return turned;
  }
  if (name.text() == "survive") {
    finding.help = fmt::format("write `need survive {}`", statement.child(Kind::name).text());
    return find_kind(context, context.default_pass);
  }
  suggest(finding, name.span(), closest);
  if (finding.help.empty()) {
    finding.help = fmt::format("declare it: `kind {} : service`; `joist kinds` lists what there is",
                               last_part(name.text()));
    context.kindless.insert(statement.span());
  }
  const Ref block = statement.child(Kind::block);
  const bool group = holds_statements(block);
  const KindId kind = closest.empty() ? KindId() : find_kind(context, closest);
  const bool is_group = kind && context.model.kind(kind).role == model::Role::group;
  if (kind && (is_group == group || !block)) return kind;
  return find_kind(context, group ? context.default_group : context.default_pass);
}

}  // namespace

void declare_component(Context& context, Ref statement, const Where& where) {
  const Ref kind_name = statement.child(Kind::qname);
  KindId kind = find_kind(context, kind_name.text());
  if (!kind) kind = stand_in(context, statement, kind_name);
  if (!kind) return;
  refer_kind(context, kind_name.text(), kind_name.span());
  if (context.model.kind(kind).role == model::Role::group) {
    declare_groups(context, statement, kind, where);
  } else {
    declare_members(context, statement, kind, where);
  }
}

}  // namespace joist::resolve
