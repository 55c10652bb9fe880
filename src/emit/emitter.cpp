// Looks formats up by name and by extension.
#include "emit/emitter.hpp"

#include "base/text.hpp"

namespace joist::emit {

const Emitter* find_emitter(std::string_view name) {
  for (const Emitter* emitter : formats::catalogue()) {
    if (emitter->name == name) return emitter;
  }
  return nullptr;
}

const Emitter* emitter_for(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::size_t dot = name.find_last_of('.');
  if (dot == std::string_view::npos) return nullptr;
  const std::string_view extension = name.substr(dot + 1);
  for (const Emitter* emitter : formats::catalogue()) {
    for (std::string_view one : split(emitter->extensions, ' ')) {
      if (one == extension) return emitter;
    }
  }
  return nullptr;
}

}  // namespace joist::emit
