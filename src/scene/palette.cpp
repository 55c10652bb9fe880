// The palette and its contrasts.
#include "scene/palette.hpp"

#include <algorithm>
#include <cmath>

namespace joist::scene {
namespace {

constexpr Paint paints[] = {
    {Color::none, "none", 0, 0},
    {Color::canvas, "canvas", 0xffffff, 0x0d1117},
    {Color::ink, "ink", 0x1b2430, 0xe8edf4},
    {Color::quiet, "quiet", 0x566172, 0x9eabbc},
    {Color::line, "line", 0x77849a, 0x7f8da3},
    {Color::hot, "hot", 0x2450c8, 0x86a9ff},
    {Color::rule, "rule", 0xdde3ea, 0x2a3442},
    {Color::card, "card", 0xffffff, 0x18202c},
    {Color::pill, "pill", 0xffffff, 0x151c27},
    {Color::hatch, "hatch", 0xffffff, 0x18202c},
    {Color::frame_even, "frame-even", 0xf5f7fa, 0x11171f},
    {Color::frame_odd, "frame-odd", 0xebeff5, 0x161d27},
    {Color::frame_line, "frame-line", 0xc3ccd8, 0x364252},
    {Color::frame_tab, "frame-tab", 0xdde4ed, 0x232d3b},
    {Color::source_ink, "source", 0x475467, 0xb4bfce},
    {Color::source_tint, "source-tint", 0xe9edf2, 0x2a3340},
    {Color::pass_ink, "pass", 0x2262c6, 0x79aefb},
    {Color::pass_tint, "pass-tint", 0xe5eefc, 0x1b3050},
    {Color::split_ink, "split", 0x6a45c4, 0xb59cf8},
    {Color::split_tint, "split-tint", 0xeee9fb, 0x30264f},
    {Color::cache_ink, "cache", 0xb02a78, 0xf28cc4},
    {Color::cache_tint, "cache-tint", 0xfbe7f2, 0x47203a},
    {Color::store_ink, "store", 0x0b7069, 0x56c9bd},
    {Color::store_tint, "store-tint", 0xdff3f0, 0x12393a},
    {Color::queue_ink, "queue", 0x9a4d12, 0xeda66c},
    {Color::queue_tint, "queue-tint", 0xfaeadc, 0x42291a},
    {Color::compute_ink, "compute", 0x0d6c94, 0x66bfe6},
    {Color::compute_tint, "compute-tint", 0xdff1f9, 0x143546},
    {Color::external_ink, "external", 0x5d6673, 0xa7b1bf},
    {Color::external_tint, "external-tint", 0xeceef1, 0x2b313b},
    {Color::track, "track", 0xe3e8ee, 0x2c3644},
    {Color::fine, "fine", 0x2e9e63, 0x3fb777},
    {Color::tight, "tight", 0xd98a0b, 0xe0a12e},
    {Color::over, "over", 0xd4303a, 0xf0626a},
    {Color::tight_ink, "tight-ink", 0x8a5400, 0xf0b95a},
    {Color::over_ink, "over-ink", 0xb3202b, 0xff8f94},
    {Color::error_fill, "error", 0xc4242f, 0xff9095},
    {Color::error_ink, "error-ink", 0xffffff, 0x3a0709},
    {Color::warning_fill, "warning", 0xffcf66, 0xf0c05a},
    {Color::warning_ink, "warning-ink", 0x4a2f00, 0x3a2500},
    {Color::note_fill, "note", 0xd8e6fb, 0x28456e},
    {Color::note_ink, "note-ink", 0x1b4a94, 0xd3e4ff},
    {Color::ring, "ring", 0xd4303a, 0xf0626a},
};

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(std::uint32_t color) {
  const auto channel = [&](int shift) { return linear(((color >> shift) & 0xff) / 255.0); };
  return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
}

}  // namespace

std::span<const Paint> palette() {
  return paints;
}

const Paint& paint(Color color) {
  return paints[static_cast<std::size_t>(color)];
}

double contrast(std::uint32_t a, std::uint32_t b) {
  const double one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

double contrast(Color text, Color background, Theme theme) {
  const auto value = [&](Color color) {
    return theme == Theme::light ? paint(color).light : paint(color).dark;
  };
  return contrast(value(text), value(background));
}

}  // namespace joist::scene
