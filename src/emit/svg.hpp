// A picture as SVG 1.1 that looks the same in browsers, in `<img>` and in librsvg.
#pragma once

#include <string>
#include <string_view>

#include "emit/emitter.hpp"

namespace joist::emit {

// Light values stand as presentation attributes; with the automatic theme one media block of
// classes holds the dark ones.
std::string write_svg(const Drawing& drawing);

// What stands inside of an icon's `<svg>`, and the attributes of it that its parts inherit.
struct IconParts {
  std::string attributes;  // ` fill="none" stroke="currentColor"`
  std::string_view body;
  double width = 24, height = 24;
};
IconParts icon_parts(std::string_view markup);

}  // namespace joist::emit
