// Cuts a text behind its line feeds.
#include "base/lines.hpp"

#include <algorithm>

namespace joist {

std::vector<std::string_view> whole_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string with_line_ends_of(std::string_view text, std::string_view written) {
  const std::size_t first = text.find('\n');
  if (first == text.npos || first == 0 || text[first - 1] != '\r') return std::string(written);
  std::string result;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == '\n' && (i == 0 || written[i - 1] != '\r')) result += '\r';
    result += written[i];
  }
  return result;
}

}  // namespace joist
