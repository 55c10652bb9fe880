// Arithmetic on uncertain numbers.
#include "quantity/uncertain.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "quantity/normal.hpp"
#include "quantity/sobol.hpp"

namespace joist::quantity {

namespace {

using Draws = std::vector<std::shared_ptr<const DrawPoints>>;

double logistic(double x) {
  return 1 / (1 + std::exp(-x));
}
double logit(double p) {
  return std::log(p) - std::log1p(-p);
}

double shaped(Shape shape, double g) {
  switch (shape) {
    case Shape::lognormal:
      return std::exp(g);
    case Shape::normal:
      return g;
    case Shape::logit_normal:
      return logistic(g);
  }
  return g;
}

// The quantile at p of sorted values of equal chance, which stand at (i + 1/2) / n (Hazen 1914).
double quantile_of(std::vector<double> values, double p) {
  const double last = static_cast<double>(values.size() - 1);
  const double place = std::clamp(p * static_cast<double>(values.size()) - 0.5, 0.0, last);
  const auto below = static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), values.begin() + below, values.end());
  const double low = values[static_cast<std::size_t>(below)];
  const double part = place - static_cast<double>(below);
  if (part == 0 || std::isinf(low)) return low;
  const double high = *std::min_element(values.begin() + below + 1, values.end());
  return low + part * (high - low);
}

Draws united(const Draws& a, const Draws& b) {
  Draws result;
  const auto before = [](const auto& x, const auto& y) { return x->draw() < y->draw(); };
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result), before);
  return result;
}

Draws draws_of(const Variable& a) {
  return a.uncertain ? a.uncertain->draws() : Draws{};
}

std::vector<Weight> combined(const std::vector<Weight>& a, double times_a,
                             const std::vector<Weight>& b, double times_b) {
  std::vector<Weight> result;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    const bool from_a = j == b.size() || (i < a.size() && a[i].draw() <= b[j].draw());
    const bool from_b = i == a.size() || (j < b.size() && b[j].draw() <= a[i].draw());
    const double x = from_a ? a[i].weight * times_a : 0;
    const double y = from_b ? b[j].weight * times_b : 0;
    // What is left of a difference that should be 0 is rounding noise.
    if (std::fabs(x + y) > 1e-12 * (std::fabs(x) + std::fabs(y))) {
      result.push_back({from_a ? a[i].points : b[j].points, x + y});
    }
    i += from_a;
    j += from_b;
  }
  return result;
}

bool same_weights(const std::vector<Weight>& a, const std::vector<Weight>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Weight& x, const Weight& y) {
    return x.draw() == y.draw() && x.weight == y.weight;
  });
}

Variable made(Closed closed) {
  if (closed.weights.empty() || closed.scale == 0) return {closed.value(closed.mean), nullptr};
  const double median = closed.value(closed.mean);
  // Sample points reach out to some five standard deviations.
  const double far = 5 * closed.deviation();
  for (double value : {median, closed.value(closed.mean + far), closed.value(closed.mean - far)}) {
    if (!std::isfinite(value)) return {value, nullptr};
  }
  return {median, std::make_shared<const Uncertain>(std::move(closed))};
}

Variable made(std::vector<double> values, Draws draws, std::optional<Mapped> mapped = {}) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const bool finite =
      std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
  if (!finite) return {std::nan(""), nullptr};
  if (*least == *most) return {*least, nullptr};
  const double median = mapped ? mapped->quantile(0.5) : quantile_of(values, 0.5);
  return {median, std::make_shared<const Uncertain>(std::move(values), std::move(draws),
                                                    std::move(mapped))};
}

const Closed* closed(const Variable& a) {
  return a.uncertain && a.uncertain->closed() ? &*a.uncertain->closed() : nullptr;
}

// A closed form that is a power product, without an offset.
const Closed* pure_lognormal(const Variable& a) {
  const Closed* c = closed(a);
  return c && c->shape == Shape::lognormal && c->offset == 0 ? c : nullptr;
}

Variable scaled(Closed c, double factor) {
  c.offset *= factor;
  c.scale *= factor;
  return made(std::move(c));
}

