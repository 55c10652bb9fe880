// Undeclared names that are probably misspelt ones.
#pragma once

#include <vector>

#include "model/model.hpp"

namespace joist::lint {

struct Slip {
  model::ComponentId written;  // declared nowhere
  model::ComponentId meant;    // declared, and close
};

// In order of the components written. The name of a kind stands for itself, and names that differ
// in their digits alone (`db1`, `db2`) are both meant.
std::vector<Slip> find_slips(const model::Model& model);

}  // namespace joist::lint
