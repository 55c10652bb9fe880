// Names of colours, the palettes by name, and contrasts.
#include "scene/palette.hpp"

#include <algorithm>
#include <cmath>

namespace joist::scene {
namespace {

constexpr std::string_view names[color_count] = {
    "none",       "canvas",     "ink",     "quiet",        "line",       "hot",
    "rule",       "card",       "pill",    "hatch",        "frame-even", "frame-odd",
    "frame-line", "frame-tab",  "source",  "source-tint",  "pass",       "pass-tint",
    "split",      "split-tint", "cache",   "cache-tint",   "store",      "store-tint",
    "queue",      "queue-tint", "compute", "compute-tint", "external",   "external-tint",
    "track",      "fine",       "tight",   "over",         "tight-ink",  "over-ink",
    "error",      "error-ink",  "warning", "warning-ink",  "note",       "note-ink",
    "ring",       "added",      "removed", "changed"};

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(std::uint32_t color) {
  const auto channel = [&](int shift) { return linear(((color >> shift) & 0xff) / 255.0); };
  return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
}

}  // namespace

std::string_view name(Color color) {
  return names[static_cast<std::size_t>(color)];
}

bool Palette::is_fixed() const {
  return std::all_of(shades.begin(), shades.end(),
                     [](const Shade& shade) { return shade.light == shade.dark; });
}

const Palette* find_palette(std::string_view name) {
  for (const Palette& palette : palettes()) {
    if (palette.name == name) return &palette;
  }
  return nullptr;
}

const Palette& neutral() {
  static const Palette& palette = *find_palette("neutral");
  return palette;
}

double contrast(std::uint32_t a, std::uint32_t b) {
  const double one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

}  // namespace joist::scene
