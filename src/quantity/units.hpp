// The units of the language, and number literals read with them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quantity/quantity.hpp"

namespace joist::quantity {

struct Unit {
  Dimension dimension;
  double factor = 1;     // in base units
  bool is_count = false; // `users`: a plain number that remembers its name
};

// Built-in units, and the counts a design declares with `unit tweet`.
class Units {
 public:
  Units();
  void declare(std::string_view count);  // also its plural in -s
  std::optional<Unit> find(std::string_view name) const;
  std::vector<std::string_view> names() const;  // sorted; for "did you mean" and completion

 private:
  std::map<std::string, Unit, std::less<>> units_;
};

// A number literal as the grammar takes it: `250`, `10_000`, `4k rps`, `$0.20/GB/month`, `99.95%`.
// What follows a `/` and is no unit is not an error here: `rest` is its place in the text, so that
// resolve can read it as a quantity (`1/shards`).
struct Literal {
  std::optional<Quantity> value;
  QuantityError error;
  std::size_t error_begin = 0, error_end = 0;  // bytes within the literal
  std::vector<std::string_view> divisors;      // names after `/` that are no units: `shards`
};
Literal parse_literal(std::string_view text, const Units& units);

// A unit as it follows `in`: `TB/year`, `$/month`, `%`, `1/s`.
Computed parse_unit(std::string_view text, const Units& units);

}  // namespace joist::quantity
