// Two pictures of one design as one: what was added, removed and changed is marked.
#pragma once

#include <set>
#include <string>

#include "scene/scene.hpp"

namespace joist::scene {

// The scene after, with what only the scene before has. Boxes, frames and lines are the same by
// their ids; of those in both, `changed` are marked, too. Marks are signs and words as well as
// colours: `+` added, `−` removed (thin lines), `~` changed.
Scene merged(const Scene& before, Scene after, const std::set<std::string>& changed);

// The same marks alone: what is gone is not added.
void mark_changes(const Scene& before, Scene& after, const std::set<std::string>& changed);

}  // namespace joist::scene
