// The engine that always works: from the author's order, each cell moves to the middle of its
// neighbours, a few times up and down.
#include "layout/engines/engine.hpp"
#include "layout/sweeping.hpp"

namespace joist::layout::engines {
namespace {

Outcome place(const Task& task) {
  if (!task.places.empty()) return {task.places, {}};
  return {sweep(task.layers, free_start), {}};
}

}  // namespace

extern const Engine grid;
const Engine grid{"grid", 2, place};

}  // namespace joist::layout::engines
