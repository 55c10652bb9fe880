// PDF, through librsvg where it is installed.
#include "emit/rasterise.hpp"

namespace joist::emit::formats {
namespace {

Written write(const Drawing& drawing) {
  return rasterise(drawing, Raster::pdf);
}

}  // namespace

extern const Emitter pdf;
constinit const Emitter pdf{"pdf",          "pdf", "one page of vectors, for print",
                            Needs::picture, true,  write};

}  // namespace joist::emit::formats
