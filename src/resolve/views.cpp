// Views: what a picture shows, and the layout hints of views and of the design.
#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/refer.hpp"
#include "resolve/tables.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Attribute;
using model::Selector;
using syntax::Kind;
using Form = Selector::Form;

// The words by which components, groups and arrows are tagged.
std::set<std::string_view> tags_of(const model::Model& model) {
  std::set<std::string_view> tags;
  const auto add = [&](const model::Attributes& attributes) {
    const auto* stated = attributes.text(Attribute::tags);
    if (stated != nullptr) tags.insert(stated->values.begin(), stated->values.end());
  };
  for (const auto& kind : model.kinds) add(kind.attributes);
  for (const auto& group : model.groups) add(group.attributes);
  for (const auto& component : model.components) add(component.attributes);
  for (const auto& flow : model.flows) add(flow.attributes);
  for (const auto& arrow : model.arrows) add(arrow.attributes);
  return tags;
}

class SelectorReader {
 public:
  explicit SelectorReader(Context& context) : context_(context) {}

  // A selector leaves one leaf in the tree; its words are told apart here.
  std::optional<Selector> read(Ref node, ScopeId scope) {
    const auto text = trimmed(node.text());
    if (text == "*") return Selector{Form::all, {}, {}, "", node.span()};
    if (const auto colon = text.find(':'); colon != std::string_view::npos) {
      const auto word = trimmed(text.substr(colon + 1));
      return trimmed(text.substr(0, colon)) == "kind" ? of_kind(node, word) : of_tag(node, word);
    }
    return by_name(node, text, scope);
  }

 private:
  // Of a part of the node's text.
  static Span span_of(Ref node, std::string_view part) {
    Span span = node.span();
    span.begin += static_cast<std::uint32_t>(part.data() - node.text().data());
    span.end = span.begin + static_cast<std::uint32_t>(part.size());
    return span;
  }

  std::optional<Selector> of_kind(Ref node, std::string_view word) {
    const KindId kind = find_kind(context_, word);
    // By its own name, where this is another: `kind:db` means `kind:database`.
    if (kind) refer_kind(context_, word, span_of(node, word));
    if (kind) return Selector{Form::kind, {}, {}, context_.model.kind(kind).name, node.span()};
    Finding& finding =
        context_.error("unknown-kind", node.span(), fmt::format("there is no kind `{}`", word));
    help(finding, word, "`joist kinds` lists what there is", [&] { return kind_names(context_); });
    return std::nullopt;
  }

  std::optional<Selector> of_tag(Ref node, std::string_view word) {
    if (!tags_) tags_ = tags_of(context_.model);
    if (tags_->count(word)) return Selector{Form::tag, {}, {}, std::string(word), node.span()};
    Finding& finding = context_.report("unknown-name", Severity::warning, node.span(),
                                       fmt::format("nothing has the tag `{}`", word));
    help(finding, word, fmt::format("tag something: `tags: {}`", word),
         [&] { return std::vector<std::string_view>(tags_->begin(), tags_->end()); });
    return Selector{Form::tag, {}, {}, std::string(word), node.span()};
  }

  void help(Finding& finding, std::string_view word, std::string otherwise, Nearby candidates) {
    const auto closest = context_.closest(word, candidates);
    finding.help =
        closest.empty() ? std::move(otherwise) : fmt::format("did you mean `{}`?", closest);
  }

  // `neighbours of api`, as against a component that is called `neighbours`.
  static bool is_neighbours(std::string_view text) {
    constexpr std::string_view word = "neighbours";
    return text.rfind(word, 0) == 0 && text.size() > word.size() &&
           (text[word.size()] == ' ' || text[word.size()] == '\t');
  }

  std::optional<Selector> by_name(Ref node, std::string_view path, ScopeId scope) {
    const bool neighbours = is_neighbours(path);
    if (neighbours) path = trimmed(path.substr(path.find("of", 10) + 2));
    const bool members = path.size() > 2 && path.substr(path.size() - 2) == ".*";
    if (members) path.remove_suffix(2);
    const auto found = context_.scopes.find(scope, path);
    if (found.member.removed) return std::nullopt;
    if (!found.several.empty()) {
      report_ambiguous(context_, path, node.span(), found.several);
      return std::nullopt;
    }
    if (!found.member) {
      Finding& finding = context_.error("unknown-name", node.span(),
                                        fmt::format("there is no component or group `{}`", path));
      help(finding, path, "name what is declared, `kind:...`, `tag:...` or `*`",
           [&] { return context_.scopes.member_names(scope); });
      return std::nullopt;
    }
    refer(context_, path, span_of(node, path), found.member);
    if (members && found.member.component) {
      context_
          .error("unexpected-value", node.span(),
                 fmt::format("`{}` is a component, and nothing stands in it", path))
          .help = fmt::format("write `{}`", path);
      return std::nullopt;
    }
    const auto form = neighbours           ? Form::neighbours
                      : members            ? Form::members
                      : found.member.group ? Form::group
                                           : Form::component;
    return Selector{form, found.member.component, found.member.group, "", node.span()};
  }

  Context& context_;
  std::optional<std::set<std::string_view>> tags_;
};

// --- hints
// ---------------------------------------------------------------------------------------------

// The items of an attribute's value.
std::vector<Ref> items_of(Ref attribute) {
  std::vector<Ref> items;
  for (Ref child : attribute) {
    if (child.is(Kind::key) || child.kind() >= Kind::bad) continue;
    if (child.is(Kind::value)) {
      for (Ref item : child) items.push_back(item);
    } else {
      items.push_back(child);
    }
  }
  return items;
}

