// SVG to PNG and PDF through librsvg and cairo, which are looked for when they are first needed:
// the program neither waits for them at its start nor has to have them.
#pragma once

#include <string>

#include "emit/emitter.hpp"

namespace joist::emit {

enum class Raster : std::uint8_t { png, pdf };

// `size` is that of the drawing in pixels; a PNG has twice as many each way, as far as that fits.
Written rasterise(const std::string& svg, layout::Size size, Raster raster);

}  // namespace joist::emit
