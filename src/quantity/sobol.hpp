// Points that fill the unit interval, and every product of such intervals, more evenly than chance.
#pragma once

#include <cstdint>
#include <vector>

namespace joist::quantity {

// The first `count` points of one dimension of the Sobol sequence, each strictly between 0 and 1,
// after a digital shift that is fixed for the dimension: the same on every machine and in every
// run, and the first points of a longer sequence are those of a shorter one.
//
// Direction numbers are known for 101 dimensions. Those beyond use them again with the points in
// another order, a nested uniform scramble of the index, so that dimensions remain as good as
// independent and each is still evenly filled (Owen, "Randomly permuted (t,m,s)-nets", 1995; as
// padding: Burley, "Practical hash-based Owen scrambling", JCGT 9 (2020), section 5).
std::vector<double> sobol_points(std::uint32_t dimension, std::uint32_t count);

}  // namespace joist::quantity
