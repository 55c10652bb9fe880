// From a design and what was computed of it to what a picture shows.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/results.hpp"
#include "base/finding.hpp"
#include "model/model.hpp"
#include "scene/scene.hpp"

namespace joist::scene {

// What is drawn. Results may be empty (nothing analysed); findings are in the order of showing.
// What still holds but was said elsewhere is marked, and not listed.
struct Subject {
  const model::Model& model;
  const analysis::Results& results;
  const std::vector<Finding>& findings;
  std::span<const Finding> still = {};
};

// The text of an icon's file by its name ("postgres"), or nothing.
using IconLookup = std::function<std::string_view(std::string_view name)>;

struct Options {
  std::string view;       // name of a view; empty: everything
  std::string flow;       // only this flow; empty: the union of all
  int depth = -1;         // groups below this many levels are closed; -1: as it fits
  bool tables = false;    // the tables of the data model, and nothing else
  bool findings = true;   // the list, and the badges that are numbered like it
  std::string direction;  // overrides the design's; "", "down", "right"
  IconLookup icons;
};

// Without a depth, a picture of more boxes than this is closed by groups.
inline constexpr std::size_t readable_boxes = 150;
// How many that leaves open at most, unless even the outermost groups are more.
inline constexpr std::size_t closed_boxes = 80, closed_arrows = 160;

// `trouble` says what was asked for and is not there ("there is no view `x`"), `help` what is; the
// scene is then empty.
struct Composed {
  Scene scene;
  std::string trouble, help;
};
Composed compose(const Subject& subject, const Options& options);

}  // namespace joist::scene
