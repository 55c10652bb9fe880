// Which targets of one list out of a split are enough to carry what all of them do.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace joist::analysis {

// By member of a list: the state in which it is when some share the load, if it is one of them and
// can carry its part.
using Carriers = std::vector<std::uint32_t>;
inline constexpr std::uint32_t not_among = 0xffffffffu;
std::uint32_t size_of(const Carriers& carriers);

// At least so many of the carriers that are there.
struct Way {
  Carriers carriers;
  std::uint32_t least = 0;
};

// Those that share the load when no others are left. Asked for all of them if all can, or for one.
using Share =
    std::function<Carriers(const std::vector<bool>& left, std::optional<std::size_t> member)>;

struct Ways {
  std::vector<Way> all;
  bool exact = true;  // none is passed over
};

// All ways to go on, none of which holds another one. Members that are there too but cannot carry
// their part go down and leave it to the others, so that more members are never worse. Of long
// lists in which not all are alike, some are passed over that take the place of lighter ones.
// `normally`: the state in which nothing of the list is down, to which further ones need not be
// compared.
Ways ways_to_carry(std::span<const double> weights, std::uint32_t normally,
                               const Share& share);

}  // namespace joist::analysis
