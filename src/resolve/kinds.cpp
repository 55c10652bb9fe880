// Kinds: what the stdlib and the design declare, resolved when first used, with what they inherit.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/context.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Attribute;
using syntax::Kind;

// The role that a root kind claims in its block, as written.
std::string_view stated_role(Ref statement) {
  const Ref block = statement.child(Kind::block);
  if (!block) return {};
  for (Ref child : block) {
    const Ref node = child.is(Kind::statement) ? child.first() : child;
    if (!node.is(Kind::attribute) || node.child(Kind::key).text() != "role") continue;
    for (Ref part : node) {
      if (!part.is(Kind::key)) return part.text();
    }
  }
  return {};
}

// Another name of its parent: a parent and nothing else.
bool is_alias(Ref statement) {
  return statement.has(Kind::qname) && !statement.has(Kind::string) && !statement.has(Kind::block);
}

// Reads the attributes of a kind's block; `early` ones alone while names are declared, because role
// and domain decide what a declaration is, and all others may use quantities that come later.
void read_block(Context& context, model::Kind& kind, Ref block, bool early) {
  model::Attributes own;
  for (Ref child : block) {
    const Ref node = child.is(Kind::statement) ? child.first() : child;
    if (node.is(Kind::attribute)) {
      const auto key = node.child(Kind::key).text();
      if (early && key != "role" && key != "domain") continue;
      read_attribute(context, own, {node, model::on_kind, context.root, kind.name, {}, false, {}});
    } else if (!early && !node.is(Kind::allow_attribute) && node.kind() < Kind::bad) {
      context.error("misplaced-statement", node.span(), "a kind holds attributes only");
    }
  }
  merge_over(kind.attributes, std::move(own));
}

void take_role(Context& context, model::Kind& kind, Ref statement) {
  const auto* role = kind.attributes.text(Attribute::role);
  if (role == nullptr) {
    Finding& finding =
        context.error("unknown-kind", statement.child(Kind::name).span(),
                      fmt::format("the new kind `{}` has neither a parent nor a role", kind.name));
    finding.help = fmt::format("name a parent: `kind {} : service`", kind.name);
    return;
  }
  kind.role = model::find_role(role->value()).value_or(model::Role::pass);
}

KindId build(Context& context, std::string_view name, KindSource& source) {
  const Ref statement = source.node;
  model::Kind kind;
  kind.name = std::string(name);
  kind.span = statement.child(Kind::name).span();
  kind.in_stdlib = source.in_stdlib;
  if (const Ref parent_name = statement.child(Kind::qname)) {
    const KindId parent = find_kind(context, parent_name.text());
    if (parent) {
      const model::Kind& inherited = context.model.kind(parent);
      kind.parent = parent;
      kind.role = inherited.role;
      kind.label = inherited.label;
      if (const auto* domain = inherited.attributes.text(Attribute::domain)) {
        kind.attributes.texts.push_back(*domain);
      }
    } else {
      Finding& finding = context.error("unknown-kind", parent_name.span(),
                                       fmt::format("there is no kind `{}`", parent_name.text()));
      suggest(context, finding, parent_name, [&] { return kind_names(context); });
    }
  }
  if (const Ref label = statement.child(Kind::string)) kind.label = string_of(label);
  if (const Ref block = statement.child(Kind::block)) read_block(context, kind, block, true);
  if (!statement.has(Kind::qname)) take_role(context, kind, statement);
  for (Ref change : context.kind_changes) {
    if (change.child(Kind::name).text() != name) continue;
    if (const Ref label = change.child(Kind::string)) kind.label = string_of(label);
  }
  context.model.kinds.push_back(std::move(kind));
  context.kind_nodes.push_back(statement);
  return KindId(context.model.kinds.size() - 1);
}

void report_ring(Context& context, std::string_view name, const KindSource& source) {
  Finding& finding = context.error("definition-ring", source.node.child(Kind::name).span(),
                                   fmt::format("the kind `{}` descends from itself", name));
  finding.help = "name another parent";
}

void collect(Context& context, Ref statement) {
  switch (statement.kind()) {
    case Kind::kind: {
      const auto name = statement.child(Kind::name).text();
      context.kinds.emplace(name, KindSource{statement, true, {}, false});
      if (statement.has(Kind::qname)) {
        if (is_alias(statement)) {
          context.aliases[statement.child(Kind::qname).text()].push_back(name);
        }
        return;
      }
      const auto role = stated_role(statement);
      const auto take = [&](std::string_view& first, std::string_view wanted) {
        if (first.empty() && role == wanted) first = name;
      };
      take(context.default_source, "source");
      take(context.default_pass, "pass");
      take(context.default_group, "group");
      return;
    }
    case Kind::unit:
      for (Ref name : statement) {
        if (name.is(Kind::name)) context.units.declare(name.text());
      }
      return;
    case Kind::type_of:
      context.types.emplace(statement.child(Kind::name).text(), TypeSize{statement, {}});
      return;
    default:
      return;
  }
}

}  // namespace

void collect_stdlib(Context& context) {
  for (const syntax::File* file : context.input.stdlib) {
    for (Ref statement : file->root()) collect(context, statement);
  }
}

// In the order of making: a parent stands before its children.
void read_kinds(Context& context) {
  for (std::size_t i = 0; i < context.model.kinds.size(); ++i) {
    auto& kind = context.model.kinds[i];
    const Ref statement = context.kind_nodes[i];
    model::Attributes attributes;
    if (kind.parent) attributes = context.model.kind(kind.parent).attributes;
    kind.attributes = std::move(attributes);
    if (const Ref block = statement.child(Kind::block)) read_block(context, kind, block, false);
    for (Ref change : context.kind_changes) {
      if (change.child(Kind::name).text() != kind.name) continue;
      if (const Ref block = change.child(Kind::block)) read_block(context, kind, block, false);
    }
  }
}

std::vector<std::string_view> kind_names(const Context& context) {
  std::vector<std::string_view> names;
  names.reserve(context.kinds.size());
  for (const auto& [name, source] : context.kinds) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

KindId find_kind(Context& context, std::string_view name) {
  const auto found = context.kinds.find(name);
  if (found == context.kinds.end()) return {};
  KindSource& source = found->second;
  if (source.id) return source.id;
  if (source.running) {
    report_ring(context, name, source);
    return {};
  }
  source.running = true;
  KindId id;
  if (source.in_stdlib && is_alias(source.node)) {
    id = find_kind(context, source.node.child(Kind::qname).text());
  } else {
    id = build(context, name, source);
    if (const auto names = context.aliases.find(name); names != context.aliases.end()) {
      auto& kind = context.model.kinds[id.index()];
      kind.aliases.assign(names->second.begin(), names->second.end());
    }
  }
  source.id = id;
  source.running = false;
  return id;
}

}  // namespace joist::resolve
