// Looks formats up by name and by extension.
#include "document/format.hpp"

#include "base/text.hpp"

namespace joist::document {

const Format* find_format(std::string_view name) {
  for (const Format* format : formats::catalogue())
    if (format->name == name) return format;
  return nullptr;
}

const Format* format_for(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return nullptr;
  for (const Format* format : formats::catalogue())
    for (const std::string_view extension : split(format->extensions, ' '))
      if (extension == name.substr(dot + 1)) return format;
  return nullptr;
}

}  // namespace joist::document
