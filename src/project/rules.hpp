// The rules whose findings come from following imports, for those who explain rules.
#pragma once

#include "syntax/rules.hpp"

namespace joist::project {

// clang-format off
inline constexpr syntax::RuleInfo rules[] = {
    {"import-outside", Severity::error, "an import from outside of the design's folder",
     "A design reads what lies in the folder of its root file (or of its `joist.toml`) and below, so that opening "
     "someone else's design reads nothing else of yours.",
     "import \"../payments.joist\"\nweb -> api\n", ""},
    {"import-ring", Severity::error, "files that import each other",
     "What a file means would depend on itself. The finding shows the ring.",
     "import \"design.joist\"\nweb -> api\n", "web -> api\n"},
    {"unreadable-file", Severity::error, "a design that can't be read",
     "The file is missing, is a folder, or may not be read.", "", ""},
    {"unreadable-import", Severity::error, "an imported file that can't be read",
     "The path is relative to the file that imports. What the missing file declares is passed over in silence, so that "
     "one slip in a path is one finding.",
     "import \"paymnts.joist\"\nweb -> api\n", "web -> api\n"},
};
// clang-format on

}  // namespace joist::project
