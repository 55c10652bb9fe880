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

// A later statement on a kind that there is already.
bool is_change(const model::Kind& kind, Ref statement) {
  return statement.child(Kind::name).span() != kind.span;
}

// Reads the attributes of a kind's block; `early` ones alone while names are declared, because role
// and domain decide what a declaration is, and all others may use quantities that come later.
void read_block(Context& context, const model::Kind& kind, Ref statement, bool early,
                model::Attributes& attributes) {
  const Ref block = statement.child(Kind::block);
  if (!block) return;
  const auto home = context.scope_of_noun.find(statement.span());
  const ScopeId scope = home == context.scope_of_noun.end() ? context.root : home->second;
  model::Attributes own;
  for (Ref child : block) {
    const Ref node = child.is(Kind::statement) ? child.first() : child;
    if (node.is(Kind::attribute)) {
      const auto key = node.child(Kind::key).text();
      if (early && key != "role" && key != "domain") continue;
      read_attribute(context, own, {node, model::on_kind, scope, kind.name, {}, {}});
    } else if (!early && !node.is(Kind::allow_attribute) && node.kind() < Kind::bad) {
      context.error("misplaced-statement", node.span(), "a kind holds attributes only").help =
          "write this outside of its block";
    }
  }
  if (!early && own.text(Attribute::role) != nullptr &&
      (kind.parent || is_change(kind, statement))) {
    const Span span = own.text(Attribute::role)->span;
    context
        .error("misplaced-attribute", span,
               fmt::format("`{}` has the role `{}` already", kind.name, model::text(kind.role)))
        .help = "only a new kind without a parent claims a role";
    std::erase_if(own.texts, [](const auto& text) { return text.attribute == Attribute::role; });
  }
  merge_over(attributes, std::move(own));
}

void take_role(Context& context, model::Kind& kind, Ref statement) {
  if (const auto* role = kind.attributes.text(Attribute::role)) {
    kind.role = model::find_role(role->value()).value_or(model::Role::pass);
    return;
  }
  if (!stated_role(statement).empty()) return;  // one that there is not, and reported as such
  Finding& finding =
      context.error("unknown-kind", statement.child(Kind::name).span(),
                    fmt::format("the new kind `{}` has neither a parent nor a role", kind.name));
  suggest(context, finding, statement.child(Kind::name), [&] { return kind_names(context); });
  if (finding.help.empty()) {
    finding.help = fmt::format("name a parent: `kind {} : service`", kind.name);
  }
}

KindId build(Context& context, std::string_view name, const KindSource& source, KindId parent) {
  const Ref statement = source.node;
  model::Kind kind;
  kind.name = std::string(name);
  kind.span = statement.child(Kind::name).span();
  kind.in_stdlib = source.in_stdlib;
  if (parent) {
    const model::Kind& inherited = context.model.kind(parent);
    kind.parent = parent;
    kind.role = inherited.role;
    kind.label = inherited.label;
    if (const auto* domain = inherited.attributes.text(Attribute::domain)) {
      kind.attributes.texts.push_back(*domain);
    }
  }
  if (const Ref label = statement.child(Kind::string)) kind.label = label_of(label);
  read_block(context, kind, statement, true, kind.attributes);
  if (!statement.has(Kind::qname)) take_role(context, kind, statement);
  for (Ref change : source.changes) {
    if (const Ref label = change.child(Kind::string)) kind.label = label_of(label);
  }
  if (const auto names = context.aliases.find(name); names != context.aliases.end()) {
    kind.aliases.assign(names->second.begin(), names->second.end());
  }
  context.model.kinds.push_back(std::move(kind));
  context.kind_sources.push_back(&source);
  context.kind_progress.push_back(Progress::waiting);
  return KindId(context.model.kinds.size() - 1);
}

struct Step {
  std::string_view name;
  KindSource* source;
};

void report_ring(Context& context, const std::vector<Step>& chain, std::string_view name) {
  auto at = std::find_if(chain.begin(), chain.end(), [&](const Step& s) { return s.name == name; });
  std::string path;
  std::size_t shown = 0;
  for (auto step = at; step != chain.end() && ++shown <= 8; ++step) {
    path += std::string(step->name) + " -> ";
  }
  Finding& finding = context.error("definition-ring", at->source->node.child(Kind::name).span(),
                                   fmt::format("the kind `{0}` descends from itself: {1}{2}{0}",
                                               name, path, shown > 8 ? "... -> " : ""));
  const bool itself = at + 1 == chain.end();
  finding.help =
      itself ? fmt::format("to change a kind, leave out the parent: `kind {} {{ ... }}`", name)
             : "name another parent";
}

void report_unknown_parent(Context& context, Ref name) {
  Finding& finding =
      context.error("unknown-kind", name.span(), fmt::format("there is no kind `{}`", name.text()));
  suggest(context, finding, name, [&] { return kind_names(context); });
  if (finding.help.empty()) finding.help = "`joist kinds` lists what there is";
}

void collect(Context& context, Ref statement) {
  switch (statement.kind()) {
    case Kind::kind: {
      const auto name = statement.child(Kind::name).text();
      KindSource& source = context.kinds[name];
      source.node = statement;
      source.in_stdlib = true;
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
      context.types.emplace(statement.child(Kind::name).text(), TypeSize{statement, false});
      return;
    default:
      return;
  }
}

}  // namespace

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
bool is_alias(Ref kind) {
  return kind.has(Kind::qname) && !kind.has(Kind::string) && !kind.has(Kind::block);
}

void collect_stdlib(Context& context) {
  for (const syntax::File* file : context.input.stdlib) {
    for (Ref statement : file->root()) collect(context, statement);
  }
}

void read_kind(Context& context, KindId id) {
  const KindId parent = context.model.kind(id).parent;
  if (parent && context.kind_progress[parent.index()] != Progress::done) {
    context.awaited.push_back({Pending::Sort::kind, parent.value});
    return;
  }
  auto& kind = context.model.kinds[id.index()];
  const KindSource& source = *context.kind_sources[id.index()];
  model::Attributes attributes;
  if (parent) attributes = context.model.kind(parent).attributes;
  read_block(context, kind, source.node, false, attributes);
  for (Ref change : source.changes) read_block(context, kind, change, false, attributes);
  if (context.awaited.empty()) kind.attributes = std::move(attributes);
}

std::vector<std::string_view> kind_names(const Context& context) {
  std::vector<std::string_view> names;
  names.reserve(context.kinds.size());
  for (const auto& [name, source] : context.kinds) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

// From the kind up to the first ancestor that is known, then down again: a line of descent may be
// longer than the machine's stack.
KindId find_kind(Context& context, std::string_view name) {
  std::vector<Step> chain;
  KindId known;
  for (std::string_view at = name;;) {
    const auto found = context.kinds.find(at);
    if (found == context.kinds.end()) {
      if (!chain.empty()) {
        report_unknown_parent(context, chain.back().source->node.child(Kind::qname));
      }
      break;
    }
    KindSource& source = found->second;
    if (source.id) {
      known = source.id;
      break;
    }
    if (source.running) {
      report_ring(context, chain, at);
      break;
    }
    source.running = true;
    chain.push_back({found->first, &source});
    const Ref parent = source.node.child(Kind::qname);
    if (!parent) break;
    at = parent.text();
  }
  for (auto step = chain.rbegin(); step != chain.rend(); ++step) {
    KindSource& source = *step->source;
    const bool alias = source.in_stdlib && is_alias(source.node);
    if (!alias) known = build(context, step->name, source, known);
    source.id = known;
    source.running = false;
  }
  return known;
}

}  // namespace joist::resolve
