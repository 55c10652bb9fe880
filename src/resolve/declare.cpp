// The first walk over the trees: every declaration becomes known by name, and all else is noted
// down for the steps that follow.
#include "resolve/declare.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/refer.hpp"

namespace joist::resolve {

using syntax::Kind;

Job job(Ref node, const Where& where) {
  return {node, where.scope, where.flow, where.stage, where.around};
}

std::string_view last_part(std::string_view qualified) {
  const auto dot = qualified.rfind('.');
  return dot == std::string_view::npos ? qualified : qualified.substr(dot + 1);
}

Ref unwrapped(Ref node) {
  return node.is(Kind::statement) ? node.first() : node;
}

void report_duplicate(Context& context, Ref name, Span first) {
  Finding& finding = context.error("duplicate-name", name.span(),
                                   fmt::format("`{}` is declared twice", name.text()));
  finding.labels.push_back({first, "first declared here"});
  finding.help = "give one of them another name, or say all in one place";
}

namespace {

void report_misplaced(Context& context, Ref statement, std::string message, std::string help) {
  context.error("misplaced-statement", statement.span(), std::move(message)).help = std::move(help);
}

bool at_top(const Context& context, const Where& where) {
  return where.scope == context.root && where.flow == FlowId(0);
}

// --- flows and the design ---------------------------------------------------------------------

FlowId enter_flow(Context& context, Ref name, const Where& where) {
  const Entry* known = context.scopes.entry(where.scope, name.text());
  if (known != nullptr && known->flow) {
    refer(context, name.text(), name.span(), known->flow);
    return known->flow;
  }
  const FlowId id(context.model.flows.size());
  model::Flow flow;
  flow.name = syntax::plain_name(name.text());
  flow.path = context.scopes.path_of(where.scope, name.text());
  flow.span = name.span();
  context.model.flows.push_back(std::move(flow));
  context.of_flow.push_back(no_job);
  context.rate_of.push_back(no_job);
  context.scopes.enter(where.scope, name.text()).flow = id;
  refer(context, name.text(), name.span(), id);
  return id;
}

void report_twice(Context& context, Ref again, std::string_view what, std::string_view help) {
  context.error("duplicate-attribute", again.span(), fmt::format("{} is stated twice", what)).help =
      help;
}

void note_header(Context& context, Ref statement, FlowId id, const Where& where) {
  auto& flow = context.model.flows[id.index()];
  bool labelled = false, rated = false;
  for (Ref child : statement) {
    if (child.is(Kind::string)) {
      std::string label = label_of(child);
      const bool differs = where.stage == 0 && !flow.label.empty() && flow.label != label;
      if (labelled || differs) {
        report_twice(context, child, fmt::format("the label of `{}`", flow.path), "keep one");
        continue;
      }
      flow.label = std::move(label);
      labelled = true;
    }
    if (!child.is(Kind::rate)) continue;
    if (rated) {
      report_twice(context, child, fmt::format("the rate of `{}`", flow.path),
                   "keep one, or add them: `@ a + b`");
      continue;
    }
    auto& latest = context.rate_of[id.index()];
    context.flow_rates.push_back({job(child, where), id, {}, latest, {}});
    latest = static_cast<std::uint32_t>(context.flow_rates.size() - 1);
    rated = true;
  }
}

bool belongs_in_flow(Kind kind) {
  return kind == Kind::connection || kind == Kind::need || kind == Kind::attribute ||
         kind == Kind::allow_attribute || kind == Kind::remove || kind >= Kind::bad;
}

void declare_flow(Context& context, Ref statement, const Where& where) {
  const FlowId id = enter_flow(context, statement.child(Kind::name), where);
  note_header(context, statement, id, where);
  const Ref block = statement.child(Kind::block);
  if (!block) return;
  for (Ref child : block) {
    const Ref node = unwrapped(child);
    // A stage or design that stands inside of something says so itself.
    const bool reports_itself = node.is(Kind::stage) || node.is(Kind::design);
    if (belongs_in_flow(node.kind()) || reports_itself) continue;
    report_misplaced(
        context, node,
        fmt::format("the flow `{}` holds arrows, needs and attributes", context.model.at(id).path),
        "write this outside of its block");
  }
  Where inside = where;
  inside.flow = id;
  inside.around = statement.span();
  note_attributes(context, block, AttributeJob::Owner::flow, id.index(), inside);
  declare_statements(context, block, inside);
}

void declare_design(Context& context, Ref statement, const Where& where) {
  if (where.unit != 0) return;  // an imported file is a part of this design, not one of its own
  if (!at_top(context, where)) {
    return report_misplaced(context, statement, "`design` stands inside of something else",
                            "write it at the top of the file");
  }
  if (context.design && context.design_stage == where.stage) {
    Finding& finding = context.error("duplicate-name", statement.span(),
                                     "a file is one design, and this names it twice");
    finding.labels.push_back({context.design.span(), "first named here"});
    finding.help = "say all in one place";
    return;
  }
  context.design = statement;
  context.design_stage = where.stage;
  bool titled = false;
  for (Ref child : statement) {
    if (!child.is(Kind::string)) continue;
    (titled ? context.model.description : context.model.title) = label_of(child);
    titled = true;
  }
  context.model.span = statement.span();
  if (const Ref block = statement.child(Kind::block)) declare_statements(context, block, where);
}

// --- stages and imports -------------------------------------------------------------------------

}  // namespace

bool is_full(Context& context, Ref statement) {
  constexpr std::size_t most = 2'500'000;  // as many as a quarter of a million components
  const auto& model = context.model;
  const std::size_t held = (model.components.size() + model.groups.size()) * 10 +
                           context.links.size() + context.attributes.size();
  if (held <= most) return false;
  if (!context.full) {
    Span span = statement.span();
    span.end = std::min(span.end, span.begin + 60);
    context.error("too-large", span, "with what stands here the design is too large to be held")
        .help = "have fewer copies: bodies that several groups share, and named imports, multiply";
  }
  context.full = true;
  return true;
}

namespace {

// A file that could not be read was reported: what it would declare is passed over in silence.
void declare_unread(Context& context, Ref name, const Where& where) {
  context.blind |= !name;
  if (!name) return;
  Member& member = context.scopes.enter(where.scope, name.text()).member;
  if (!member) member.removed = true;
}

void declare_import(Context& context, Ref statement, const Where& where) {
  const Ref as = statement.child(Kind::name);
  const std::string path = string_of(statement.child(Kind::string));
  for (const auto& [name, index] : context.input.units[where.unit].imports) {
    if (name != path) continue;
    if (is_full(context, statement)) return;
    Where inside = where;
    inside.unit = index;
    if (as) {
      const Entry* known = context.scopes.entry(where.scope, as.text());
      if (known != nullptr && known->member) {
        const Member member = known->member;
        if (member.removed) return;
        return report_duplicate(context, as,
                                member.group ? context.model.at(member.group).span
                                             : context.model.at(member.component).span);
      }
      const GroupId group =
          add_group(context, as, find_kind(context, context.default_group), where);
      inside.scope = context.scope_of[group.index()];
      context.scopes.at(inside.scope).sealed = true;
    }
    const bool is_new = context.entered.emplace(inside.scope.value, index).second;
    if (is_new) declare_statements(context, context.input.units[index].file->root(), inside);
    return;
  }
  declare_unread(context, as, where);
}

// Once, however many copies of the file there are.
void report_passed_over(Context& context, Ref statement) {
  const Ref label = statement.child(Kind::string);
  const Span span = label ? label.span() : statement.span();
  const auto is_known = [&](const Finding& finding) {
    return finding.rule == "passed-over" && finding.span == span;
  };
  if (std::any_of(context.findings.begin(), context.findings.end(), is_known)) return;
  context
      .report("passed-over", Severity::note, span,
              fmt::format("the stage `{}` counts only where this file is the design itself, not "
                          "where it is imported",
                          string_of(label)))
      .help = "write the stage in the file that imports this one";
}

void declare_stage(Context& context, Ref statement, Where where) {
  if (where.unit != 0) return report_passed_over(context, statement);
  if (!at_top(context, where) || where.stage > 0) {
    return report_misplaced(
        context, statement, "`stage` stands inside of something else",
        "write it at the top of the file; stages build on one another in order");
  }
  std::string label = string_of(statement.child(Kind::string));
  if (std::find(context.stages.begin(), context.stages.end(), label) != context.stages.end()) {
    context
        .error("duplicate-name", statement.child(Kind::string).span(),
               fmt::format("the stage `{}` is there twice", label))
        .help = "give each stage a label of its own";
  }
  context.stages.push_back(std::move(label));
  if (context.stages.size() > context.input.stages) return;
  where.stage = static_cast<std::uint32_t>(context.stages.size());
  context.stage_spans.push_back(statement.span());
  context.model.stage = context.stages.back();
  if (const Ref block = statement.child(Kind::block)) declare_statements(context, block, where);
}

// An attribute that stands as a statement: `api.replicas: 40`, or one of the design.
void declare_attribute(Context& context, Ref node, const Where& where) {
  const auto key = node.child(Kind::key).text();
  if (key.find('.') != std::string_view::npos) {
    context.dotted.push_back(job(node, where));
  } else if (!context.scopes.at(where.scope).group && where.flow == FlowId(0)) {
    // Those of groups and flows were noted with their blocks.
    note_attribute(context, AttributeJob::Owner::design, 0, job(node, where));
  }
}

void declare_defer(Context& context, Ref node) {
  std::vector<std::string> texts;
  for (Ref child : node) texts.push_back(string_of(child));
  texts.resize(2);
  context.model.deferrals.push_back({texts[0], texts[1], node.span()});
}

// The list of jobs that a statement is read from later, if it is one of those.
std::vector<Job>* jobs_for(Context& context, Kind kind) {
  switch (kind) {
    case Kind::connection:
      return &context.links;
    case Kind::need:
      return &context.needs;
    case Kind::feature:
      return &context.features;
    case Kind::decide:
      return &context.decisions;
    case Kind::endpoints:
      return &context.endpoints;
    case Kind::table:
      return &context.tables;
    case Kind::view:
      return &context.views;
    case Kind::allow:
    case Kind::allow_attribute:
      return &context.allowances;
    default:
      return nullptr;
  }
}

void declare_statement(Context& context, Ref node, const Where& where) {
  if (auto* jobs = jobs_for(context, node.kind())) {
    jobs->push_back(job(node, where));
    return;
  }
  switch (node.kind()) {
    case Kind::component:
      return declare_component(context, node, where);
    case Kind::binding:
      return declare_binding(context, node, where);
    case Kind::flow:
      return declare_flow(context, node, where);
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
    case Kind::assume:
      context.model.assumptions.push_back({string_of(node.child(Kind::string)), "", node.span()});
      return;
    case Kind::defer:
      return declare_defer(context, node);
    case Kind::kind:
    case Kind::type_of:
      if (where.scope != context.root) context.scope_of_noun[node.span()] = where.scope;
      return;  // known already, but not where its quantities are looked for
    default:
      return;  // units are known already; what is broken was reported
  }
}

}  // namespace

void declare_statements(Context& context, Ref parent, const Where& where) {
  for (Ref child : parent) declare_statement(context, unwrapped(child), where);
}

void declare_names(Context& context) {
  context.root = context.scopes.open({}, "", {}, false);
  context.model.flows.emplace_back();  // the unnamed one
  context.of_flow.push_back(no_job);
  context.rate_of.push_back(no_job);
  collect_nouns(context);
  const auto& root = *context.input.units.front().file;
  context.model.span = {root.id, 0, 0};
  declare_statements(context, root.root(), {context.root, FlowId(0), 0, 0, {}});
  context.removed.resize(context.model.components.size());
  context.removed_groups.resize(context.model.groups.size());
}

}  // namespace joist::resolve
