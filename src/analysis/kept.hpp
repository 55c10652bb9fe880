// What one analysis leaves for the next one of nearly the same design.
#pragma once

#include <memory>

namespace joist::analysis {

struct KeptFlows;
struct KeptLosses;

// Taken in and replaced. The results are the same with it as without, to the last bit, but what has
// not changed need not be found again.
struct Kept {
  std::shared_ptr<const KeptLosses> losses;  // null: none
  std::shared_ptr<const KeptFlows> flows;    // likewise
};

}  // namespace joist::analysis
