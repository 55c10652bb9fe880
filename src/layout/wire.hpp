// How a layout task travels to the child process and its answer back: lines of whole numbers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace joist::layout {

struct WireCell {
  int frame = -1;
  int row = 0;
};
struct WireLink {
  int upper = 0, lower = 0, weight = 1;
};
struct WireTask {
  int effort = 100;         // per cent of what the phases may take
  std::vector<int> frames;  // the parent of each, or -1
  std::vector<WireCell> cells;
  std::vector<WireLink> links;
};

struct WirePlace {
  int row = 0;
  int order = 0;
};
struct WireAnswer {
  std::vector<WirePlace> cells;
  std::string complaint;  // what Graphviz said, in one line
};

std::string encode(const WireTask& task);
std::optional<WireTask> decode_task(std::string_view text);
std::string encode(const WireAnswer& answer);
// Looks for the answer behind whatever else was written; none when it is cut off.
std::optional<WireAnswer> decode_answer(std::string_view text);

}  // namespace joist::layout
