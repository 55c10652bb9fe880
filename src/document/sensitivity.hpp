// Which estimate to measure first: the one that most of the figures' spread comes from.
#pragma once

#include <string>
#include <vector>

#include "document/review.hpp"

namespace joist::document {

struct Suspect {
  std::string name;     // the quantity whose range it is, or "api.hit"
  double share = 0;     // of the variance of all figures' logarithms, added up
  std::string decides;  // "`api.utilization` and `tweets_db.utilization`"
};

// Most first; those that explain less than 1% are left out.
std::vector<Suspect> suspects_of(const Review& review);

}  // namespace joist::document
