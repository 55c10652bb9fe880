// Looking at the text of a broken statement, piece by piece.
#include "syntax/look.hpp"

#include <iterator>

#include "base/text.hpp"

namespace joist::syntax {

namespace g = grammar;

namespace {

constexpr std::string_view keywords[] = {
    "design", "import", "kind",      "type",  "unit",  "flow", "feature", "need",  "assume",
    "defer",  "decide", "endpoints", "table", "stage", "view", "allow",   "remove"};

}  // namespace

bool is_statement_word(std::string_view word) {
  return std::find(std::begin(keywords), std::end(keywords), word) != std::end(keywords);
}

std::vector<std::string_view> statement_words() {
  return {std::begin(keywords), std::end(keywords)};
}

std::uint32_t line_stop(const Broken& broken, std::uint32_t from) {
  Look look(broken, from);
  while (!look.done() && look.character() != '\n' && look.character() != '#') ++look.at;
  std::uint32_t stop = look.at;
  while (stop > from &&
         std::string_view(" \t\r").find(broken.file.text[stop - 1]) != std::string_view::npos) {
    --stop;
  }
  return stop;
}

std::uint32_t token_end(const Broken& broken, std::uint32_t at) {
  const std::string_view text = broken.file.text;
  if (at >= text.size() || text[at] == '\n') return at;
  Reader reader(text, true);
  const char* end = text.data() + text.size();
  const char* stop = text.data() + at;
  while (const std::size_t size = g::name_character(stop, end, reader)) stop += size;
  if (stop == text.data() + at) {
    if (const char* string = g::string_end(stop, end, reader)) return reader.offset(string);
    return at + decode(text, at).size;
  }
  return reader.offset(stop);
}

Finding finding_at(const Broken& broken, std::uint32_t begin, std::uint32_t end) {
  Finding finding;
  finding.rule = "syntax";
  finding.span = span(broken, begin, std::max(begin, end));
  return finding;
}

namespace {

// What a fix does, out of a help that says more: its part that begins with a verb.
std::string title(std::string_view text) {
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find("; "), rest.size());
    const std::string_view part = trimmed(rest.substr(0, end));
    rest = rest.substr(std::min(end + 1, rest.size()));
    const bool deed = part.starts_with("write ") || part.starts_with("take ");
    if (!deed) continue;
    const std::size_t why = part.find("`: ");
    const std::size_t other = part.find(", or ");
    return std::string(part.substr(0, std::min(why == part.npos ? why : why + 1, other)));
  }
  return std::string(text);
}

}  // namespace

void help(Finding& finding, std::string text, std::vector<Edit> edits, bool safe) {
  finding.help = std::move(text);
  if (!edits.empty()) finding.fixes.push_back({title(finding.help), safe, std::move(edits)});
}

void leave_out(Finding& finding, const Broken& broken) {
  const std::uint32_t begin = broken.junk() ? broken.before.span().begin : broken.node.begin;
  std::string blanks(broken.at(begin, broken.node.end));
  for (char& c : blanks) {
    if (c != '\n') c = ' ';
  }
  finding.fixes.push_back({"", false, {{span(broken, begin, broken.node.end), std::move(blanks)}}});
}

Span span(const Broken& broken, std::uint32_t begin, std::uint32_t end) {
  return {broken.file.id, begin, end};
}

Edit insert(const Broken& broken, std::uint32_t at, std::string text) {
  return {span(broken, at, at), std::move(text)};
}

}  // namespace joist::syntax
