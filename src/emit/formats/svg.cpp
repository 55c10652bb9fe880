// SVG, light and dark in one file.
#include "emit/svg.hpp"

namespace joist::emit::formats {
namespace {

Written write(const Drawing& drawing) {
  return {write_svg(drawing), {}, {}};
}

}  // namespace

extern const Emitter svg;
constinit const Emitter svg{
    "svg",          "svg", "vector picture for documents and pages, light and dark",
    Needs::picture, false, write};

}  // namespace joist::emit::formats
