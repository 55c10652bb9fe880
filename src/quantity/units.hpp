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
  double factor = 1;        // in base units
  bool is_count = false;    // `users`: a plain number that remembers its name
  std::string_view plural;  // of a count, how it is shown; lives as long as its Units
};

// Built-in units, and the counts a design declares with `unit tweet`.
class Units {
 public:
  Units();
  // Also its plural in -s (-ies, -es); one declared in the plural also gets its singular.
  void declare(std::string_view count);
  std::optional<Unit> find(std::string_view name) const;
  std::size_t own() const { return declared_.size(); }  // counts that were declared
  std::vector<std::string_view> names() const;          // sorted; for "did you mean" and completion

 private:
  std::map<std::string, std::string, std::less<>> declared_;  // name to plural
};

// A number literal as the grammar takes it: `250`, `10_000`, `4k rps`, `$0.20/GB/month`, `99.95%`.
// What follows a `/` and is no unit is not an error here: it is kept for resolve, which can read it
// as a quantity (`1/shards`) by which to divide the value.
struct Literal {
  std::optional<Quantity> value;
  QuantityError error;
  std::size_t error_begin = 0, error_end = 0;  // bytes within the literal
  std::vector<std::string_view> divisors;      // names after `/` that are no units: `shards`
  std::string_view magnitude;                  // `k`, `M`, `bn`, as written; empty without one
};
Literal parse_literal(std::string_view text, const Units& units);

// A unit as it follows `in`: `TB/year`, `$/month`, `%`, `1/s`. The value is its size in base units.
Computed parse_unit(std::string_view text, const Units& units);

// What to say of a name that is no unit: the closest one, or what to write instead.
QuantityError unknown_unit(std::string_view name, const Units& units);

}  // namespace joist::quantity
