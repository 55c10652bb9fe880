// Takes the markup of an icon apart, so that it can stand inside of another drawing.
#include <array>
#include <cstdlib>

#include "base/text.hpp"
#include "emit/svg.hpp"

namespace joist::emit {
namespace {

std::string_view attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
    const std::size_t after = at + name.size();
    const bool is_whole =
        at > 0 && (tag[at - 1] == ' ' || tag[at - 1] == '\n') && tag.substr(after, 2) == "=\"";
    if (!is_whole) continue;
    const std::size_t end = tag.find('"', after + 2);
    if (end == std::string_view::npos) return {};
    return tag.substr(after + 2, end - after - 2);
  }
  return {};
}

}  // namespace

IconParts icon_parts(std::string_view markup) {
  IconParts parts;
  const std::size_t start = markup.find("<svg"), end = markup.rfind("</svg>");
  if (start == std::string_view::npos || end == std::string_view::npos) return parts;
  const std::size_t close = markup.find('>', start);
  if (close == std::string_view::npos || close > end) return parts;
  const std::string_view tag = markup.substr(start, close - start);
  static constexpr std::array<std::string_view, 6> inherited = {
      "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill-rule"};
  for (std::string_view name : inherited) {
    const std::string_view value = attribute(tag, name);
    if (value.empty()) continue;
    parts.attributes += ' ';
    parts.attributes.append(name).append("=\"").append(value).append("\"");
  }
  const std::vector<std::string_view> box = split(attribute(tag, "viewBox"), ' ');
  if (box.size() == 4) {
    parts.width = std::atof(std::string(box[2]).c_str());
    parts.height = std::atof(std::string(box[3]).c_str());
  }
  if (parts.width <= 0 || parts.height <= 0) parts.width = parts.height = 24;
  parts.body = trimmed(markup.substr(close + 1, end - close - 1));
  return parts;
}

}  // namespace joist::emit
