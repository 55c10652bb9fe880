// The colours of a picture by their use, in a light and a dark theme, and how far they contrast.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace joist::scene {

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
};

struct Paint {
  Color color;
  std::string_view name;      // as in the classes of an SVG: "ink"
  std::uint32_t light, dark;  // 0xrrggbb
};

std::span<const Paint> palette();
const Paint& paint(Color color);

// WCAG 2.1, "contrast ratio": from 1 to 21, of two sRGB colours 0xrrggbb.
double contrast(std::uint32_t a, std::uint32_t b);
double contrast(Color text, Color background, Theme theme);

}  // namespace joist::scene
