// Borrows librsvg and cairo at run time.
#include "emit/rasterise.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include <dlfcn.h>

#include "emit/png_resolution.hpp"
#include "emit/svg.hpp"

namespace joist::emit {
namespace {

using Sink = int (*)(void* closure, const unsigned char* data, unsigned length);
struct Viewport {
  double x, y, width, height;  // RsvgRectangle
};

// The functions used, by their names; null where a library lacks one.
struct Libraries {
  void* (*rsvg_handle_new_from_data)(const unsigned char*, std::size_t, void**) = nullptr;
  int (*rsvg_handle_render_document)(void*, void*, const Viewport*, void**) = nullptr;
  void (*g_object_unref)(void*) = nullptr;
  void* (*cairo_image_surface_create)(int, int, int) = nullptr;
  void* (*cairo_pdf_surface_create_for_stream)(Sink, void*, double, double) = nullptr;
  void (*cairo_pdf_surface_set_metadata)(void*, int, const char*) = nullptr;
  int (*cairo_surface_write_to_png_stream)(void*, Sink, void*) = nullptr;
  int (*cairo_surface_status)(void*) = nullptr;
  void (*cairo_surface_finish)(void*) = nullptr;
  void (*cairo_surface_destroy)(void*) = nullptr;
  void* (*cairo_create)(void*) = nullptr;
  void (*cairo_destroy)(void*) = nullptr;
  std::string missing;  // the first library or function that is not there
};

constexpr int argb32 = 0, created = 5;  // CAIRO_FORMAT_ARGB32, CAIRO_PDF_METADATA_CREATE_DATE
constexpr double points_per_pixel = 0.75;
constexpr double most_pixels = 120e6, longest_side = 32000;  // cairo's own limit is 32767

template <class Function>
void take(Libraries& into, void* library, Function& function, const char* name) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (!function && into.missing.empty()) into.missing = name;
}

void* open_library(Libraries& into, const char* name, const char* otherwise) {
  void* library = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
  if (!library) library = dlopen(otherwise, RTLD_LAZY | RTLD_LOCAL);
  if (!library && into.missing.empty()) into.missing = name;
  return library;
}

Libraries find_libraries() {
  Libraries all;
  void* rsvg = open_library(all, "librsvg-2.so.2", "librsvg-2.2.dylib");
  void* gobject = open_library(all, "libgobject-2.0.so.0", "libgobject-2.0.0.dylib");
  void* cairo = open_library(all, "libcairo.so.2", "libcairo.2.dylib");
  if (!all.missing.empty()) return all;
  take(all, rsvg, all.rsvg_handle_new_from_data, "rsvg_handle_new_from_data");
  take(all, rsvg, all.rsvg_handle_render_document, "rsvg_handle_render_document");
  take(all, gobject, all.g_object_unref, "g_object_unref");
  take(all, cairo, all.cairo_image_surface_create, "cairo_image_surface_create");
  take(all, cairo, all.cairo_pdf_surface_create_for_stream, "cairo_pdf_surface_create_for_stream");
  take(all, cairo, all.cairo_pdf_surface_set_metadata, "cairo_pdf_surface_set_metadata");
  take(all, cairo, all.cairo_surface_write_to_png_stream, "cairo_surface_write_to_png_stream");
  take(all, cairo, all.cairo_surface_status, "cairo_surface_status");
  take(all, cairo, all.cairo_surface_finish, "cairo_surface_finish");
  take(all, cairo, all.cairo_surface_destroy, "cairo_surface_destroy");
  take(all, cairo, all.cairo_create, "cairo_create");
  take(all, cairo, all.cairo_destroy, "cairo_destroy");
  return all;
}

int collect(void* closure, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return 0;
}

using Held = std::unique_ptr<void, void (*)(void*)>;

// Without the date that cairo would put in: the same picture is the same bytes.
Held make_surface(const Libraries& use, const Viewport& viewport, Raster raster,
                  std::string& bytes) {
  void* surface = nullptr;
  if (raster == Raster::pdf) {
    surface =
        use.cairo_pdf_surface_create_for_stream(collect, &bytes, viewport.width, viewport.height);
    use.cairo_pdf_surface_set_metadata(surface, created, nullptr);
  } else {
    surface = use.cairo_image_surface_create(argb32, static_cast<int>(std::ceil(viewport.width)),
                                             static_cast<int>(std::ceil(viewport.height)));
  }
  return {surface, use.cairo_surface_destroy};
}

double scale_of(const Drawing& drawing, Raster raster) {
  if (raster == Raster::pdf) return points_per_pixel;
  const layout::Size size = drawing.picture.size;
  return std::min({drawing.scale, longest_side / std::max(size.width, size.height),
                   std::sqrt(most_pixels / std::max(1.0, size.width * size.height))});
}

Written failure(std::string trouble, std::string help) {
  return {{}, std::move(trouble), std::move(help)};
}

}  // namespace

Written rasterise(const Drawing& drawing, Raster raster) {
  static const Libraries use = find_libraries();
  const char* kind = raster == Raster::png ? "PNG" : "PDF";
  if (!use.missing.empty()) {
    return failure(std::string(kind) + " needs librsvg, and `" + use.missing + "` is not there",
                   "install `librsvg2-2`, or write SVG");
  }
  Drawing fixed = drawing;
  if (drawing.theme == Theme::automatic) fixed.theme = Theme::light;
  const std::string svg = write_svg(fixed);
  std::string bytes;
  const double scale = scale_of(drawing, raster);
  const layout::Size size = drawing.picture.size;
  const Viewport viewport = {0, 0, size.width * scale, size.height * scale};
  const Held surface = make_surface(use, viewport, raster, bytes);
  const Held handle(use.rsvg_handle_new_from_data(
                        reinterpret_cast<const unsigned char*>(svg.data()), svg.size(), nullptr),
                    use.g_object_unref);
  if (!handle || use.cairo_surface_status(surface.get()) != 0) {
    return failure(std::string("librsvg could not draw this picture as ") + kind,
                   "it may be too large; write SVG");
  }
  bool drawn = false;
  {
    const Held cairo(use.cairo_create(surface.get()), use.cairo_destroy);
    drawn = use.rsvg_handle_render_document(handle.get(), cairo.get(), &viewport, nullptr) != 0;
  }
  if (raster == Raster::png) {
    drawn = drawn && use.cairo_surface_write_to_png_stream(surface.get(), collect, &bytes) == 0;
    state_resolution(bytes, scale);
  } else {
    use.cairo_surface_finish(surface.get());
    drawn = drawn && use.cairo_surface_status(surface.get()) == 0;
  }
  if (!drawn) return failure(std::string("librsvg could not write this picture as ") + kind, "");
  return {std::move(bytes), {}, {}};
}

}  // namespace joist::emit
