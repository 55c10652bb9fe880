// How many of a component findings advise: one number for all of them, that stands up to the next
// look.
#pragma once

#include <optional>
#include <string>

#include "lint/rule.hpp"

namespace joist::lint {

struct Size {
  double count = 0;            // instances
  bool for_upper_end = false;  // of the estimates that the load or its capacity rests on
  bool after_loss = false;     // what is left without a zone, or one of them, asks for so many
};

// From the number that carries the load of the medians with everything up. Nothing where no number
// is known for the upper end of the estimates.
std::optional<Size> size_for(const Facts& facts, model::ComponentId id, double needed);
// ", and still carry the load without one of its zones, up to the upper end of the estimates"
std::string why_so_many(const Facts& facts, model::ComponentId id, const Size& size);
// How many times its load at the medians the upper end of the estimates is; 1 where all is certain,
// nothing where that has no end.
std::optional<double> upper_end(const Facts& facts, model::ComponentId id);
// Each instance carries as much, whatever number there is of them: machines that keep nothing, and
// nodes among which what they keep is spread.
bool is_in_proportion(const Facts& facts, model::ComponentId id);
// The smallest number of which `left` are left without the fullest of so many zones.
double spread_over(double left, double zones);

}  // namespace joist::lint
