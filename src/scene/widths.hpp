// The built-in advance widths, so that a picture does not depend on the fonts of the machine.
#pragma once

#include <cstdint>
#include <span>

namespace joist::scene {

// `count` code points from `first` on that are all `advance` wide, in 1/2048 em.
struct WidthRun {
  std::uint16_t first, count, advance;
};

// By code point, rising.
std::span<const WidthRun> regular_widths();
std::span<const WidthRun> bold_widths();

}  // namespace joist::scene
