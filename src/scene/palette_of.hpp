// A palette from the lines of a theme, where every colour must be: what is missing, or is there
// twice, does not compile.
#pragma once

#include <initializer_list>

#include "scene/palette.hpp"

namespace joist::scene {

struct ThemeLine {
  Color color;
  std::uint32_t light, dark;
};

consteval Palette palette_of(std::string_view name, std::initializer_list<ThemeLine> lines) {
  Palette palette{name, {}};
  std::array<bool, color_count> seen{};
  for (const ThemeLine& line : lines) {
    const auto index = static_cast<std::size_t>(line.color);
    if (seen[index]) throw "a colour is stated twice";
    seen[index] = true;
    palette.shades[index] = {line.light, line.dark};
  }
  for (std::size_t i = 1; i < color_count; ++i) {
    if (!seen[i]) throw "a colour is missing";
  }
  return palette;
}

}  // namespace joist::scene
