// Times of requests that share servers among all that are there (processor sharing).
#pragma once

#include <vector>

namespace joist::analysis {

// One of several exponential times.
struct Exponential {
  double share = 1;  // chance that it is this one
  double mean = 0;
};

// How long an exponential service takes, in multiples of its mean, where all requests share
// `servers` (none gets more than one of them) at this `load` of each, below 1: a mixture of
// exponential times. A request with n others is served at the rate min(1, servers / (n + 1)), so
// its time is that to absorption in a birth-death process; the mixture is the Gauss quadrature of
// its spectral measure (Lanczos; Golub and Welsch, Math. Comp. 23, 1969), with its mean kept. With
// one server the exact transform is in Coffman, Muntz and Trotter, J. ACM 17, 1970: the variance is
// (2 + load) / (2 - load) times the mean's square.
std::vector<Exponential> sojourn_when_shared(double servers, double load);

}  // namespace joist::analysis
