// Reads a factor as a number of the language, with or without an `x` behind it.
#include "emit/factor.hpp"

#include <cmath>

#include "base/text.hpp"
#include "quantity/units.hpp"

namespace joist::emit {

std::optional<double> read_factor(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && (text.back() == 'x' || text.back() == 'X')) text.remove_suffix(1);
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  const quantity::Literal literal = quantity::parse_literal(text, quantity::Units());
  const bool plain = literal.value && literal.value->dimension == quantity::count;
  if (!plain || !std::isfinite(literal.value->value) || literal.value->value <= 0) {
    return std::nullopt;
  }
  return literal.value->value;
}

}  // namespace joist::emit
