// The first walk over the trees: every declaration becomes known by name, and all else is noted
// down for the steps that follow.
#include "resolve/declare.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace joist::resolve {

using syntax::Kind;

Job job(Ref node, const Where& where) {
  return {node, where.scope, where.flow, where.in_stage, where.around};
}

std::string_view last_part(std::string_view qualified) {
  const auto dot = qualified.rfind('.');
  return dot == std::string_view::npos ? qualified : qualified.substr(dot + 1);
}

// The statement behind `a: 1,`, where a comma makes one node more.
Ref unwrapped(Ref node) {
  return node.is(Kind::statement) ? node.first() : node;
}

void note_attribute(Context& context, AttributeJob::Owner owner, std::size_t index, Ref node,
                    const Where& where) {
  const auto key = last_part(node.child(Kind::key).text());
  const auto number = static_cast<std::uint32_t>(context.attributes.size());
  context.attributes.push_back(
      {owner, static_cast<std::uint32_t>(index), node, key, where.scope, where.in_stage, {}});
  if (owner == AttributeJob::Owner::component) context.attributes_of[index].push_back(number);
}

void report_duplicate(Context& context, Ref name, Span first) {
  Finding& finding = context.error("duplicate-name", name.span(),
                                   fmt::format("`{}` is declared twice", name.text()));
  finding.labels.push_back({first, "first declared here"});
  finding.help = "give one of them another name, or say all in one place";
}

// The attributes that stand in a block, those of other things (`api.replicas: 40`) left out.
void note_attributes(Context& context, Ref block, AttributeJob::Owner owner, std::size_t index,
                     const Where& where) {
  for (Ref child : block) {
    const Ref node = unwrapped(child);
    if (!node.is(Kind::attribute)) continue;
    if (node.child(Kind::key).text().find('.') != std::string_view::npos) continue;
    note_attribute(context, owner, index, node, where);
  }
}

namespace {

// --- flows, quantities, the design ------------------------------------------------------------

FlowId enter_flow(Context& context, Ref name, const Where& where) {
  auto& flows = context.scopes.at(where.scope).flows;
  if (const auto known = flows.find(name.text()); known != flows.end()) return known->second;
  const FlowId id(context.model.flows.size());
  model::Flow flow;
  flow.name = std::string(name.text());
  flow.path = context.scopes.path_of(where.scope, name.text());
  flow.span = name.span();
  context.model.flows.push_back(std::move(flow));
  flows.emplace(name.text(), id);
  return id;
}

void declare_flow(Context& context, Ref statement, const Where& where) {
  const FlowId id = enter_flow(context, statement.child(Kind::name), where);
  for (Ref child : statement) {
    if (child.is(Kind::string)) context.model.flows[id.index()].label = string_of(child);
    if (child.is(Kind::rate)) context.flow_rates.push_back({job(child, where), id, {}});
  }
  const Ref block = statement.child(Kind::block);
  if (!block) return;
  Where inside = where;
  inside.flow = id;
  inside.around = statement.span();
  note_attributes(context, block, AttributeJob::Owner::flow, id.index(), inside);
  declare_statements(context, block, inside);
}

void bind_here(Context& context, Ref statement, Ref name, ScopeId scope, const Where& where) {
  auto& names = context.scopes.at(scope).quantities;
  const auto key = last_part(name.text());
  const auto known = names.find(key);
  if (known != names.end()) {
    const auto id = known->second;
    const bool from_outside = scope != where.scope;  // `c1.users = 2M` on a named import
    if (!where.in_stage && !from_outside) {
      report_duplicate(context, name, context.model.quantities[id.index()].span);
      return;
    }
    context.bindings[id.index()] = job(statement, where);
    context.model.quantities[id.index()].span = name.span();
    return;
  }
  const QuantityId id(context.model.quantities.size());
  model::QuantityBinding binding;
  binding.name = std::string(key);
  binding.path = context.scopes.path_of(scope, key);
  binding.span = name.span();
  context.model.quantities.push_back(std::move(binding));
  context.bindings.push_back(job(statement, where));
  names.emplace(key, id);
}

// Why a quantity can't have that name; empty if it can.
std::string unusable_name(const Context& context, std::string_view name) {
  if (context.units.find(name)) return fmt::format("`{}` is a unit and can't be bound", name);
  constexpr std::string_view operators[] = {"of", "over", "in", "per"};
  if (std::find(std::begin(operators), std::end(operators), name) == std::end(operators)) return {};
  return fmt::format("`{}` is an operator and can't name a quantity", name);
}

void declare_binding(Context& context, Ref statement, const Where& where) {
  const Ref name = statement.child(Kind::qname);
  ScopeId scope = where.scope;
  const auto parts = split(name.text(), '.');
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const auto& inner = context.scopes.at(scope).inner;
    const auto next = inner.find(parts[i]);
    if (next == inner.end()) {
      context.error(
          "unknown-name", name.span(),
          fmt::format("there is no group or import `{}` to bind `{}` in", parts[i], name.text()));
      return;
    }
    scope = next->second;
  }
  bind_here(context, statement, name, scope, where);
  if (const auto reason = unusable_name(context, parts.back()); !reason.empty()) {
    context.error("unit-name", name.span(), reason).help = "give the quantity another name";
    // It keeps its name all the same, so that its uses are not faults of their own.
    const auto id = context.scopes.at(scope).quantities.at(parts.back());
    context.model.quantities[id.index()].failed = true;
  }
}

