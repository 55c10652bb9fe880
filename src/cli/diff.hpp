// The difference of two texts, as `diff -u` writes it.
#pragma once

#include <string>
#include <string_view>

namespace joist::cli {

// Empty where the texts are the same; three lines of context.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after);

}  // namespace joist::cli
