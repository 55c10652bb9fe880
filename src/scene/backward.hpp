// Which lines lead against the flow, so that the others form no ring.
#pragma once

#include <vector>

#include "scene/scene.hpp"

namespace joist::scene {

// Sets `backward` of the lines. Of a ring that passes a source, the line that leads into the source
// is backward; of another, one that is not of the hottest flow and that is met last on the way from
// the sources, or else from `entries`: the boxes in which flows begin.
void find_backward(std::vector<Line>& lines, const std::vector<Box>& boxes,
                   const std::vector<BoxId>& entries);

}  // namespace joist::scene
