// Findings for blocks without an end and ends without a block.
#include "syntax/braces.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "syntax/explain.hpp"

namespace joist::syntax {

namespace {

// Where the line begins that `at` stands in; on a line of absurd length, some 4 kB before.
std::uint32_t line_start(std::string_view text, std::uint32_t at) {
  const std::uint32_t from = at - std::min(at, 4096u);
  const std::size_t end = text.substr(from, at - from).rfind('\n');
  return end == std::string_view::npos ? from : from + static_cast<std::uint32_t>(end) + 1;
}

std::uint32_t indent(std::string_view text, std::uint32_t at) {
  const std::uint32_t start = line_start(text, at);
  const std::size_t first = text.find_first_not_of(" \t", start);
  return static_cast<std::uint32_t>(std::min(first, text.size())) - start;
}

bool first_on_line(std::string_view text, std::uint32_t at) {
  return line_start(text, at) + indent(text, at) == at;
}

// A block inside `open` whose `}` stands further left than its header does: it took the brace that
// was meant for `open`. The block itself if there is none.
std::uint32_t really_open(const File& file, std::uint32_t open) {
  const std::uint32_t limit = std::min(file.nodes[open].next, open + 100'000);
  for (std::uint32_t i = open + 1; i < limit; ++i) {
    const Node& node = file.nodes[i];
    if (node.kind != Kind::block || file.text[node.end - 1] != '}') continue;
    const std::uint32_t close = node.end - 1;
    if (!first_on_line(file.text, close)) continue;
    if (indent(file.text, close) < indent(file.text, node.begin)) return i;
  }
  return open;
}

// The header of a block as far as it names it: `service api`.
std::string header(const File& file, std::uint32_t block) {
  const std::uint32_t end = file.nodes[block].begin;
  const std::string_view line =
      trimmed(file.text.substr(line_start(file.text, end), end - line_start(file.text, end)));
  return line.empty() ? "`{`" : "`{` of " + shown(line);
}

// The `}` that a block lacks: on its line if it has but one, else on a line of its own.
Edit closing(const File& file, std::uint32_t block) {
  const std::uint32_t open = file.nodes[block].begin;
  std::uint32_t last = open + 1;
  for (Ref child : Ref(file, block)) {
    if (!child.is(Kind::unclosed)) last = child.span().end;
  }
  if (file.text.substr(open, last - open).find('\n') == std::string_view::npos) {
    return {{file.id, last, last}, " }"};
  }
  const std::size_t line = file.text.find('\n', last);
  const bool open_end = line == std::string_view::npos;
  const auto at = static_cast<std::uint32_t>(open_end ? file.text.size() : line + 1);
  const std::string margin(indent(file.text, open), ' ');
  return {{file.id, at, at}, (open_end ? "\n" : "") + margin + "}\n"};
}

void label(Finding& finding, Span span, std::string_view text) {
  Label label;
  label.span = span;
  label.text = text;
  finding.labels.push_back(std::move(label));
}

Finding unclosed(const File& file, const std::vector<std::uint32_t>& blocks,
                 std::uint32_t noticed) {
  const std::uint32_t block = really_open(file, blocks.back());
  Finding finding;
  finding.rule = "unclosed-block";
  finding.span = {file.id, file.nodes[block].begin, file.nodes[block].begin + 1};
  finding.message = fmt::format("the {} has no `}}`", header(file, block));
  const std::uint32_t at = file.nodes[noticed].begin;
  label(finding, {file.id, at, at}, "no `}` up to here");
  for (std::size_t i = blocks.size() - 1; i-- > 0 && finding.labels.size() < 4;) {
    const std::uint32_t outer = file.nodes[blocks[i]].begin;
    label(finding, {file.id, outer, outer + 1}, "nor has this one");
  }
  finding.help = blocks.size() == 1
                     ? "write the `}` where the block ends"
                     : fmt::format("write the {} `}}` that are missing", blocks.size());
  if (block == blocks.back() && blocks.size() == 1) {
    finding.fixes.push_back({"write `}` here", false, {closing(file, block)}});
  }
  return finding;
}

// Where the `{` may be missing that a stray `}` belongs to: the end of the nearest line above that
// is set as far left, if all between is set further in. 0 if there is none.
std::uint32_t missing_open(std::string_view text, std::uint32_t close) {
  if (!first_on_line(text, close)) return 0;
  const std::uint32_t margin = indent(text, close);
  std::uint32_t line = line_start(text, close);
  bool inner = false;
  for (int looked = 0; line > 0 && looked < 400; ++looked) {
    const std::uint32_t end = line - 1;
    line = line_start(text, end);
    const std::string_view content = trimmed(text.substr(line, end - line));
    if (content.empty() || content.front() == '#') continue;
    const std::uint32_t depth = indent(text, line);
    if (depth > margin) {
      inner = true;
      continue;
    }
    const bool header = inner && depth == margin && content.find_first_of("{}#") == content.npos;
    return header ? static_cast<std::uint32_t>(content.data() + content.size() - text.data()) : 0;
  }
  return 0;
}

Finding stray(const File& file, std::uint32_t node) {
  Finding finding;
  finding.rule = "stray-brace";
  finding.span = {file.id, file.nodes[node].begin, file.nodes[node].end};
  finding.message = "this `}` closes nothing";
  finding.help = "take it away, or write the `{` that it belongs to";
  if (const std::uint32_t end = missing_open(file.text, finding.span.begin)) {
    const std::uint32_t line = line_start(file.text, end);
    const std::string_view head = trimmed(file.text.substr(line, end - line));
    finding.message = fmt::format("this `}}` closes nothing: {} has no `{{`", shown(head));
    label(finding, {file.id, end, end}, "no `{` here");
    finding.help = "write the `{` at the end of that line";
    finding.fixes.push_back({"write `{` there", false, {{{file.id, end, end}, " {"}}});
    const auto stop = static_cast<std::uint32_t>(file.text.find('\n', end));
    finding.fixes.push_back({"", false, {{{file.id, stop, stop + 1}, "{"}}});
    return finding;
  }
  finding.fixes.push_back({"take it away", false, {{finding.span, ""}}});
  return finding;
}

}  // namespace

// A block that a line at column 1 has closed, and whose `}` turns up later, was no fault: both
// were only in the way of another one. What is left open at one place is one fault.
std::vector<Finding> brace_findings(const File& file, const std::vector<Brace>& braces) {
  std::vector<Brace> open;
  std::vector<Finding> findings;
  std::size_t strays = 0;
  for (const Brace& brace : braces) {
    if (file.nodes[brace.node].kind == Kind::unclosed) {
      open.push_back(brace);
    } else if (!open.empty()) {
      open.pop_back();
    } else if (++strays <= 100) {
      findings.push_back(stray(file, brace.node));
    }
  }
  for (std::size_t i = 0; i < open.size() && i < 100;) {
    std::vector<std::uint32_t> blocks;
    const std::uint32_t noticed = open[i].node;
    const std::uint32_t place = file.nodes[noticed].begin;
    for (; i < open.size() && file.nodes[open[i].node].begin == place; ++i) {
      blocks.push_back(open[i].block);
    }
    std::sort(blocks.begin(), blocks.end());
    findings.push_back(unclosed(file, blocks, noticed));
  }
  return findings;
}

}  // namespace joist::syntax