template <class Function>
Variable pointwise(const Variable& a, const Variable& b, Function function) {
  const std::vector<double>* x = a.uncertain ? &a.uncertain->values() : nullptr;
  const std::vector<double>* y = b.uncertain ? &b.uncertain->values() : nullptr;
  const std::size_t n = x && y ? std::min(x->size(), y->size()) : (x ? x : y)->size();
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i)
    values[i] = function(x ? (*x)[i] : a.value, y ? (*y)[i] : b.value);
  return made(std::move(values), united(draws_of(a), draws_of(b)), mapped_form(a, b, function));
}

// a + sign x b, where both are known in closed form and the sum is too.
std::optional<Variable> closed_sum(const Closed& a, const Closed& b, double sign) {
  if (a.shape != b.shape) return std::nullopt;
  Closed result = a;
  result.offset += sign * b.offset;
  if (a.shape == Shape::normal) {
    result.scale = 1;
    result.weights = combined(a.weights, a.scale, b.weights, sign * b.scale);
    return made(std::move(result));
  }
  if (a.mean != b.mean || !same_weights(a.weights, b.weights)) return std::nullopt;
  result.scale += sign * b.scale;
  return made(std::move(result));
}

Variable added(const Variable& a, const Variable& b, double sign) {
  if (!a.uncertain && !b.uncertain) return {a.value + sign * b.value, nullptr};
  const Closed* x = closed(a);
  const Closed* y = closed(b);
  if (x && !b.uncertain) {
    Closed result = *x;
    result.offset += sign * b.value;
    return made(std::move(result));
  }
  if (y && !a.uncertain) {
    Closed result = *y;
    result.offset = a.value + sign * result.offset;
    result.scale *= sign;
    return made(std::move(result));
  }
  if (x && y) {
    if (auto result = closed_sum(*x, *y, sign)) return *result;
  }
  return pointwise(a, b, [sign](double u, double v) { return u + sign * v; });
}

Variable estimate(Closed shape, double low, double high, Draw draw, Sampling sampling) {
  auto points = std::make_shared<const DrawPoints>(draw, sampling);
  shape.weights.push_back({std::move(points), (high - low) / (2 * z95)});
  return made(std::move(shape));
}

}  // namespace

// Fewer than two points have no spread.
DrawPoints::DrawPoints(Draw draw, Sampling sampling)
    : draw_(draw), sampling_{std::max(sampling.samples, 2u)} {}

const std::vector<double>& DrawPoints::values() const {
  std::call_once(once_, [this] {
    values_ = sobol_points(draw_, sampling_.samples);
    for (double& v : values_) v = normal_quantile(v);
  });
  return values_;
}

double Closed::deviation() const {
  double squares = 0;
  for (const Weight& w : weights) squares += w.weight * w.weight;
  return std::sqrt(squares);
}

double Closed::value(double g) const {
  return offset + scale * shaped(shape, g);
}

double Closed::quantile(double p) const {
  const double z = normal_quantile(scale < 0 ? 1 - p : p);
  return value(mean + z * deviation());
}

Uncertain::Uncertain(std::vector<double> values, Draws draws, std::optional<Mapped> mapped)
    : mapped_(std::move(mapped)), draws_(std::move(draws)), values_(std::move(values)) {}

const std::vector<double>& Uncertain::values() const {
  if (!closed_) return values_;
  std::call_once(once_, [this] {
    std::size_t n = closed_->weights.front().points->size();
    for (const Weight& w : closed_->weights) n = std::min(n, w.points->size());
    values_.assign(n, closed_->mean);
    for (const Weight& w : closed_->weights) {
      const std::vector<double>& z = w.points->values();
      for (std::size_t i = 0; i < n; ++i) values_[i] += w.weight * z[i];
    }
    for (double& v : values_) v = closed_->value(v);
  });
  return values_;
}

double Uncertain::quantile(double p) const {
  if (mapped_) return mapped_->quantile(p);
  return closed_ ? closed_->quantile(p) : quantile_of(values_, p);
}

double Uncertain::chance_above(double limit) const {
  if (!closed_) {
    const auto above =
        std::count_if(values_.begin(), values_.end(), [&](double v) { return v > limit; });
    return static_cast<double>(above) / static_cast<double>(values_.size());
  }
  const double t = (limit - closed_->offset) / closed_->scale;
  double g = t;
  if (closed_->shape == Shape::lognormal) g = t <= 0 ? -HUGE_VAL : std::log(t);
  if (closed_->shape == Shape::logit_normal) {
    g = t <= 0 ? -HUGE_VAL : t >= 1 ? HUGE_VAL : logit(t);
  }
  const double z = (g - closed_->mean) / closed_->deviation();
  return normal_cdf(closed_->scale < 0 ? z : -z);
}

