// One way to find out who stands beside whom in a layered graph. Each engine is a file of this
// folder that defines one constant.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.hpp"
#include "layout/layers.hpp"

namespace joist::layout::engines {

struct Task {
  World& world;
  const Layers& layers;
  const std::vector<double>& places;  // an order that is known already; may be empty
  std::chrono::milliseconds time_limit;
};

// By cell, a number that sorts it within its row; none is always explained by a trouble.
struct Outcome {
  std::optional<std::vector<double>> places;
  std::vector<std::string> troubles;
};

struct Engine {
  std::string_view name;
  int order;  // the smallest is tried first
  Outcome (*place)(const Task& task);
};

std::span<const Engine* const> catalogue();

}  // namespace joist::layout::engines