void declare_design(Context& context, Ref statement, const Where& where) {
  if (where.unit != 0) return;  // an imported file is a part of this design, not one of its own
  bool titled = false;
  for (Ref child : statement) {
    if (!child.is(Kind::string)) continue;
    (titled ? context.model.description : context.model.title) = string_of(child);
    titled = true;
  }
  context.model.span = statement.span();
  if (const Ref block = statement.child(Kind::block)) declare_statements(context, block, where);
}

void declare_kind(Context& context, Ref statement) {
  const Ref name = statement.child(Kind::name);
  const auto known = context.kinds.find(name.text());
  if (known == context.kinds.end()) {
    context.kinds.emplace(name.text(), KindSource{statement, false, {}, false});
    context.own_kinds.push_back(name.text());
    return;
  }
  if (!statement.child(Kind::qname)) {
    context.kind_changes.push_back(statement);
  } else if (known->second.in_stdlib) {
    known->second = KindSource{statement, false, {}, false};
  } else if (known->second.node != statement) {
    report_duplicate(context, name, known->second.node.child(Kind::name).span());
  }
}

// --- stages, imports, the rest ------------------------------------------------------------------

// A group is removed with all that stands in it.
void remove_group(Context& context, GroupId group) {
  for (std::size_t i = 0; i < context.model.components.size(); ++i) {
    for (GroupId g = context.model.components[i].group; g; g = context.model.at(g).parent) {
      if (g == group) context.removed[i] = true;
    }
  }
}

void remove_member(Context& context, Ref name, const Where& where) {
  // A component that only arrows make is not known yet; connect() removes it.
  const Member member = context.scopes.find(where.scope, name.text()).member;
  if (!member || member.removed) return;
  context.taken_out.emplace(name.span().file.value, name.span().begin);
  context.removed.resize(context.model.components.size());
  if (member.component) context.removed[member.component.index()] = true;
  if (member.group) remove_group(context, member.group);
  context.scopes.mark_removed(where.scope, name.text());
}

void declare_remove(Context& context, Ref statement, const Where& where) {
  const Ref what = statement.first();
  if (!where.in_stage) {
    context.error("misplaced-statement", statement.span(), "`remove` stands outside of a stage")
        .help = "only a `stage` changes what was declared; delete the declaration instead";
    return;
  }
  if (!what) return;
  context.links.push_back(job(statement, where));
  if (what.is(Kind::connection)) return;
  if (what.is(Kind::qname)) return remove_member(context, what, where);
  for (Ref name : what) remove_member(context, name, where);
}

void declare_import(Context& context, Ref statement, const Where& where) {
  const std::string path = string_of(statement.child(Kind::string));
  for (const auto& [name, index] : context.input.units[where.unit].imports) {
    if (name != path) continue;
    Where inside = where;
    inside.unit = index;
    if (const Ref as = statement.child(Kind::name)) {
      if (context.scopes.at(where.scope).inner.count(as.text())) {
        report_duplicate(context, as, statement.span());
        return;
      }
      const KindId kind = find_kind(context, context.default_group);
      add_group(context, as, kind, Ref(), where);
      inside.scope = context.scopes.at(where.scope).inner.at(as.text());
      context.scopes.at(inside.scope).sealed = true;
    }
    const bool is_new = context.entered.emplace(inside.scope.value, index).second;
    if (is_new) declare_statements(context, context.input.units[index].file->root(), inside);
    return;
  }
}

