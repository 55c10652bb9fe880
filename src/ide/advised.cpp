// Finds the statement of a finding and a place in its block.
#include "ide/advised.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/lines.hpp"
#include "base/text.hpp"

namespace joist::ide {

namespace {

using syntax::Kind;
using syntax::Ref;

struct Owner {
  Ref node;  // none where the finding stands at something else
  model::Place place = model::on_component;
};

std::size_t count(Ref node, Kind kind) {
  std::size_t number = 0;
  for (const Ref part : node) number += part.is(kind) ? 1 : 0;
  return number;
}

// The endpoint, the target of an arrow or the component that the finding stands at.
Owner owner_of(const Design& design, Span span) {
  const syntax::File& file = design.now->files[span.file.index()];
  for (const Ref node : nodes_at(file, span.end)) {
    if (node.is(Kind::target) && node.span().end == span.end) return {node, model::on_arrow};
    if (node.is(Kind::endpoint) && node.span() == span) return {node, model::on_endpoint};
    const bool alone = node.is(Kind::component) && count(node, Kind::name) == 1;
    if (alone && node.child(Kind::name).span() == span) return {node, model::on_component};
  }
  return {};
}

Ref unwrapped_line(Ref line) {
  return line.is(Kind::statement) ? line.first() : line;
}

bool states(Ref block, std::string_view attribute) {
  for (const Ref line : block) {
    const Ref inside = unwrapped_line(line);
    const bool is_attribute = inside && inside.is(Kind::attribute);
    if (is_attribute && inside.child(Kind::key).text() == attribute) return true;
  }
  return false;
}

// Behind the last line of the block, or on one of its own where that line has one.
Edit into_block(const std::string& text, Ref block, const std::string& stated) {
  const FileId file = block.span().file;
  Ref last;
  for (const Ref line : block) last = unwrapped_line(line) ? unwrapped_line(line) : last;
  if (!last) {
    const std::uint32_t inside = block.span().begin + 1;
    return {{file, inside, inside}, " " + stated + (text[inside] == ' ' ? "" : " ")};
  }
  const std::uint32_t end = last.span().end;
  const std::size_t line_end = std::min(text.find_first_of("\r\n", end), text.size());
  const std::string_view rest = trimmed(std::string_view(text).substr(end, line_end - end));
  const std::size_t before = text.rfind('\n', last.span().begin);
  const std::size_t line = before == text.npos ? 0 : before + 1;
  const std::size_t words = text.find_first_not_of(" \t>", line);
  const bool has_own_line = words == last.span().begin && (rest.empty() || rest.front() == '#');
  if (!has_own_line) return {{file, end, end}, ", " + stated};
  const auto place = static_cast<std::uint32_t>(line_end);
  return {{file, place, place},
          with_line_ends_of(text, "\n" + text.substr(line, words - line) + stated)};
}

}  // namespace

std::vector<std::string> advised_attributes(const Finding& finding, std::uint16_t places) {
  std::vector<std::string> found;
  const auto parts = split(finding.help, '`');
  for (std::size_t i = 1; i < parts.size(); i += 2) {
    const std::size_t colon = parts[i].find(": ");
    if (colon == std::string_view::npos) continue;
    const auto* info = model::find_attribute(parts[i].substr(0, colon));
    if (info != nullptr && (info->places & places) != 0) found.emplace_back(parts[i]);
  }
  return found;
}

void add_advised(const Design& design, const Finding& finding, std::vector<Action>& actions) {
  const bool own = finding.span.file && finding.span.file.index() >= design.now->root;
  if (!finding.fixes.empty() || !own) return;
  const Owner owner = owner_of(design, finding.span);
  if (!owner.node) return;
  const std::string& text = design.now->sources.at(finding.span.file).text();
  const Ref block = owner.node.child(Kind::block);
  for (const std::string& stated : advised_attributes(finding, owner.place)) {
    if (block && states(block, stated.substr(0, stated.find(':')))) continue;
    Action action;
    action.title = fmt::format("write `{}`", stated);
    const std::uint32_t end = owner.node.span().end;
    action.edits.push_back(block ? into_block(text, block, stated)
                                 : Edit{{finding.span.file, end, end}, " { " + stated + " }"});
    action.finding = &finding;
    actions.push_back(std::move(action));
  }
}

}  // namespace joist::ide
