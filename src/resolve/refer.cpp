// Notes uses of names with the places of their declarations.
#include "resolve/refer.hpp"

#include <algorithm>

namespace joist::resolve {
namespace {

using model::Noun;

// The bytes of `[begin, end)` within a name that starts at the first byte of `span`.
Span part_of(Span span, std::size_t begin, std::size_t end) {
  return {span.file, span.begin + static_cast<std::uint32_t>(begin),
          span.begin + static_cast<std::uint32_t>(end)};
}

std::size_t last_begin(std::string_view qualified) {
  return qualified.rfind('.') + 1;  // npos + 1 is 0
}

// Uses are noted in a few passes over the text, each of them in order.
void sort_passes(std::vector<model::Reference>& noted) {
  constexpr std::size_t many = 64;
  std::vector<std::size_t> ends;
  for (std::size_t i = 1; i < noted.size() && ends.size() < many; ++i)
    if (noted[i] < noted[i - 1]) ends.push_back(i);
  if (ends.size() == many) return std::sort(noted.begin(), noted.end());
  ends.push_back(noted.size());
  const auto at = [&](std::size_t i) { return noted.begin() + static_cast<std::ptrdiff_t>(i); };
  while (ends.size() > 1) {
    std::vector<std::size_t> merged;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < ends.size(); i += 2) {
      const std::size_t last = i + 1 < ends.size() ? ends[i + 1] : ends[i];
      std::inplace_merge(at(begin), at(ends[i]), at(last));
      merged.push_back(last);
      begin = last;
    }
    ends = std::move(merged);
  }
}

// The parts of a name before its last, which stands in that group. Groups in between may be left
// out of a qualified name.
void refer_groups(Context& context, std::string_view qualified, Span span, GroupId around) {
  for (std::size_t end = last_begin(qualified); end > 0;) {
    const std::string_view before = qualified.substr(0, end - 1);
    const std::size_t at = last_begin(before);
    const std::string name = syntax::plain_name(before.substr(at));
    while (around && context.model.at(around).name != name) {
      around = context.model.at(around).parent;
    }
    if (!around) return;
    refer(context, Noun::group, part_of(span, at, end - 1), context.model.at(around).span);
    around = context.model.at(around).parent;
    end = at;
  }
}

// The group, or named import, that holds what has such a path.
GroupId group_of(const Context& context, std::string_view path) {
  ScopeId scope = context.root;
  for (auto dot = path.find('.'); dot != path.npos; dot = path.find('.')) {
    scope = context.scopes.inner(scope, path.substr(0, dot));
    if (!scope) return {};
    path.remove_prefix(dot + 1);
  }
  return context.scopes.at(scope).group;
}

}  // namespace

void refer(Context& context, Noun noun, Span use, Span declaration) {
  if (context.input.references) context.references.push_back({use, declaration, noun});
}

void refer(Context& context, std::string_view qualified, Span span, const Member& member) {
  if (!context.input.references || (!member.component && !member.group)) return;
  const std::size_t begin = last_begin(qualified);
  const Span last = part_of(span, begin, qualified.size());
  GroupId around;
  if (member.component) {
    const model::Component& component = context.model.at(member.component);
    refer(context, Noun::component, last, component.span);
    around = component.group;
  } else {
    const model::Group& group = context.model.at(member.group);
    refer(context, Noun::group, last, group.span);
    around = group.parent;
  }
  refer_groups(context, qualified, span, around);
}

void refer(Context& context, Ref name, const Member& member) {
  refer(context, name.text(), name.span(), member);
}

void refer(Context& context, std::string_view qualified, Span span, FlowId flow) {
  if (!context.input.references || !flow) return;
  refer(context, Noun::flow, part_of(span, last_begin(qualified), qualified.size()),
        context.model.at(flow).span);
  if (last_begin(qualified) > 0) {
    refer_groups(context, qualified, span, group_of(context, context.model.at(flow).path));
  }
}

void refer(Context& context, std::string_view qualified, Span span, QuantityId quantity) {
  if (!context.input.references || !quantity) return;
  refer(context, Noun::quantity, part_of(span, last_begin(qualified), qualified.size()),
        context.quantity_places[quantity.index()]);
  if (last_begin(qualified) > 0) {
    const std::string& path = context.model.quantities[quantity.index()].path;
    refer_groups(context, qualified, span, group_of(context, path));
  }
}

void refer_kind(Context& context, std::string_view name, Span use) {
  if (!context.input.references) return;
  const auto known = context.kinds.find(name);
  if (known == context.kinds.end()) return;
  refer(context, Noun::kind, use, known->second.node.child(syntax::Kind::name).span());
}

std::vector<model::Reference> take_references(Context& context) {
  auto& noted = context.references;
  sort_passes(noted);
  noted.erase(std::unique(noted.begin(), noted.end()), noted.end());
  return std::move(noted);
}

}  // namespace joist::resolve
