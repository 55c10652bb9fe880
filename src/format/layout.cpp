// Statements and blocks as lines.
#include "format/layout.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "format/breaker.hpp"

namespace joist::format {

using syntax::Kind;
using syntax::Ref;

namespace {

// A block whose text is longer than this is never set on one line.
constexpr std::uint32_t longest_one_line = 4096;

// In these blocks attributes are parted by `;` like everything else.
bool parted_by_lines(Kind header) {
  return header == Kind::endpoints || header == Kind::table || header == Kind::view;
}

// A line cut where its columns begin. Nothing if it has none.
std::vector<Cell> cells(Kind form, const std::vector<Token>& row, const std::string& line) {
  const std::vector<int> starts = columns(form, row);
  std::vector<Cell> result;
  std::size_t at = 0;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t blank = row[i].blank ? 1 : 0;
    const bool block = row[i].kind == Kind::block;
    if (block && i + 1 < starts.size()) return {};
    const std::size_t size = block ? line.size() - at - blank : row[i].text.size();
    if (starts[i] >= 0) {
      result.push_back({starts[i], line.substr(at + blank, size)});
    } else {
      result.back().text += line.substr(at, blank + size);
    }
    at += blank + size;
  }
  return result;
}

}  // namespace

std::string Layout::whole_file() {
  const Ref root = file_.root();
  return body(items(file_, root).items, 0, 0, {});
}

std::string Layout::body(const std::vector<Item>& list, std::uint32_t from, std::size_t indent,
                         Comments before) {
  std::vector<Entry> entries;
  for (std::size_t i = before.first; i < before.last; ++i) {
    entries.emplace_back().text = comment(i);
  }
  bool after_comment = !entries.empty();  // two never share a line
  for (const Item& item : list) {
    const bool is_comment = item.sort == Item::Sort::comment;
    const std::string_view text = file_.text.substr(item.begin, item.end - item.begin);
    if (is_comment && !entries.empty() && !after_comment && !line_end_in(from, item.begin)) {
      entries.back().comment = text;
    } else {
      if (is_comment) {
        entries.emplace_back().text = text;
      } else if (item.sort == Item::Sort::verbatim) {
        entries.push_back(verbatim(item));
      } else {
        entries.push_back(statement(item.node, indent));
      }
      entries.back().blank_line_before = entries.size() > 1 && empty_line_in(from, item.begin);
    }
    from = item.end;
    after_comment = is_comment;
  }
  align(entries, indent, max_width);
  const std::string margin(indent, ' ');
  std::string lines;
  for (const Entry& entry : entries) {
    if (entry.blank_line_before) lines += '\n';
    lines += margin + entry.text;
    if (!entry.comment.empty()) lines += "  " + entry.comment;
    lines += '\n';
  }
  return lines;
}

Entry Layout::verbatim(const Item& item) const {
  Entry entry;
  entry.one_line = false;
  const std::string_view text = file_.text.substr(item.begin, item.end - item.begin);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    entry.text += text[i];
  }
  return entry;
}

Entry Layout::statement(Ref node, std::size_t indent) {
  const std::vector<Token> row = tokens(file_, node);
  Entry entry;
  entry.form = node.kind();
  const std::size_t room = max_width - std::min(indent, max_width);
  if (std::optional<std::string> line = flat(row.data(), row.data() + row.size(), room)) {
    entry.cells = cells(entry.form, row, *line);
    entry.text = *std::move(line);
    return entry;
  }
  entry.text = Breaker(*this, row, indent).run();
  entry.one_line = entry.text.find('\n') == std::string::npos;
  return entry;
}

std::optional<std::string> Layout::flat(const Token* begin, const Token* end, std::size_t room) {
  std::string line;
  for (const Token* token = begin; token != end; ++token) {
    if (!token->comments.empty() || line.size() > 8 * max_width) return {};
    if (token != begin && begins_clause(token[-1], *token)) return {};
    if (token->blank) line += ' ';
    if (token->kind != Kind::block) {
      line += token->text;
      continue;
    }
    const std::size_t used = display_width(line);
    const auto block = used < room ? one_line(*token, room - used) : std::nullopt;
    if (!block) return {};
    line += *block;
  }
  if (line.find('\n') != line.npos || display_width(line) > room) return {};
  return line;
}

std::optional<std::string> Layout::one_line(const Token& block, std::size_t room) {
  if (!block.comments.empty() || block.end - block.begin > longest_one_line) return {};
  if (line_end_in(block.begin, block.end)) return {};
  const Items inside = items(file_, Ref(file_, block.block));
  if (inside.unclosed) return {};
  if (inside.items.empty()) return "{}";
  const bool attributes = inside.items.front().attribute;
  const char* separator = attributes && !parted_by_lines(block.parent) ? ", " : "; ";
  std::string line = "{ ";
  for (const Item& item : inside.items) {
    if (item.sort != Item::Sort::statement || item.attribute != attributes) return {};
    if (line.size() > 2) line += separator;
    if (display_width(line) >= room) return {};
    const std::vector<Token> row = tokens(file_, item.node);
    const auto text = flat(row.data(), row.data() + row.size(), room);
    if (!text) return {};
    line += *text;
  }
  line += " }";
  if (display_width(line) > room) return {};
  return line;
}

std::string Layout::opened(const Token& token, std::size_t indent) {
  Items inside = items(file_, Ref(file_, token.block));
  std::vector<Item>& list = inside.items;
  std::string text = "{";
  std::uint32_t from = token.begin;
  const bool comment_first = token.comments.empty() && !list.empty() &&
                             list.front().sort == Item::Sort::comment &&
                             !line_end_in(from, list.front().begin);
  if (comment_first) {
    const Item& first = list.front();
    text += "  " + std::string(file_.text.substr(first.begin, first.end - first.begin));
    from = first.end;
    list.erase(list.begin());
  }
  text += '\n' + body(list, from, indent + 2, token.comments);
  if (inside.unclosed) {
    text.pop_back();
  } else {
    text += std::string(indent, ' ') + '}';
  }
  return text;
}

std::string_view Layout::comment(std::size_t index) const {
  const syntax::Comment& comment = file_.comments[index];
  return file_.text.substr(comment.begin, comment.end - comment.begin);
}

bool Layout::line_end_in(std::uint32_t begin, std::uint32_t end) const {
  return file_.text.substr(begin, end - std::min(begin, end)).find('\n') != std::string_view::npos;
}

bool Layout::empty_line_in(std::uint32_t begin, std::uint32_t end) const {
  const std::string_view text = file_.text.substr(begin, end - std::min(begin, end));
  return std::count(text.begin(), text.end(), '\n') > 1;
}

}  // namespace joist::format
