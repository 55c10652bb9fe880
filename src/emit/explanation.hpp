// The arithmetic behind one figure of a design, in words, with the line of each number.
#pragma once

#include <string>
#include <string_view>

#include "analysis/results.hpp"
#include "base/source.hpp"
#include "model/model.hpp"

namespace joist::emit {

// `trouble` where the design has no such figure, with `help` on what it has.
struct Explanation {
  std::string text;
  std::string trouble, help;
};

// `figure` is a quantity ("posts"), or a component or flow and what is asked of it ("api.load",
// "read.load"); `component.` or `flow.` in front says which of two is meant.
Explanation explain(const Sources& sources, const model::Model& model,
                    const analysis::Results& results, std::string_view figure);

}  // namespace joist::emit
