// The parts of a design with what is stated of each, as words, so that designs can be compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/model.hpp"

namespace joist::project {

// `text` is for people, with three digits; facts are the same where `exact` is.
struct Fact {
  std::string name, text, exact;
};

struct Part {
  std::string_view sort;    // "component", "arrow"
  std::string name;         // two parts of one sort and name are the same part
  std::vector<Fact> facts;  // "replicas", "180"; in a fixed order
  std::string drawn = {};   // id of the box, frame or line in a picture; empty: not drawn as one
};

// All that was written, in the order in which a reader meets it: design, quantities, kinds, groups,
// components, arrows, flows, needs and the rest. What the stdlib states is left out.
std::vector<Part> parts_of(const model::Model& model);

}  // namespace joist::project