Draws Uncertain::draws() const {
  if (!closed_) return draws_;
  Draws result;
  for (const Weight& w : closed_->weights) result.push_back(w.points);
  return result;
}

Variable sum(const Variable& a, const Variable& b) {
  return added(a, b, 1);
}
Variable difference(const Variable& a, const Variable& b) {
  return added(a, b, -1);
}

Variable product(const Variable& a, const Variable& b) {
  if (!a.uncertain && !b.uncertain) return {a.value * b.value, nullptr};
  if (!b.uncertain && closed(a)) return scaled(*closed(a), b.value);
  if (!a.uncertain && closed(b)) return scaled(*closed(b), a.value);
  const Closed* x = pure_lognormal(a);
  const Closed* y = pure_lognormal(b);
  if (x && y) {
    return made(
        {Shape::lognormal, 0, x->scale * y->scale, 0, combined(x->weights, 1, y->weights, 1)});
  }
  return pointwise(a, b, [](double u, double v) { return u * v; });
}

Variable quotient(const Variable& a, const Variable& b) {
  if (!a.uncertain && !b.uncertain) return {a.value / b.value, nullptr};
  const Closed* x = pure_lognormal(a);
  const Closed* y = pure_lognormal(b);
  if (!b.uncertain && closed(a)) {
    Closed result = *closed(a);
    result.offset /= b.value;
    result.scale /= b.value;
    return made(std::move(result));
  }
  if (y && (x || !a.uncertain)) {
    const double above = x ? x->scale : a.value;
    const std::vector<Weight> none;
    return made({Shape::lognormal, 0, above / y->scale, 0,
                 combined(x ? x->weights : none, 1, y->weights, -1)});
  }
  return pointwise(a, b, [](double u, double v) { return u / v; });
}

Variable raised(const Variable& base, const Variable& exponent) {
  if (!base.uncertain && !exponent.uncertain) {
    return {std::pow(base.value, exponent.value), nullptr};
  }
  const Closed* x = pure_lognormal(base);
  const bool whole = std::nearbyint(exponent.value) == exponent.value;
  if (x && !exponent.uncertain && (x->scale > 0 || whole)) {
    return made({Shape::lognormal, 0, std::pow(x->scale, exponent.value), 0,
                 combined(x->weights, exponent.value, {}, 1)});
  }
  if (!base.uncertain && base.value > 0 && closed(exponent) &&
      closed(exponent)->shape == Shape::normal) {
    // c^(offset + scale x g) is a lognormal again.
    const Closed* y = closed(exponent);
    return made({Shape::lognormal, 0, std::pow(base.value, y->offset), 0,
                 combined(y->weights, y->scale * std::log(base.value), {}, 1)});
  }
  return pointwise(base, exponent, [](double u, double v) { return std::pow(u, v); });
}

Variable mapped(double (*function)(double), const Variable& a) {
  if (!a.uncertain) return {function(a.value), nullptr};
  return pointwise(a, {}, [function](double u, double) { return function(u); });
}

Variable mapped(double (*function)(double, double), const Variable& a, const Variable& b) {
  if (!a.uncertain && !b.uncertain) return {function(a.value, b.value), nullptr};
  return pointwise(a, b, function);
}

Variable lognormal(double low, double high, Draw draw, Sampling sampling) {
  Closed shape{Shape::lognormal, 0, std::sqrt(low) * std::sqrt(high), 0, {}};
  return estimate(std::move(shape), std::log(low), std::log(high), draw, sampling);
}

Variable normal(double low, double high, Draw draw, Sampling sampling) {
  Closed shape{Shape::normal, low / 2 + high / 2, 1, 0, {}};
  return estimate(std::move(shape), low, high, draw, sampling);
}

Variable logit_normal(double low, double high, Draw draw, Sampling sampling) {
  Closed shape{Shape::logit_normal, 0, 1, (logit(low) + logit(high)) / 2, {}};
  return estimate(std::move(shape), logit(low), logit(high), draw, sampling);
}

}  // namespace joist::quantity
