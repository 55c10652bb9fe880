// Settings from the `joist.toml` that stands nearest above a design.
#pragma once

#include <string>

#include "base/world.hpp"
#include "project/project.hpp"

namespace joist::project {

struct SettingsFile {
  Settings settings;
  std::string path;   // of the file; empty where there is none
  std::string error;  // one line with the place, "joist.toml:3: ..."; empty when all is well
};

// Looks in the folder of `path` and in those above it; the first `joist.toml` counts, alone. Its
// folder is then the root that imports may not leave.
SettingsFile read_settings(World& world, const std::string& path);
// The same for a text at hand.
SettingsFile parse_settings(const std::string& path, std::string_view text);

// What `theme` can be, in settings and designs and on the command line, separated by blanks.
std::string_view theme_names();

}  // namespace joist::project
