// One design at several stages as one picture: what is the same stands at the same place in each.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "scene/scene.hpp"

namespace joist::scene {

// The design at one stage. `boxes`, `panels` and `lines` say for each part of the scene which part
// of the whole it is.
struct Shot {
  std::string label;                 // "5G users"
  std::vector<std::string> changes;  // "api: replicas 3 → 12", since the shot before
  std::set<std::string> changed;     // ids of what those changes are of
  std::vector<std::string> still;    // "`API tier` still gets 2.36k/s of 1.5k": said by no finding
  std::string calm;                  // said where nothing else is: "nothing new breaks"
  Scene scene;
  std::vector<BoxId> boxes;
  std::vector<PanelId> panels;
  std::vector<std::size_t> lines;
};

// `whole` has what any of the shots has, each part as large as its largest: a place for everything.
// Its words are those that hold for all shots: title, legend, notes.
struct Strip {
  Scene whole;
  std::vector<Shot> shots;
};

// The first shot is the design as it stands. In the later ones what is new, or among `changed`, is
// marked; what is gone is not drawn.
Strip strip(std::vector<Shot> shots);

}  // namespace joist::scene
