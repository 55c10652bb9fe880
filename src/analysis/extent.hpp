// How much of what can be computed is asked for.
#pragma once

#include <cstdint>

namespace joist::analysis {

enum class Extent : std::uint8_t {
  rules,       // what findings, needs and decisions rest on
  amounts,     // and the ranges of every load, capacity, size and cost
  everything,  // and latency, availability and importance of every flow
};

}  // namespace joist::analysis
