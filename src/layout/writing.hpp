// How far an order across the flow is from the one in which things were written. A reader looks for
// things where they were written; and since an edit leaves most of the text as it was, an order
// that keeps to it is the same after small edits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

// All pairs turned are as bad as this share of the crossings more. In a large picture nobody looks
// for a place known by heart, but everybody sees what crosses.
inline constexpr double least_writing_worth = 0.5;
double writing_worth(std::size_t boxes);
double writing_worth(const Layers& layers);

// Pairs of boxes that stand beside each other, or whose frames do.
struct WrittenPairs {
  std::int64_t turned = 0, all = 0;  // `turned`: of them, the other way round than written
};

class Writing {
 public:
  explicit Writing(const Layers& layers);

  // By how many pairs more are turned when `b`, now after `a`, comes before it.
  std::int64_t change(const LaneItem& a, const LaneItem& b) const;
  // Within a frame, those inside it included; none: in the whole.
  WrittenPairs count(const Order& order, FrameId home) const;

 private:
  // How many boxes, and the first of them in the order of writing; bends have none.
  struct Part {
    std::int64_t boxes = 0;
    std::uint32_t first = 0xffffffffu;
  };

  const Part& part(const LaneItem& item) const {
    return item.frame ? frames_[item.value] : cells_[item.value];
  }
  bool beside(FrameId a, FrameId b) const;  // they share a row
  void add(const LaneItem& a, const LaneItem& b, WrittenPairs& pairs) const;

  const Layers& layers_;
  std::vector<Part> cells_, frames_;
};

}  // namespace joist::layout
