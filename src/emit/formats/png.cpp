// PNG, through librsvg where it is installed.
#include "emit/rasterise.hpp"
#include "emit/svg.hpp"

namespace joist::emit::formats {
namespace {

// There is nobody to ask for dark: what is not fixed is light.
Written write(const Drawing& drawing) {
  const Theme theme = drawing.theme == Theme::dark ? Theme::dark : Theme::light;
  return rasterise(write_svg(drawing.picture, theme, drawing.prefix), drawing.picture.size,
                   Raster::png);
}

}  // namespace

extern const Emitter png;
constinit const Emitter png{
    "png",          "png", "pixels, at twice the size, for places that take no SVG",
    Needs::picture, true,  write};

}  // namespace joist::emit::formats
