// Finds blocks by cmark, the reference implementation of CommonMark.
#include "project/markdown.hpp"

#include <algorithm>
#include <memory>

#include <cmark.h>
#include <fmt/format.h>

#include "base/text.hpp"

namespace joist::project {

namespace {

struct Free {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// "joist", "joist,ignore", "{.joist #shop}": the first word, without what marks it as a class.
std::string_view language(std::string_view info) {
  info = trimmed(info);
  if (info.substr(0, 1) == "{") info = trimmed(info.substr(1));
  if (info.substr(0, 1) == ".") info.remove_prefix(1);
  return info.substr(0, info.find_first_of(" \t,}"));
}

// The value from `at` on: up to the closing quote, or to a blank; `at` is moved behind it.
std::string read_value(std::string_view info, std::size_t& at) {
  if (at < info.size() && (info[at] == '"' || info[at] == '\'')) {
    const std::size_t end = std::min(info.find(info[at], at + 1), info.size());
    const std::string value(info.substr(at + 1, end - at - 1));
    at = end + 1;
    return value;
  }
  const std::size_t end = std::min(info.find_first_of(" \t,}", at), info.size());
  const std::string value(info.substr(at, end - at));
  at = end;
  return value;
}

bool is_ignored(std::string_view info) {
  const std::size_t at = info.find("ignore");
  if (at == std::string_view::npos || at == 0) return false;
  const std::string_view around = " \t,}";
  const std::size_t end = at + 6;
  return around.find(info[at - 1]) != std::string_view::npos &&
         (end == info.size() || around.find(info[end]) != std::string_view::npos);
}

std::map<std::string, std::string> read_options(std::string_view info) {
  std::map<std::string, std::string> options;
  std::size_t at = 0;
  while (at < info.size()) {
    const std::size_t equals = info.find('=', at);
    if (equals == std::string_view::npos) break;
    const std::size_t start = info.find_last_of(" \t,{", equals) + 1;
    const std::string name(info.substr(start, equals - start));
    at = equals + 1;
    options[name] = read_value(info, at);
  }
  return options;
}

// The bytes of each line, without its end.
std::vector<Fence::Piece> lines_of(std::string_view text) {
  std::vector<Fence::Piece> lines;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    lines.push_back({begin, end});
    const bool both = end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n';
    begin = end + (both ? 2 : 1);
  }
  return lines;
}

// What stands between two lines of `---` or `+++` at the very beginning is no Markdown.
void blank_front_matter(std::string& text) {
  const std::string_view mark = std::string_view(text).substr(0, 3);
  if (mark != "---" && mark != "+++") return;
  const std::vector<Fence::Piece> lines = lines_of(text);
  const auto line = [&](std::size_t i) {
    return trimmed(std::string_view(text).substr(lines[i].begin, lines[i].end - lines[i].begin));
  };
  if (line(0) != mark || lines.size() < 2 || line(1).empty()) return;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (line(i) != mark && !(mark == "---" && line(i) == "...")) continue;
    for (std::size_t at = 0; at < lines[i].end; ++at)
      if (text[at] != '\n' && text[at] != '\r') text[at] = ' ';
    return;
  }
}

// Byte for byte as long, with `?` for what cmark would put longer signs in the place of.
std::string well_formed(std::string_view text) {
  std::string result(text);
  blank_front_matter(result);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const bool replaced = point.value == 0 || (point.value == 0xFFFD && point.size == 1);
    if (replaced) result[at] = '?';
    at += point.size;
  }
  return result;
}

// Where a line of the block, as cmark gives it, stands in the line of the text. A tab that a list
// takes only a part of comes back as blanks, so those in front need not be the same.
Fence::Piece place_in(std::string_view text, Fence::Piece line, std::string_view literal) {
  const std::string_view whole = text.substr(line.begin, line.end - line.begin);
  if (whole.ends_with(literal)) return {line.end - literal.size(), line.end};
  const auto first = std::find_if_not(literal.begin(), literal.end(), is_blank);
  literal.remove_prefix(static_cast<std::size_t>(first - literal.begin()));
  return whole.ends_with(literal) ? Fence::Piece{line.end - literal.size(), line.end}
                                  : Fence::Piece{line.end, line.end};
}

// "```" or "~~~~": the signs that open or close a block.
std::string marks_of(std::string_view line) {
  const std::size_t first = std::min(line.find("```"), line.find("~~~"));
  if (first == line.npos) return {};
  const std::size_t end = std::min(line.find_first_not_of(line[first], first), line.size());
  return std::string(line.substr(first, end - first));
}

