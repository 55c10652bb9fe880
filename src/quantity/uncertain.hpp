// Uncertain numbers: closed forms where there are any, quasi-random samples elsewhere.
//
// A closed form is offset + scale x shape(g), where g is a weighted sum of the standard normals of
// draws. All shapes rise with g, so medians and percentiles are exact. Shared draws stay shared:
// the weights of one draw add up, and x / x is 1. What has no closed form is computed at sample
// points, which are the same points for every quantity, so that samples of one draw agree
// everywhere.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "quantity/quantity.hpp"

namespace joist::quantity {

// The standard normals of one draw at the sample points; computed when first asked for.
class DrawPoints {
 public:
  DrawPoints(Draw draw, Sampling sampling);
  Draw draw() const { return draw_; }
  std::size_t size() const { return sampling_.samples; }
  const std::vector<double>& values() const;

 private:
  Draw draw_;
  Sampling sampling_;
  mutable std::once_flag once_;
  mutable std::vector<double> values_;
};

struct Weight {
  std::shared_ptr<const DrawPoints> points;
  double weight = 0;
  Draw draw() const { return points->draw(); }
};

enum class Shape : std::uint8_t { lognormal, normal, logit_normal };

struct Closed {
  Shape shape = Shape::lognormal;
  double offset = 0;
  double scale = 1;
  double mean = 0;              // of g; other than 0 only for logit-normals
  std::vector<Weight> weights;  // by draw, none of them 0

  double deviation() const;      // standard deviation of g
  double value(double g) const;  // offset + scale x shape(g)
  double quantile(double p) const;
};

// A function of one estimate, or of several that go together in one weighted sum, which only rises
// or only falls: its percentiles are those of the standard normal behind it.
struct Mapped {
  std::vector<Weight> direction;           // the sum, scaled to be that standard normal
  std::function<double(double)> function;  // of it
  std::size_t steps = 0;                   // of arithmetic in it
  double quantile(double p) const;
};

struct Uncertain {
 public:
  explicit Uncertain(Closed closed) : closed_(std::move(closed)) {}
  Uncertain(std::vector<double> values, std::vector<std::shared_ptr<const DrawPoints>> draws,
            std::optional<Mapped> mapped = {});

  const std::optional<Closed>& closed() const { return closed_; }
  const std::optional<Mapped>& mapped() const { return mapped_; }
  // The values at the sample points; as many as the smallest sampling among its draws.
  const std::vector<double>& values() const;
  double quantile(double p) const;
  double chance_above(double limit) const;
  std::vector<std::shared_ptr<const DrawPoints>> draws() const;  // it depends on, by number

 private:
  std::optional<Closed> closed_;
  std::optional<Mapped> mapped_;  // what the values are, where they are that
  std::vector<std::shared_ptr<const DrawPoints>> draws_;  // of sampled ones
  mutable std::once_flag once_;
  mutable std::vector<double> values_;
};

// A bare number, exact or uncertain; `value` is the exact value or the median. A result that does
// not exist (0/0, the logarithm of a negative sample) or is too large has a value that is not
// finite.
struct Variable {
  double value = 0;
  std::shared_ptr<const Uncertain> uncertain;
};

// What is known of it as a function of one estimate, and of a function of two that rest on the
// same.
std::optional<Mapped> mapped_form(const Variable& a);
std::optional<Mapped> mapped_form(const Variable& a, const Variable& b,
                                  const std::function<double(double, double)>& function);

Variable sum(const Variable& a, const Variable& b);
Variable difference(const Variable& a, const Variable& b);
Variable product(const Variable& a, const Variable& b);
Variable quotient(const Variable& a, const Variable& b);
Variable raised(const Variable& base, const Variable& exponent);
Variable mapped(double (*function)(double), const Variable& a);
Variable mapped(double (*function)(double, double), const Variable& a, const Variable& b);

// The distribution whose 5th and 95th percentile these are; low < high.
Variable lognormal(double low, double high, Draw draw, Sampling sampling);  // 0 < low
Variable normal(double low, double high, Draw draw, Sampling sampling);
Variable logit_normal(double low, double high, Draw draw, Sampling sampling);  // inside 0..1

// How much of the spread each estimate explains, by draw; the shares add up to 1. In closed form
// the parts of the variance of g, else squared rank correlations with the draws, scaled to 1
// together.
std::vector<std::pair<Draw, double>> influences(const Quantity& quantity);

}  // namespace joist::quantity
