// The colours of a picture by their use, as the themes of the stdlib give them, and how far they
// contrast.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace joist::scene {

// What kind of page a picture stands on.
enum class Theme : std::uint8_t { light, dark };

// Named for what it paints. `*_ink` is for lines, icons and text of a role, `*_tint` for what
// stands behind its icon.
enum class Color : std::uint8_t {
  none,
  canvas,
  ink,
  quiet,
  line,
  hot,
  rule,
  card,
  pill,
  hatch,
  frame_even,
  frame_odd,
  frame_line,
  frame_tab,
  source_ink,
  source_tint,
  pass_ink,
  pass_tint,
  split_ink,
  split_tint,
  cache_ink,
  cache_tint,
  store_ink,
  store_tint,
  queue_ink,
  queue_tint,
  compute_ink,
  compute_tint,
  external_ink,
  external_tint,
  track,
  fine,
  tight,
  over,
  tight_ink,
  over_ink,
  error_fill,
  error_ink,
  warning_fill,
  warning_ink,
  note_fill,
  note_ink,
  ring,
  added,
  removed,
  changed,
};
inline constexpr std::size_t color_count = static_cast<std::size_t>(Color::changed) + 1;

// As in the classes of an SVG: "ink", "source-tint".
std::string_view name(Color color);

struct Shade {
  std::uint32_t light = 0, dark = 0;  // 0xrrggbb
};

// A theme: one file of stdlib/themes.
struct Palette {
  std::string_view name;  // "neutral"
  std::array<Shade, color_count> shades{};

  std::uint32_t value(Color color, Theme theme) const {
    const Shade& shade = shades[static_cast<std::size_t>(color)];
    return theme == Theme::light ? shade.light : shade.dark;
  }
  // The same on light and on dark pages.
  bool is_fixed() const;
};

// By name, and the one that is used unless another is asked for.
std::span<const Palette> palettes();
const Palette* find_palette(std::string_view name);
const Palette& neutral();

// WCAG 2.1, "contrast ratio": from 1 to 21, of two sRGB colours 0xrrggbb.
double contrast(std::uint32_t a, std::uint32_t b);

}  // namespace joist::scene
