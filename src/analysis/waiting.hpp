// Waiting in one queue with several servers, in closed form.
#pragma once

#include "analysis/results.hpp"
#include "analysis/service_shape.hpp"

namespace joist::analysis {

// The probability that all of `servers` are taken (Erlang's B), for an offered load in erlangs. By
// the recursion b = a b / (k + a b), started where it has forgotten its start; exact for 100,000
// servers and more.
double erlang_b(double servers, double erlangs);
// The probability that a request waits (Erlang's C), from B. 1 where the load is `servers` or more.
double erlang_c(double servers, double erlangs);

// Waiting: with `probability` an exponential time of `mean`, else none. Kleinrock, Queueing Systems
// I, 3.5.
struct Wait {
  double probability = 0;
  double mean = 0;  // of those who wait; infinite where the queue grows without bound
  // One server whose service times are no exponential ones: how long those take. Else 0, and the
  // time of those who wait is exponential.
  double service = 0;
  ServiceShape shape = {};
  double overall() const { return probability == 0 ? 0 : probability * mean; }
};
// `rate` requests a second, `service` seconds each, `variation` the squared coefficient of
// variation of the service time (Allen-Cunneen; with one server that is Pollaczek-Khinchine).
Wait wait_in_queue(double servers, double rate, double service, double variation = 1);

// The time until wait and an exponential service are over: P(T > t), and its inverse. The removable
// singularity, where both have one mean, is handled.
double response_tail(const Wait& wait, double service, double time);
double response_quantile(const Wait& wait, double service, double share);
// The mean where no more than `most` is waited for: the integral of the tail up to there.
double response_cut(const Wait& wait, double service, double most);
double wait_quantile(const Wait& wait, double share);

}  // namespace joist::analysis