// A group is meant by the first of what stands in it.
ComponentId first_of(const Context& context, model::GroupId group) {
  const model::Model& model = context.model;
  for (std::size_t i = 0; i < model.components.size(); ++i)
    for (model::GroupId g = model.components[i].group; g; g = model.at(g).parent)
      if (g == group) return ComponentId(i);
  return {};
}

std::vector<ComponentId> components_of(Context& context, Ref attribute, ScopeId scope) {
  std::vector<ComponentId> components;
  for (const Ref item : items_of(attribute)) {
    if (!item.is(Kind::qname)) {
      context
          .error("unexpected-value", item.span(),
                 fmt::format("`{}` takes names of components", attribute.child(Kind::key).text()))
          .help = "write it like `rank: api, cache`";
      continue;
    }
    const Member member = find_member(context, scope, item, "to place");
    if (member.removed) continue;
    const ComponentId meant = member.group ? first_of(context, member.group) : member.component;
    if (meant) components.push_back(meant);
  }
  return components;
}

std::string_view key_of(Ref attribute) {
  return attribute.child(Kind::key).text();
}

bool is_hint(Ref attribute) {
  return key_of(attribute) == "rank" || key_of(attribute) == "order";
}

// --- views
// ---------------------------------------------------------------------------------------------

class ViewReader {
 public:
  ViewReader(Context& context, SelectorReader& selectors, const Job& job, model::View view)
      : context_(context), selectors_(selectors), job_(job), view_(std::move(view)) {}

  model::View read() {
    if (const Ref label = job_.node.child(Kind::string)) view_.label = string_of(label);
    const Ref block = job_.node.child(Kind::block);
    if (!block) return std::move(view_);
    for (Ref child : block) {
      const Ref line = child.is(Kind::view_line) ? child.first() : child;
      if (line.is(Kind::pick)) read_pick(line);
      if (line.is(Kind::attribute)) read_line(line);
    }
    merge_over(view_.attributes, std::move(attributes_));
    if (const auto* direction = view_.attributes.text(Attribute::direction)) {
      view_.direction = direction->value();
    }
    return std::move(view_);
  }

 private:
  void read_pick(Ref pick) {
    const auto text = pick.text();
    const bool shows = text.rfind("show", 0) == 0, hides = text.rfind("hide", 0) == 0;
    auto& list = shows ? view_.show : hides ? view_.hide : view_.collapse;
    bool& stated = shows ? shows_ : hides ? hides_ : collapses_;
    if (!stated) list.clear();  // a stage says it anew
    stated = true;
    for (Ref child : pick) {
      if (!child.is(Kind::selector)) continue;
      auto selector = selectors_.read(child, job_.scope);
      if (!selector) continue;
      if (!shows && !hides && selector->form == Form::component) {
        context_
            .error("unexpected-value", child.span(),
                   fmt::format("`{}` is no group, and only groups collapse", trimmed(child.text())))
            .help = "name a group; `hide` leaves a component out";
        continue;
      }
      list.push_back(std::move(*selector));
    }
  }

  void read_line(Ref line) {
    if (is_hint(line)) {
      auto& lists = key_of(line) == "rank" ? view_.ranks : view_.orders;
      bool& stated = key_of(line) == "rank" ? ranks_ : orders_;
      if (!stated) lists.clear();
      stated = true;
      lists.push_back(components_of(context_, line, job_.scope));
    } else if (key_of(line) == "flow") {
      read_flow(line);
    } else {
      read_attribute(context_, attributes_, {line, model::on_view, job_.scope, view_.name, {}, {}});
    }
  }

  void read_flow(Ref line) {
    const auto items = items_of(line);
    if (items.size() == 1 && items.front().is(Kind::qname)) {
      view_.flow = find_flow(context_, job_.scope, items.front());
    } else if (!items.empty()) {
      context_.error("unexpected-value", items.back().span(), "`flow` is the name of one flow")
          .help = "write it like `flow: read`";
    }
  }

  Context& context_;
  SelectorReader& selectors_;
  const Job& job_;
  model::View view_;
  model::Attributes attributes_;
  bool shows_ = false, hides_ = false, collapses_ = false, ranks_ = false, orders_ = false;
};

}  // namespace

void read_views(Context& context) {
  SelectorReader selectors(context);
  std::unordered_map<std::string, std::size_t> known;
  for (const Job& job : context.views) {
    if (is_gone(context, job)) continue;
    const Ref name = job.node.child(Kind::name);
    auto path = context.scopes.path_of(job.scope, name.text());
    const auto [place, is_new] = known.emplace(path, context.model.views.size());
    if (!is_new && job.stage == 0) {
      Finding& finding = context.error("duplicate-name", name.span(),
                                       fmt::format("the view `{}` is declared twice", path));
      finding.labels.push_back({context.model.views[place->second].span, "first declared here"});
      finding.help = "give one of them another name";
      continue;
    }
    if (is_new) context.model.views.emplace_back();
    auto& view = context.model.views[place->second];
    view.name = std::move(path);
    view.span = job.node.span();
    refer(context, model::Noun::view, name.span(), name.span());
    view = ViewReader(context, selectors, job, std::move(view)).read();
  }
  for (const Job& job : context.hints) {
    auto& lists = key_of(job.node) == "rank" ? context.model.ranks : context.model.orders;
    lists.push_back(components_of(context, job.node, job.scope));
  }
}

}  // namespace joist::resolve
