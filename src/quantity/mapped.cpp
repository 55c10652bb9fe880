// Functions of one estimate alone, followed so that their percentiles are those of the estimate.
#include <algorithm>
#include <cmath>

#include "quantity/normal.hpp"
#include "quantity/uncertain.hpp"

namespace joist::quantity {
namespace {

constexpr std::size_t most_steps = 64;  // of arithmetic: each percentile takes them all again
constexpr int looks = 64;
constexpr double farthest = 4;  // standard deviations: about as far as the sample points reach

bool same_direction(const std::vector<Weight>& a, const std::vector<Weight>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Weight& x, const Weight& y) {
    return x.draw() == y.draw() && std::fabs(x.weight - y.weight) < 1e-12;
  });
}

// Of a number that is exact: what has no direction goes with any.
Mapped constant(double value) {
  return {{}, [value](double) { return value; }, 0};
}

// Only rises, or only falls.
bool is_monotone(const std::function<double(double)>& function) {
  bool rises = true, falls = true;
  double last = function(-farthest);
  for (int i = 1; i <= looks && std::isfinite(last); ++i) {
    const double next = function(farthest * (2.0 * i / looks - 1));
    const double noise = 1e-12 * std::max(std::fabs(next), std::fabs(last));
    rises = rises && next >= last - noise;
    falls = falls && next <= last + noise;
    last = next;
  }
  return std::isfinite(last) && (rises || falls);
}

}  // namespace

double Mapped::quantile(double p) const {
  const bool rises = function(z95) >= function(-z95);
  return function(normal_quantile(rises ? p : 1 - p));
}

std::optional<Mapped> mapped_form(const Variable& a) {
  if (!a.uncertain) return constant(a.value);
  const std::optional<Closed>& closed = a.uncertain->closed();
  if (!closed) return a.uncertain->mapped();
  const double deviation = closed->deviation() * (closed->weights.front().weight < 0 ? -1 : 1);
  std::vector<Weight> direction = closed->weights;
  for (Weight& each : direction) each.weight /= deviation;
  return Mapped{
      std::move(direction),
      [form = *closed, deviation](double z) { return form.value(form.mean + z * deviation); }, 1};
}

std::optional<Mapped> mapped_form(const Variable& a, const Variable& b,
                                  const std::function<double(double, double)>& function) {
  const std::optional<Mapped> x = mapped_form(a), y = mapped_form(b);
  if (!x || !y || x->steps + y->steps >= most_steps) return std::nullopt;
  const bool free = x->direction.empty() || y->direction.empty();
  if (!free && !same_direction(x->direction, y->direction)) return std::nullopt;
  Mapped both{x->direction.empty() ? y->direction : x->direction,
              [of = x->function, and_of = y->function, function](double z) {
                return function(of(z), and_of(z));
              },
              x->steps + y->steps + 1};
  if (!is_monotone(both.function)) return std::nullopt;
  return both;
}

}  // namespace joist::quantity
