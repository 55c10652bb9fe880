// Distances that must be kept and distances that are wished, solved exactly: the heart of placing.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace joist::layout {

// Finds whole numbers x that keep every `x[to] - x[from] >= least` and minimise the sum of
// `weight * |x[to] - x[from] - wish|` over all pulls. That is the dual of a circulation of least
// cost; it is solved by the primal network simplex with strongly feasible trees (Ahuja, Magnanti,
// Orlin: "Network Flows", 1993, section 11.13). The distances to keep must not form a positive
// cycle.
class Spacing {
 public:
  explicit Spacing(std::size_t count);
  ~Spacing();

  void keep(std::uint32_t from, std::uint32_t to, std::int64_t least);
  void pull(std::uint32_t from, std::uint32_t to, std::int64_t wish, std::int64_t weight);

  // The smallest is 0; the whole must hang together. `exchanges` bounds the work; where it
  // does not suffice, the result is empty. More can be asked for afterwards: the next call goes on
  // from what was found.
  std::vector<std::int64_t> solve(std::size_t exchanges);

  struct Arc {
    std::uint32_t from = 0, to = 0;
    std::int64_t cost = 0;
    std::int64_t capacity = 0;
  };

 private:
  class Circulation;
  std::size_t count_;
  std::unique_ptr<Circulation> circulation_;
};

}  // namespace joist::layout
