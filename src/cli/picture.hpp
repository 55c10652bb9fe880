// From the options of `render` to a picture's bytes.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "emit/render.hpp"
#include "project/project.hpp"

namespace joist::cli {

// The formats' names, separated by blanks.
std::string picture_formats();

// Where the picture goes and in which format, by `--to`, the output's name, or the input's.
struct PictureTarget {
  const emit::Emitter* emitter = nullptr;
  std::string path;  // `-` for standard output
  std::string error;
};
PictureTarget picture_target(const Call& call);

struct PictureRequest {
  const emit::Emitter* emitter = nullptr;
  emit::RenderOptions options;
  std::string theme;    // empty: that of the settings
  std::string palette;  // goes before that of the theme
  bool metrics = false;
  std::string stage;
  bool stages = false;  // all of them in one picture
  std::string error;
};
PictureRequest picture_request(const Call& call, const PictureTarget& target);

// What `--theme` and `theme` in settings can be: pages to draw for, and palettes.
std::string theme_names();

// The picture of the design, at the stage that was asked for.
emit::Rendered draw(World& world, const project::Project& project,
                    const project::Settings& settings, const PictureRequest& request);

// Paths of the files that the design was read from, the stdlib's not among them.
std::vector<std::string> own_files(const project::Project& project);

}  // namespace joist::cli