void declare_stage(Context& context, Ref statement, Where where) {
  if (where.unit != 0) return;
  context.stages.push_back(string_of(statement.child(Kind::string)));
  if (context.stages.size() > context.input.stages) return;
  where.in_stage = true;
  context.model.stage = context.stages.back();
  if (const Ref block = statement.child(Kind::block)) declare_statements(context, block, where);
}

void declare_units(Context& context, Ref statement) {
  for (Ref child : statement) {
    if (child.is(Kind::name)) context.units.declare(child.text());
  }
}

// An attribute that stands as a statement: `api.replicas: 40`, or one of the design.
void declare_attribute(Context& context, Ref node, const Where& where) {
  if (node.child(Kind::key).text().find('.') != std::string_view::npos) {
    context.dotted.push_back(job(node, where));
    return;
  }
  // Those of groups and flows were noted with their blocks.
  const bool at_top = !context.scopes.at(where.scope).group && where.flow == FlowId(0);
  if (at_top) note_attribute(context, AttributeJob::Owner::design, 0, node, where);
}

void declare_statement(Context& context, Ref node, const Where& where) {
  switch (node.kind()) {
    case Kind::component:
      return declare_component(context, node, where);
    case Kind::binding:
      return declare_binding(context, node, where);
    case Kind::flow:
      return declare_flow(context, node, where);
    case Kind::connection:
      context.links.push_back(job(node, where));
      return;
    case Kind::design:
      return declare_design(context, node, where);
    case Kind::stage:
      return declare_stage(context, node, where);
    case Kind::import:
      return declare_import(context, node, where);
    case Kind::remove:
      return declare_remove(context, node, where);
    case Kind::attribute:
      return declare_attribute(context, node, where);
    case Kind::need:
      context.needs.push_back(job(node, where));
      return;
    case Kind::feature:
      context.features.push_back(job(node, where));
      return;
    case Kind::decide:
      context.decisions.push_back(job(node, where));
      return;
    case Kind::endpoints:
      context.endpoints.push_back(job(node, where));
      return;
    case Kind::table:
      context.tables.push_back(job(node, where));
      return;
    case Kind::view:
      context.views.push_back(job(node, where));
      return;
    case Kind::allow:
    case Kind::allow_attribute:
      context.allowances.push_back(job(node, where));
      return;
    case Kind::assume:
      context.model.assumptions.push_back({string_of(node.child(Kind::string)), "", node.span()});
      return;
    case Kind::defer: {
      std::vector<std::string> texts;
      for (Ref child : node) texts.push_back(string_of(child));
      texts.resize(2);
      context.model.deferrals.push_back({texts[0], texts[1], node.span()});
      return;
    }
    default:
      return;  // kinds, types and units are known already; what is broken was reported
  }
}

}  // namespace

void declare_statements(Context& context, Ref parent, const Where& where) {
  for (Ref child : parent) declare_statement(context, unwrapped(child), where);
}

namespace {

// Kinds, types and units hold for the whole design, wherever they are written.
void collect_nouns(Context& context, Ref parent, ScopeId scope) {
  for (Ref child : parent) {
    const Ref node = unwrapped(child);
    if (node.is(Kind::kind)) declare_kind(context, node);
    if (node.is(Kind::unit)) declare_units(context, node);
    if (node.is(Kind::type_of)) {
      context.types[node.child(Kind::name).text()] = TypeSize{node, scope};
    }
    const bool holds = node.is(Kind::stage) || node.is(Kind::component) || node.is(Kind::flow);
    if (const Ref block = holds ? node.child(Kind::block) : Ref()) {
      collect_nouns(context, block, scope);
    }
  }
}

}  // namespace

void declare_names(Context& context) {
  context.root = context.scopes.open({}, "", {}, false);
  context.model.flows.emplace_back();  // the unnamed one
  for (const Unit& unit : context.input.units) {
    collect_nouns(context, unit.file->root(), context.root);
  }
  const auto& root = *context.input.units.front().file;
  context.model.span = {root.id, 0, 0};
  declare_statements(context, root.root(), {context.root, FlowId(0), false, 0, {}});
}

}  // namespace joist::resolve
