// The files of the preview's page, which travel inside the program.
#pragma once

#include <span>

#include "project/project.hpp"

namespace joist::serve {

using project::EmbeddedFile;
std::span<const EmbeddedFile> page_files();  // "index.html", "preview.js", "preview.css"

}  // namespace joist::serve
