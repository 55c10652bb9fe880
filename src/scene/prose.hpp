// Markdown as plain text, for tooltips.
#pragma once

#include <string>
#include <string_view>

namespace joist::scene {

// The words without their marks, a line for each paragraph and item; links keep their address.
std::string without_markdown(std::string_view text);

}  // namespace joist::scene
