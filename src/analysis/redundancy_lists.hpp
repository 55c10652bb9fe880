// Which targets of one list out of a split are enough to carry what all of them do.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace joist::analysis {

// A target, as far as its load tells.
struct Member {
  double weight = 1;
  double utilization = 0;  // of the component
  double through = 0;      // share of its load that comes from here
};

// Any `least` of the members, or all of one of these sets (by index, none in another).
struct Enough {
  std::uint32_t least = 1;
  std::vector<std::vector<std::uint32_t>> sets;
};

// Sets of which each member carries its part of the whole. Where others are there too that cannot,
// they go down and leave it to these, so that more members are never worse. Of long lists only how
// many are enough whichever they are.
Enough enough(std::span<const Member> members);

}  // namespace joist::analysis
