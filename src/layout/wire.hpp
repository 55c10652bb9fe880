// How a layout task travels to the child process and its answer back: lines of whole numbers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "layout/layers.hpp"

namespace joist::layout {

// What Graphviz is told: whole pixels, with the room around each cell already in its size.
struct WireCell {
  int across = 0, along = 0;
  int frame = -1;
};
struct WireFrame {
  int parent = -1;
  int title_width = 0, title_height = 0;
};
struct WireLink {
  int upper = 0, lower = 0, weight = 1;
};
struct WireTask {
  bool rightward = false;
  int effort = 100;  // per cent of what the simplex and the crossing phases may take
  int gap = 0;       // between cells of a row
  int pad = 0;       // between a frame and what it holds
  std::vector<WireFrame> frames;
  std::vector<WireCell> cells;
  std::vector<WireLink> links;
};

// By cell the row and the centre, by frame the sides; the same units as the task.
struct WirePlace {
  int row = 0;
  int centre = 0;
};
struct WireSides {
  int low = 0, high = 0;
};
struct WireAnswer {
  std::vector<WirePlace> cells;
  std::vector<WireSides> frames;
  std::string complaint;  // what Graphviz said, in one line
};

std::string encode(const WireTask& task);
std::optional<WireTask> decode_task(std::string_view text);
std::string encode(const WireAnswer& answer);
// Looks for the answer behind whatever else was written; none when it is cut off.
std::optional<WireAnswer> decode_answer(std::string_view text);

}  // namespace joist::layout
