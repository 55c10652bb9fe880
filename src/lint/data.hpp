// How much data a store comes to hold, as far as rules weigh it against disks.
#pragma once

#include <optional>

#include "lint/rule.hpp"

namespace joist::lint {

// Of one copy: its tables, or, where that is more, what is written to it in as long as it is kept.
struct Data {
  double bytes = 0;
  bool for_good = false;  // nothing says how much there will be: the bytes are those of one year
};
// Nothing where a table does not say its rows and columns, or nothing is known.
std::optional<Data> data_of(const Facts& facts, model::ComponentId id);

// Machines whose disks hold all copies of it with headroom; 0 where that is not known.
double machines_for_data(const Facts& facts, model::ComponentId id);

}  // namespace joist::lint
