// Views: what a picture shows, and the layout hints of views and of the design.
#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/tables.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Attribute;
using model::Selector;
using syntax::Kind;

// `neighbours of api`, as against a component that is called `neighbours`.
bool is_neighbours(std::string_view text) {
  constexpr std::string_view word = "neighbours";
  return text.rfind(word, 0) == 0 && text.size() > word.size() &&
         (text[word.size()] == ' ' || text[word.size()] == '\t');
}

// A selector leaves one leaf in the tree; its words are told apart here.
std::optional<Selector> read_selector(Context& context, Ref node, ScopeId scope) {
  const auto text = trimmed(node.text());
  if (text == "*") return Selector{Selector::Form::all, {}, {}, "", node.span()};
  for (const auto& [prefix, form] : {std::pair{std::string_view("kind"), Selector::Form::kind},
                                     std::pair{std::string_view("tag"), Selector::Form::tag}}) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || trimmed(text.substr(0, colon)) != prefix) continue;
    const auto word = trimmed(text.substr(colon + 1));
    if (form == Selector::Form::kind && !find_kind(context, word)) {
      Finding& finding =
          context.error("unknown-kind", node.span(), fmt::format("there is no kind `{}`", word));
      finding.help = "`joist kinds` lists what there is";
      return std::nullopt;
    }
    return Selector{form, {}, {}, std::string(word), node.span()};
  }
  std::string_view path = text;
  const bool neighbours = is_neighbours(path);
  if (neighbours) path = trimmed(path.substr(path.find("of", 10) + 2));
  const bool members = path.size() > 2 && path.substr(path.size() - 2) == ".*";
  if (members) path.remove_suffix(2);
  const auto found = context.scopes.find(scope, path);
  if (found.member.removed) return std::nullopt;
  if (!found.member) {
    Finding& finding = context.error("unknown-name", node.span(),
                                     fmt::format("there is no component or group `{}`", path));
    suggest(finding, node, context.scopes.member_names(scope));
    return std::nullopt;
  }
  const auto form = neighbours           ? Selector::Form::neighbours
                    : members            ? Selector::Form::members
                    : found.member.group ? Selector::Form::group
                                         : Selector::Form::component;
  return Selector{form, found.member.component, found.member.group, "", node.span()};
}

// A group is meant by the first of what stands in it.
ComponentId first_of(const Context& context, model::GroupId group) {
  const model::Model& model = context.model;
  for (std::size_t i = 0; i < model.components.size(); ++i)
    for (model::GroupId g = model.components[i].group; g; g = model.at(g).parent)
      if (g == group) return ComponentId(i);
  return {};
}

std::vector<ComponentId> components_of(Context& context, const std::vector<std::string>& names,
                                       Span span, ScopeId scope) {
  std::vector<ComponentId> components;
  for (const std::string& name : names) {
    const auto found = context.scopes.find(scope, name);
    if (found.member.removed) continue;
    if (found.member.component) {
      components.push_back(found.member.component);
    } else if (found.member.group) {
      if (const ComponentId inside = first_of(context, found.member.group))
        components.push_back(inside);
    } else {
      context.error("unknown-name", span, fmt::format("there is no component `{}`", name)).help =
          "name declared components";
    }
  }
  return components;
}

void read_pick(Context& context, model::View& view, Ref pick, ScopeId scope) {
  const auto text = pick.text();
  auto& list = text.rfind("show", 0) == 0   ? view.show
               : text.rfind("hide", 0) == 0 ? view.hide
                                            : view.collapse;
  for (Ref child : pick) {
    if (!child.is(Kind::selector)) continue;
    if (auto selector = read_selector(context, child, scope)) list.push_back(std::move(*selector));
  }
}

// `rank: a, b` may stand more than once, so each is read by itself.
void read_hint(Context& context, Ref node, ScopeId scope,
               std::vector<std::vector<ComponentId>>& ranks,
               std::vector<std::vector<ComponentId>>& orders) {
  model::Attributes one;
  read_attribute(context, one, {node, model::on_view, scope, "", {}, false, {}});
  for (const auto& [attribute, list] :
       {std::pair{Attribute::rank, &ranks}, std::pair{Attribute::order, &orders}}) {
    if (const auto* names = one.text(attribute)) {
      list->push_back(components_of(context, names->values, names->span, scope));
    }
  }
}

bool is_hint(Ref node) {
  const auto key = node.child(Kind::key).text();
  return key == "rank" || key == "order";
}

}  // namespace

void read_view(Context& context, const Job& job) {
  model::View view;
  view.name = std::string(job.node.child(Kind::name).text());
  view.label = string_of(job.node.child(Kind::string));
  view.span = job.node.span();
  for (Ref child : job.node.child(Kind::block)) {
    const Ref line = child.is(Kind::view_line) ? child.first() : child;
    if (line.is(Kind::pick)) read_pick(context, view, line, job.scope);
    if (!line.is(Kind::attribute)) continue;
    if (is_hint(line)) {
      read_hint(context, line, job.scope, view.ranks, view.orders);
    } else {
      read_attribute(context, view.attributes,
                     {line, model::on_view, job.scope, "", {}, false, {}});
    }
  }
  if (const auto* direction = view.attributes.text(Attribute::direction)) {
    view.direction = direction->value();
  }
  if (const auto* flow = view.attributes.text(Attribute::flow)) {
    view.flow = context.scopes.find_flow(job.scope, flow->value());
    if (!view.flow) {
      context.error("unknown-flow", flow->span,
                    fmt::format("there is no flow `{}`", flow->value()));
    }
  }
  for (model::View& other : context.model.views) {
    if (other.name != view.name) continue;
    if (!job.in_stage) {
      Finding& finding = context.error("duplicate-name", job.node.child(Kind::name).span(),
                                       fmt::format("the view `{}` is declared twice", view.name));
      finding.labels.push_back({other.span, "first declared here"});
      return;
    }
    other = std::move(view);
    return;
  }
  context.model.views.push_back(std::move(view));
}

void read_hints(Context& context) {
  for (const AttributeJob& job : context.attributes) {
    if (job.owner != AttributeJob::Owner::design || !is_hint(job.node)) continue;
    read_hint(context, job.node, job.scope, context.model.ranks, context.model.orders);
  }
}

}  // namespace joist::resolve
