// The picture of a design, with the place in the text of each of its parts.
#pragma once

#include <string>
#include <vector>

#include "ide/design.hpp"

namespace joist::ide {

// What of it is drawn; empty: all, as it stands.
struct PreviewChoice {
  std::string flow, stage, view, direction;
  std::vector<std::string> themes;  // a later one goes before
};

struct Preview {
  struct Part {
    std::string element;  // id in the picture
    std::string name;
    Span span;
  };
  std::string svg;  // empty where there is none, and `trouble` says why
  std::string trouble;
  std::string title;
  std::vector<std::string> flows, stages, views;
  std::vector<Part> parts;
  bool understood = true;  // false: parts of the text could not be read
};
Preview preview(World& world, const project::Project& project, const PreviewChoice& choice);

}  // namespace joist::ide