// `clean` is what cmark was given for `text`.
Fence read_fence(std::string_view text, std::string_view clean,
                 const std::vector<Fence::Piece>& lines, cmark_node* node) {
  Fence fence;
  fence.options = read_options(cmark_node_get_fence_info(node));
  const auto first = static_cast<std::size_t>(cmark_node_get_start_line(node));
  const auto column = static_cast<std::size_t>(cmark_node_get_start_column(node));
  const Fence::Piece& opening = lines.at(first - 1);
  fence.first_line = first;
  fence.begin = opening.begin;
  fence.prefix = text.substr(opening.begin, std::min(column - 1, opening.end - opening.begin));
  std::size_t number = first;  // 0-based, of the line after the opening
  std::string_view rest = cmark_node_get_literal(node);
  while (!rest.empty() && number < lines.size()) {
    const std::string_view literal = rest.substr(0, rest.find('\n'));
    const Fence::Piece piece = place_in(clean, lines[number++], literal);
    const std::size_t length = std::min(piece.end - piece.begin, literal.size());
    // Blanks that stand for a part of a tab, and then the bytes as they are.
    fence.text += literal.substr(0, literal.size() - length);
    fence.text += text.substr(piece.begin, length);
    fence.text += '\n';
    fence.pieces.push_back(piece);
    rest.remove_prefix(std::min(literal.size() + 1, rest.size()));
  }
  const auto last = static_cast<std::size_t>(cmark_node_get_end_line(node));
  const Fence::Piece& closing = lines.at(std::min(last, lines.size()) - 1);
  fence.marks = marks_of(text.substr(opening.begin, opening.end - opening.begin));
  const std::string_view behind = text.substr(closing.begin, closing.end - closing.begin);
  fence.is_closed = last > first && marks_of(behind).size() >= fence.marks.size() &&
                    trimmed(behind).ends_with(fence.marks);
  // Else the last line is what follows the list or quote that it is in.
  fence.end = fence.is_closed ? closing.end : opening.end;
  if (fence.is_closed) return fence;
  for (const Fence::Piece& piece : fence.pieces)
    if (piece.end > piece.begin) fence.end = piece.end;
  return fence;
}

}  // namespace

bool is_markdown(std::string_view path) {
  constexpr std::string_view endings[] = {".md", ".markdown", ".mdx", ".qmd", ".rmd", ".Rmd"};
  return std::any_of(std::begin(endings), std::end(endings),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

std::vector<Fence> find_fences(std::string_view markdown) {
  std::vector<Fence> fences;
  // A text without the word is left to itself: most are.
  if (markdown.find("joist") == std::string_view::npos) return fences;
  const std::string clean = well_formed(markdown);
  const std::unique_ptr<cmark_node, Free> document(
      cmark_parse_document(clean.data(), clean.size(), CMARK_OPT_DEFAULT));
  const std::unique_ptr<cmark_iter, Free> iterator(cmark_iter_new(document.get()));
  const std::vector<Fence::Piece> lines = lines_of(markdown);
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (cmark_node_get_type(node) != CMARK_NODE_CODE_BLOCK) continue;
    const char* info = cmark_node_get_fence_info(node);
    if (info == nullptr || language(info) != "joist" || is_ignored(info)) continue;
    fences.push_back(read_fence(markdown, clean, lines, node));
  }
  return fences;
}

std::vector<Illustration> find_illustrations(std::string_view markdown) {
  std::vector<Illustration> found;
  if (markdown.find(".joist)") == std::string_view::npos) return found;
  const std::string clean = well_formed(markdown);
  const std::unique_ptr<cmark_node, Free> document(
      cmark_parse_document(clean.data(), clean.size(), CMARK_OPT_DEFAULT));
  const std::unique_ptr<cmark_iter, Free> iterator(cmark_iter_new(document.get()));
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (event != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_LINK) continue;
    cmark_node* image = cmark_node_first_child(node);
    if (image == nullptr || cmark_node_get_type(image) != CMARK_NODE_IMAGE) continue;
    Illustration one{cmark_node_get_url(node), cmark_node_get_url(image)};
    const bool elsewhere =
        one.design.find("://") != std::string::npos || one.picture.find("://") != std::string::npos;
    if (!elsewhere && one.design.ends_with(".joist") && one.picture.ends_with(".svg"))
      found.push_back(std::move(one));
  }
  return found;
}

