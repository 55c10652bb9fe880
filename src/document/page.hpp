// What the page of a document brings along: its style sheet.
#pragma once

#include <span>

#include "project/project.hpp"

namespace joist::document {

using project::EmbeddedFile;
std::span<const EmbeddedFile> style_files();  // "report.css"

}  // namespace joist::document
