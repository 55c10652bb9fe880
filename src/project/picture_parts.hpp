// What a picture is made with and made of: icons, the findings it shows, the ids of its parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emit/render.hpp"
#include "project/project.hpp"

namespace joist::project {

// The drawing of an icon by its name; empty where there is none.
std::string_view icon(std::string_view name);

// Takes from a word of `--theme`, or of `theme` in settings, what it says of pages to draw for and
// of palettes, and leaves the rest.
void choose_theme(std::string_view word, emit::RenderOptions& options);

// The palettes there are: what a theme can be besides light, dark and automatic.
std::vector<std::string> palette_names();

// What is new at a stage, and what holds there still of the design as it stands.
std::vector<Finding> findings_at(const Project& project, const Stage& stage);

// A part of a picture under the id that the SVG gives it, and where it stands in the text.
struct PicturePart {
  std::string element;
  std::string name;  // "us.a.api", "api -> db"
  Span span;
};
std::vector<PicturePart> picture_parts(const model::Model& model);

// The names of flows, in order; without the one of arrows outside of any.
std::vector<std::string> flow_paths(const model::Model& model);

}  // namespace joist::project
