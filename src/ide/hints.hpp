// Figures beside the text: the rate of each arrow, how much of each component is used, what each
// quantity comes to.
#pragma once

#include <string>
#include <vector>

#include "ide/design.hpp"

namespace joist::ide {

struct Hint {
  Span place;  // empty: where it is shown
  std::string text;
  bool rate = false;  // of an arrow; else what a thing comes to
  std::string why;    // for who asks: "api.load"
};
// Those within a stretch of a file, by place. Of several arrows written once (bodies that are
// copied) the rates are added.
std::vector<Hint> hints(const Design& design, Span within);

// What stands above a line: how many findings a component or flow has, and what can be seen of it.
struct Lens {
  Span place;
  std::string title;
  std::string command;   // "joist.preview", "joist.explain"; empty: nothing to click
  std::string argument;  // a figure
};
std::vector<Lens> lenses(const Design& design, FileId file);

}  // namespace joist::ide
