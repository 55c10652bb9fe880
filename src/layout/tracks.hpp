// The order of the sideways steps between two rows: which of them lies above which.
#pragma once

#include <vector>

namespace joist::layout {

// A sideways step, with what it joins above and below: one place each, or, for a line that turns
// back, two above and none below.
struct Crossover {
  double low = 0, high = 0;
  std::vector<double> above, below;
  double half = 0;  // of the height of a pill that stands on it
  int track = 0;    // the answer
};

// Gives each step a track, counted from above, so that few lines cross and none run on each other.
// Returns the number of tracks.
int assign_tracks(std::vector<Crossover>& steps);

}  // namespace joist::layout
