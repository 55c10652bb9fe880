// The nodes of a network that a change has still to be followed through.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "analysis/loops.hpp"

namespace joist::analysis {

// Nodes that are still to be followed, by their rank in a topological order: what is followed leads
// to later ones only.
class WaitingNodes {
 public:
  explicit WaitingNodes(std::size_t nodes) : bits_(nodes / 64 + 1, 0) {}

  void add(std::uint32_t rank) {
    bits_[rank / 64] |= std::uint64_t{1} << (rank % 64);
    first_ = std::min<std::size_t>(first_, rank / 64);
    last_ = std::max<std::size_t>(last_, rank / 64);
  }

  // The first of them, which is taken out; `nowhere` if there is none.
  std::uint32_t take() {
    for (; first_ <= last_; ++first_) {
      std::uint64_t& word = bits_[first_];
      if (word == 0) continue;
      const auto bit = static_cast<std::size_t>(std::countr_zero(word));
      word &= word - 1;
      return static_cast<std::uint32_t>(first_ * 64 + bit);
    }
    first_ = bits_.size();
    last_ = 0;
    return nowhere;
  }

 private:
  std::vector<std::uint64_t> bits_;
  std::size_t first_ = bits_.size(), last_ = 0;  // words with bits lie between
};

}  // namespace joist::analysis
