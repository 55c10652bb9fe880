// The values of the leaves of the tree.
#include "syntax/tree.hpp"

#include "base/text.hpp"

namespace joist::syntax {

namespace {

std::string unescaped(std::string_view inside) {
  std::string value;
  value.reserve(inside.size());
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] != '\\' || i + 1 == inside.size()) {
      value += inside[i];
      continue;
    }
    const char next = inside[++i];
    if (next == 'n') {
      value += '\n';
    } else if (next == 't') {
      value += '\t';
    } else if (next == '"' || next == '\\') {
      value += next;
    } else {
      value += '\\';
      value += next;
    }
  }
  return value;
}

bool blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == line.npos;
}

// The blanks that every line but the first and the empty ones begins with.
std::size_t common_indent(const std::vector<std::string_view>& lines) {
  std::size_t indent = std::string_view::npos;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (blank(lines[i])) continue;
    indent = std::min(indent, lines[i].find_first_not_of(" \t"));
  }
  return indent == std::string_view::npos ? 0 : indent;
}

std::string unindented(std::string_view inside) {
  std::vector<std::string_view> lines = split(inside, '\n');
  for (std::string_view& line : lines) {
    if (line.ends_with('\r')) line.remove_suffix(1);
  }
  const std::size_t indent = common_indent(lines);
  std::string value;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool last = i + 1 == lines.size();
    if ((i == 0 || last) && blank(lines[i])) continue;
    if (!value.empty() || i > 1) value += '\n';
    if (!blank(lines[i])) value += i == 0 ? trimmed(lines[i]) : lines[i].substr(indent);
  }
  return value;
}

}  // namespace

std::string string_value(std::string_view literal) {
  if (literal.size() >= 6 && literal.starts_with("\"\"\"")) {
    return unindented(literal.substr(3, literal.size() - 6));
  }
  if (literal.size() < 2) return std::string(literal);
  return unescaped(literal.substr(1, literal.size() - 2));
}

}  // namespace joist::syntax
