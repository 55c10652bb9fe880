// A format that pictures are written in: one file each in formats/.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "layout/graph.hpp"
#include "layout/picture.hpp"
#include "scene/scene.hpp"

namespace joist::emit {

// `automatic`: light, and dark where the reader asks for it.
enum class Theme : std::uint8_t { automatic, light, dark };

// What a format works from before it writes: nothing but the scene; the places of boxes measured in
// pixels, drawn; or the places of boxes measured in the cells of a terminal.
enum class Needs : std::uint8_t { scene, picture, cells };

// Pixels of a PNG for each unit of the picture each way, where nothing else is asked for.
constexpr double pixels_of_png = 2;

struct Drawing {
  const scene::Scene& scene;
  const layout::Arrangement& arrangement;  // empty where only the scene is needed
  const layout::Picture& picture;          // empty unless it is needed
  Theme theme = Theme::automatic;
  std::string prefix = "joist-";  // of ids, so that several pictures fit in one page
  const scene::Palette& palette = scene::neutral();
  double scale = pixels_of_png;
};

// `trouble` says why there is nothing: "librsvg is not installed".
struct Written {
  std::string bytes;
  std::string trouble, help;
};

struct Emitter {
  std::string_view name;        // "svg"
  std::string_view extensions;  // separated by blanks: "svg"
  std::string_view summary;
  Needs needs;
  bool binary;  // not for a terminal
  Written (*write)(const Drawing& drawing);
};

namespace formats {
std::span<const Emitter* const> catalogue();
}
const Emitter* find_emitter(std::string_view name);
// By the extension of a path: "out/chirp.svg".
const Emitter* emitter_for(std::string_view path);

}  // namespace joist::emit
