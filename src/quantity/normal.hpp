// The standard normal distribution.
#pragma once

namespace joist::quantity {

// The 95th percentile of the standard normal: half the width of a 90% interval.
inline constexpr double z95 = 1.6448536269514722;

// Probability that a standard normal is below z.
double normal_cdf(double z);

// The z below which a standard normal stays with probability p, 0 < p < 1; relative error about
// 1e-16. Algorithm AS 241 (PPND16): Wichura, "The percentage points of the normal distribution",
// Applied Statistics 37 (1988), 477-484.
double normal_quantile(double p);

}  // namespace joist::quantity
