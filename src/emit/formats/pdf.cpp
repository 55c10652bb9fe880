// PDF, through librsvg where it is installed.
#include "emit/rasterise.hpp"
#include "emit/svg.hpp"

namespace joist::emit::formats {
namespace {

// There is nobody to ask for dark: what is not fixed is light.
Written write(const Drawing& drawing) {
  const Theme theme = drawing.theme == Theme::dark ? Theme::dark : Theme::light;
  return rasterise(write_svg(drawing.picture, theme, drawing.prefix), drawing.picture.size,
                   Raster::pdf);
}

}  // namespace

extern const Emitter pdf;
constinit const Emitter pdf{"pdf",          "pdf", "one page of vectors, for print",
                            Needs::picture, true,  write};

}  // namespace joist::emit::formats
