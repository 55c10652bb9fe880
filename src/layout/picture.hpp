// The one waist before output: a picture as plain drawing. It knows nothing of the language.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "layout/graph.hpp"
#include "scene/measure.hpp"
#include "scene/palette.hpp"
#include "scene/scene.hpp"

namespace joist::layout {

using scene::Color;

// `custom` replaces the stroke's colour in both themes; `#rrggbb` or a colour's name.
struct Style {
  Color fill = Color::none;
  Color stroke = Color::none;
  double width = 1;
  scene::Stroke dash = scene::Stroke::solid;
  std::string custom;
};

// Cubic pieces take three points, the others one; `close` none.
struct Step {
  enum class Kind : std::uint8_t { move, line, cubic, close } kind = Kind::move;
  Point points[3];
};

struct Path {
  std::vector<Step> steps;
  Style style;
};
struct Box {
  Rect rect;
  double radius = 0;
  Style style;
};
struct Circle {
  Point center;
  double radius = 0;
  Style style;
};

enum class Anchor : std::uint8_t { start, middle, end };

struct Run {
  std::string text;
  scene::Weight weight = scene::Weight::regular;
  Color color = Color::ink;
};
// One line of text, its baseline at `at`. `on` is what it stands on, `width` what it was measured
// to take: a renderer with wider fonts has to squeeze it into that.
struct Words {
  Point at;
  Anchor anchor = Anchor::start;
  double size = 12;
  std::vector<Run> runs;
  Color on = Color::canvas;
  double width = 0;
};

// An icon: SVG markup of a whole `<svg>`, drawn into the rectangle in one colour.
struct Mark {
  Rect rect;
  std::string markup;
  Color color = Color::ink;
  std::string custom;
};

using Item = std::variant<Path, Box, Circle, Words, Mark>;

// Things that belong together. With an id it is a part that a reader can point at; without one it
// is decoration.
struct Group {
  std::string id;      // stable: "box-us.a.api"
  std::string name;    // what it is, for classes: "box", "panel", "line", "legend"
  std::string spoken;  // one line for screen readers; empty for decoration
  std::string tooltip;
  std::string link;
  std::vector<Item> items;
};

// Groups in the order of painting, which is also that of reading.
struct Picture {
  Size size;
  std::string title, description;
  std::string kind = "architecture diagram";  // what it is, for screen readers
  std::vector<Group> groups;
};

// Texts that contrast less than 4.5 to 1 with what they stand on, on light or on dark pages.
int low_contrast(const Picture& picture, const scene::Palette& palette = scene::neutral());

}  // namespace joist::layout
