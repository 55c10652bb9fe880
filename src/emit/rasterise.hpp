// SVG to PNG and PDF through librsvg and cairo, which are looked for when they are first needed:
// the program neither waits for them at its start nor has to have them.
#pragma once

#include <string>

#include "emit/emitter.hpp"

namespace joist::emit {

enum class Raster : std::uint8_t { png, pdf };

// A PNG has `drawing.scale` pixels for each of the picture's units each way, as far as that fits,
// and says how large it is meant to be. There is nobody to ask for dark: what is not fixed is
// light.
Written rasterise(const Drawing& drawing, Raster raster);

}  // namespace joist::emit
