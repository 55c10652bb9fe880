// Paths of sources as other tools want them: relative to the folder a report is meant for.
#pragma once

#include <string>
#include <string_view>

namespace joist::report {

// `path` without `base` in front and without `./`; unchanged where it does not stand below `base`.
// Slashes only.
std::string relative_path(std::string_view path, std::string_view base);
// The same as a relative URI reference, or an absolute `file:` URI for an absolute path.
std::string uri(std::string_view path, std::string_view base);

}  // namespace joist::report
