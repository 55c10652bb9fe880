// PNG, through librsvg where it is installed.
#include "emit/rasterise.hpp"

namespace joist::emit::formats {
namespace {

Written write(const Drawing& drawing) {
  return rasterise(drawing, Raster::png);
}

}  // namespace

extern const Emitter png;
constinit const Emitter png{"png",          "png", "pixels, for places that take no SVG",
                            Needs::picture, true,  write};

}  // namespace joist::emit::formats
