// One way to place the cells of a layered graph. Each engine is a file of this folder that defines
// one constant.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/world.hpp"
#include "layout/layers.hpp"

namespace joist::layout::engines {

struct Task {
  World& world;
  const Layers& layers;
  std::chrono::milliseconds time_limit;
};

// No placement is always explained by a trouble; a placement may have cost troubles, too.
struct Outcome {
  std::optional<Placement> placement;
  std::vector<std::string> troubles;
};

struct Engine {
  std::string_view name;
  int order;  // the smallest is tried first
  Outcome (*place)(const Task& task);
};

std::span<const Engine* const> catalogue();

}  // namespace joist::layout::engines
