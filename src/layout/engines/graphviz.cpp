// Graphviz' `dot`, in a child process that may fail in any way: what comes back is checked before
// it is believed.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "layout/engines/engine.hpp"
#include "layout/spacing.hpp"
#include "layout/wire.hpp"

namespace joist::layout::engines {
namespace {

int whole(double pixels) {
  return static_cast<int>(std::ceil(pixels));
}

int room_around(CellKind kind) {
  return kind == CellKind::box ? whole(spacing::box_gap - spacing::line_gap) : 0;
}

constexpr int label_padding_width = 16, label_padding_height = 8;  // Graphviz adds these to labels

// The title's room, only as far as it counts along the rows.
WireFrame wire_frame(const Layers& layers, FrameId frame) {
  const FrameId parent = layers.parents[frame.index()];
  const Size room = title_room(layers.titles[frame.index()]);
  WireFrame result{parent ? static_cast<int>(parent.index()) : -1, 1, 1};
  if (layers.rightward) {
    const double more = room.height + spacing::title_gap - spacing::frame_pad;
    result.title_height = std::max(0, whole(more - label_padding_height));
  } else {
    result.title_width = std::max(0, whole(room.width - label_padding_width));
  }
  return result;
}

WireTask wire(const Layers& layers, int effort) {
  WireTask task;
  task.rightward = layers.rightward;
  task.effort = effort;
  task.gap = whole(spacing::line_gap);
  task.pad = whole(spacing::frame_pad);
  for (std::size_t f = 0; f < layers.parents.size(); ++f)
    task.frames.push_back(wire_frame(layers, FrameId(f)));
  for (const Cell& cell : layers.cells) {
    task.cells.push_back({whole(cell.across + cell.after) + room_around(cell.kind), 10,
                          cell.frame ? static_cast<int>(cell.frame.index()) : -1});
  }
  for (const Link& link : layers.links)
    task.links.push_back(
        {static_cast<int>(link.upper.value), static_cast<int>(link.lower.value), link.weight});
  return task;
}

Placement placement_of(const Layers& layers, const WireAnswer& answer) {
  Placement placement;
  int first = 0, last = 0;
  for (std::size_t c = 0; c < answer.cells.size(); ++c) {
    first = c == 0 ? answer.cells[c].row : std::min(first, answer.cells[c].row);
    last = c == 0 ? answer.cells[c].row : std::max(last, answer.cells[c].row);
  }
  placement.rows.resize(static_cast<std::size_t>(last - first + 1));
  placement.extents.assign(layers.parents.size(), {last + 1, -1});
  for (std::size_t c = 0; c < answer.cells.size(); ++c) {
    const int row = answer.cells[c].row - first;
    placement.rows[static_cast<std::size_t>(row)].push_back(CellId(c));
    placement.centre.push_back(answer.cells[c].centre - layers.cells[c].after / 2);
    for (FrameId f = layers.cells[c].frame; f; f = layers.parents[f.index()]) {
      Extent& extent = placement.extents[f.index()];
      extent.first = std::min(extent.first, row);
      extent.last = std::max(extent.last, row);
    }
  }
  for (auto& row : placement.rows)
    std::stable_sort(row.begin(), row.end(), [&](CellId a, CellId b) {
      return answer.cells[a.index()].centre < answer.cells[b.index()].centre;
    });
  for (const WireSides& sides : answer.frames) {
    placement.low.push_back(sides.low);
    placement.high.push_back(sides.high);
  }
  return placement;
}

std::string death(const ChildResult& result) {
  if (result.timed_out) return "took too long";
  if (result.exit_code < 0) return fmt::format("died of signal {}", -result.exit_code);
  return fmt::format("ended with code {}", result.exit_code);
}

// One run; `trouble` says why there is no placement.
std::optional<Placement> attempt(const Task& task, int effort, std::chrono::milliseconds limit,
                                 std::string& trouble) {
  ChildRequest request;
  request.arguments = {"--layout-child"};
  request.input = encode(wire(task.layers, effort));
  request.time_limit = limit;
  const ChildResult result = task.world.run(request);
  const std::optional<WireAnswer> answer = decode_answer(result.output);
  if (result.timed_out || result.exit_code != 0) {
    trouble = death(result);
  } else if (!answer || answer->cells.size() != task.layers.cells.size() ||
             answer->frames.size() != task.layers.parents.size()) {
    trouble = "gave no answer";
  } else if (!answer->complaint.empty()) {
    trouble = "complained: " + answer->complaint;
  } else {
    Placement placement = placement_of(task.layers, *answer);
    trouble = check(task.layers, placement);
    if (trouble.empty()) return placement;
  }
  return std::nullopt;
}

// First with all care, then, where that failed, with little.
Outcome place(const Task& task) {
  Outcome outcome;
  const int efforts[] = {100, 10};
  for (const int effort : efforts) {
    std::string trouble;
    outcome.placement = attempt(task, effort, task.time_limit / 2, trouble);
    if (outcome.placement) return outcome;
    outcome.troubles.push_back("graphviz " + trouble);
  }
  return outcome;
}

}  // namespace

extern const Engine graphviz;
const Engine graphviz{"graphviz", 1, place};

}  // namespace joist::layout::engines
