// One fault, one finding: what only follows from another finding is left out.
#include "resolve/consequences.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>

namespace joist::resolve {
namespace {

using syntax::Kind;

bool is_unknown(std::string_view rule) {
  return rule == "unknown-name" || rule == "unknown-flow" || rule == "unknown-kind" ||
         rule == "unknown-type" || rule == "unknown-function";
}

// --- statements that did not parse to their end
// --------------------------------------------------------

// The stretches of a file that broken statements take, their blocks left out.
void add_broken(Ref parent, std::vector<Span>& stretches) {
  Ref before;
  for (Ref child : parent) {
    if (child.is(Kind::junk) && before) {
      Span head = before.span(), rest = child.span();
      for (Ref part : before) {
        if (!part.is(Kind::block)) continue;
        head.end = part.span().begin;
        rest.begin = part.span().end;
      }
      if (head.end == before.span().end) head.end = rest.end;
      stretches.push_back(head);
      stretches.push_back({rest.file, rest.begin, rest.end});
    }
    before = child;
  }
}

std::vector<Span> broken_stretches(const Context& context) {
  std::vector<Span> stretches;
  for (const Unit& unit : context.input.units) {
    const syntax::File& file = *unit.file;
    if (file.findings.empty()) continue;
    for (std::uint32_t i = 0; i < file.nodes.size(); ++i) {
      const Ref node(file, i);
      switch (node.kind()) {
        case Kind::file:
        case Kind::block:
        case Kind::table:
        case Kind::view:
        case Kind::endpoints:
        case Kind::table_line:
        case Kind::view_line:
        case Kind::endpoint_line:
          add_broken(node, stretches);
          break;
        default:
          break;
      }
    }
  }
  std::sort(stretches.begin(), stretches.end());
  return stretches;
}

// Stretches may hold one another, so the nearest to begin before it is not the only one that can.
bool lies_in(const std::vector<Span>& stretches, const std::vector<std::uint32_t>& furthest,
             Span span) {
  const auto after = std::upper_bound(stretches.begin(), stretches.end(), span, [](Span a, Span b) {
    return std::tie(a.file, a.begin) < std::tie(b.file, b.begin);
  });
  if (after == stretches.begin()) return false;
  const auto last = static_cast<std::size_t>(after - stretches.begin()) - 1;
  return stretches[last].file == span.file && span.begin < furthest[last];
}

void drop_in_broken(const Context& context, std::deque<Finding>& findings) {
  const auto stretches = broken_stretches(context);
  if (stretches.empty()) return;
  std::vector<std::uint32_t> furthest(stretches.size());
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    furthest[i] = stretches[i].end;
    if (i > 0 && stretches[i - 1].file == stretches[i].file) {
      furthest[i] = std::max(furthest[i], furthest[i - 1]);
    }
  }
  std::erase_if(findings, [&](const Finding& f) { return lies_in(stretches, furthest, f.span); });
}

// --- the same name in several places
// ---------------------------------------------------------------------

void join_unknown(std::deque<Finding>& findings) {
  constexpr std::size_t most_labels = 5;
  std::unordered_map<std::string, std::size_t> first;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (is_unknown(findings[i].rule)) {
      const auto [known, is_new] =
          first.emplace(findings[i].rule + ' ' + findings[i].message, kept);
      if (!is_new) {
        Finding& same = findings[known->second];
        if (same.labels.size() < most_labels) same.labels.push_back({findings[i].span, "here too"});
        if (same.fixes.size() == 1 && findings[i].fixes.size() == 1) {
          auto& edits = findings[i].fixes.front().edits;
          std::move(edits.begin(), edits.end(), std::back_inserter(same.fixes.front().edits));
        }
        continue;
      }
    }
    if (kept != i) findings[kept] = std::move(findings[i]);
    ++kept;
  }
  findings.resize(kept);
}

}  // namespace

void drop_consequences(Context& context) {
  drop_in_broken(context, context.findings);
  if (context.blind) {
    std::erase_if(context.findings, [](const Finding& f) { return is_unknown(f.rule); });
  }
  join_unknown(context.findings);
}

}  // namespace joist::resolve
