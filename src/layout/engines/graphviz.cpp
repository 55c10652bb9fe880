// Graphviz' `dot`, in a child process that may fail in any way: what comes back is checked before
// it is believed. It is asked only for the order of the cells; the rows are given, and the places
// follow from the order.
#include <algorithm>

#include <fmt/format.h>

#include "layout/engines/engine.hpp"
#include "layout/wire.hpp"

namespace joist::layout::engines {
namespace {

int index(FrameId frame) {
  return frame ? static_cast<int>(frame.index()) : -1;
}

WireTask wire(const Layers& layers, int effort) {
  WireTask task;
  task.effort = effort;
  for (const FrameId parent : layers.parents) task.frames.push_back(index(parent));
  for (const Cell& cell : layers.cells) task.cells.push_back({index(cell.frame), cell.row});
  for (const Link& link : layers.links)
    task.links.push_back(
        {static_cast<int>(link.upper.value), static_cast<int>(link.lower.value), link.weight});
  return task;
}

std::string death(const ChildResult& result) {
  if (result.timed_out) return "took too long";
  if (result.exit_code < 0) return fmt::format("died of signal {}", -result.exit_code);
  return fmt::format("ended with code {}", result.exit_code);
}

// Why the answer is not to be believed; empty when it is.
std::string doubt(const Layers& layers, const std::optional<WireAnswer>& answer) {
  if (!answer || answer->cells.size() != layers.cells.size()) return "gave no answer";
  if (!answer->complaint.empty()) return "complained: " + answer->complaint;
  for (std::size_t c = 0; c < layers.cells.size(); ++c)
    if (answer->cells[c].row != layers.cells[c].row) return "moved a box to another row";
  return "";
}

std::optional<std::vector<double>> attempt(const Task& task, int effort,
                                           std::chrono::milliseconds limit, std::string& trouble) {
  ChildRequest request;
  request.arguments = {"--layout-child"};
  request.input = encode(wire(task.layers, effort));
  request.time_limit = limit;
  const ChildResult result = task.world.run(request);
  if (result.timed_out || result.exit_code != 0) {
    trouble = death(result);
    return std::nullopt;
  }
  const std::optional<WireAnswer> answer = decode_answer(result.output);
  trouble = doubt(task.layers, answer);
  if (!trouble.empty()) return std::nullopt;
  std::vector<double> places;
  for (const WirePlace& cell : answer->cells) places.push_back(cell.order);
  return places;
}

// In per cent. Large graphs take long and gain little by the last sweeps.
int effort_for(std::size_t cells) {
  constexpr std::size_t careful = 1500;
  return static_cast<int>(std::max<std::size_t>(4, 100 * careful / std::max(cells, careful)));
}

// First with all care, then, where that failed, with little.
Outcome place(const Task& task) {
  Outcome outcome;
  const int efforts[] = {effort_for(task.layers.cells.size()), 10};
  for (const int effort : efforts) {
    std::string trouble;
    outcome.places = attempt(task, effort, task.time_limit / 2, trouble);
    if (outcome.places) break;
    outcome.troubles.push_back("graphviz " + trouble);
  }
  return outcome;
}

}  // namespace

extern const Engine graphviz;
const Engine graphviz{"graphviz", 1, place};

}  // namespace joist::layout::engines