std::vector<BareImage> find_bare_images(std::string_view markdown) {
  std::vector<BareImage> found;
  if (markdown.find(".joist") == std::string_view::npos) return found;
  const std::string clean = well_formed(markdown);
  if (clean.size() != markdown.size()) return found;  // places would not be those of the note
  std::vector<std::size_t> lines{0};
  for (std::size_t at = 0; (at = markdown.find('\n', at)) != std::string_view::npos;)
    lines.push_back(++at);
  const auto offset = [&](int line, int column) {
    const std::size_t start = line > 0 && static_cast<std::size_t>(line) <= lines.size()
                                  ? lines[static_cast<std::size_t>(line) - 1]
                                  : markdown.size();
    return std::min(markdown.size(), start + static_cast<std::size_t>(std::max(column, 1)) - 1);
  };
  const std::unique_ptr<cmark_node, Free> document(
      cmark_parse_document(clean.data(), clean.size(), CMARK_OPT_SOURCEPOS));
  const std::unique_ptr<cmark_iter, Free> iterator(cmark_iter_new(document.get()));
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (event != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_IMAGE) continue;
    if (cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_LINK) continue;
    BareImage one{offset(cmark_node_get_start_line(node), cmark_node_get_start_column(node)),
                  offset(cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1),
                  cmark_node_get_url(node), cmark_node_first_child(node) == nullptr};
    if (!one.design.ends_with(".joist") || one.design.find("://") != std::string::npos) continue;
    if (one.end <= one.begin) continue;
    const std::string_view image = markdown.substr(one.begin, one.end - one.begin);
    // An address that stands elsewhere, as in `![words][1]`, is not rewritten.
    const bool whole = image.starts_with("![") && image.ends_with(")") &&
                       image.find("](") != std::string_view::npos &&
                       image.rfind(".joist") != std::string_view::npos;
    if (whole) found.push_back(std::move(one));
  }
  return found;
}

std::string as_illustration(std::string_view image, std::string_view words) {
  constexpr std::string_view extension = ".joist";
  const std::size_t address = image.rfind("](") + 2;
  const std::size_t stem = image.rfind(extension);
  std::size_t end = stem + extension.size();
  const std::string_view behind = image.substr(end);
  if (behind.starts_with(">")) ++end;
  const std::string_view own = image.substr(2, address - 4);
  return fmt::format("[![{}]({}.svg{}]({})", own.empty() ? words : own,
                     image.substr(address, stem - address), behind,
                     image.substr(address, end - address));
}

std::optional<std::string> line_prefix(std::string_view markdown, const Fence& fence) {
  std::optional<std::string> prefix;
  for (const Fence::Piece& piece : fence.pieces) {
    if (piece.begin == piece.end) continue;  // a quote may drop the blank behind its sign here
    const std::size_t before = markdown.find_last_of("\r\n", piece.begin);
    const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
    std::string found(markdown.substr(start, piece.begin - start));
    // What the design is indented by is its own.
    if (prefix && *prefix != found) return std::nullopt;
    prefix = std::move(found);
  }
  if (prefix) return prefix;
  // Of an empty block: a list's marker stands once, and its width before what follows.
  std::string blank = fence.prefix;
  for (char& c : blank) c = c == '>' || c == '\t' ? c : ' ';
  return blank;
}

std::string_view line_end(std::string_view markdown, const Fence& fence) {
  const std::size_t end = markdown.find('\n', fence.begin);
  const bool both = end != std::string_view::npos && end > 0 && markdown[end - 1] == '\r';
  return both ? "\r\n" : "\n";
}

std::optional<std::string> replaced(std::string_view markdown, const Fence& fence,
                                    std::string_view text) {
  const std::optional<std::string> prefix = line_prefix(markdown, fence);
  if (!prefix || fence.pieces.empty()) return std::nullopt;
  const std::size_t before = markdown.find_last_of("\r\n", fence.pieces.front().begin);
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  std::string result(markdown.substr(0, start));
  const std::string_view end = line_end(markdown, fence);
  if (text.ends_with('\n')) text.remove_suffix(1);
  bool first = true;
  for (const std::string_view line : split(text, '\n')) {
    if (!first) result += end;
    first = false;
    if (!line.empty() || prefix->find('>') != std::string::npos) result += *prefix;
    result += line;
  }
  result += markdown.substr(fence.pieces.back().end);
  return result;
}

std::string only(std::string_view markdown, const Fence& fence) {
  if (fence.pieces.empty()) return {};
  std::string text(markdown.substr(0, fence.pieces.back().end));
  std::size_t at = 0;
  const auto blank_until = [&](std::size_t end) {
    for (; at < end; ++at) {
      if (text[at] != '\n' && text[at] != '\r') text[at] = ' ';
    }
  };
  for (const Fence::Piece& piece : fence.pieces) {
    blank_until(piece.begin);
    at = std::max(at, piece.end);
  }
  return text + "\n";
}

}  // namespace joist::project
