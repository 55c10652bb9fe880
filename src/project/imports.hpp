// The files of a design: its root and all that it imports, read and parsed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/project.hpp"
#include "resolve/resolve.hpp"

namespace joist::project {

// Adds the stdlib to a project that is empty so far; returns how many files it is.
std::size_t add_stdlib(Project& project);

// Parses the text as the root and follows its imports. Findings for what cannot be read, lies
// outside of the root folder or imports itself. Units are in the order of first import, the root
// first. With a `fence`, the text is Markdown and the design one of its blocks. `before`: as
// the files were earlier.
std::vector<resolve::Unit> add_design(World& world, Project& project, const std::string& path,
                                      std::string text, const Settings& settings,
                                      std::optional<std::size_t> fence = {},
                                      const Project* before = nullptr);

}  // namespace joist::project
