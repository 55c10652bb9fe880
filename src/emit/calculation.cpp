// Writes one quantity, in the unit that was asked for or in a fitting one.
#include "emit/calculation.hpp"

#include "base/json.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

std::string calculation_text(const quantity::Quantity& quantity, const std::string& unit) {
  if (unit.empty()) return quantity::text(quantity);
  return quantity::text_in(quantity, unit, quantity::Units());
}

std::string calculation_json(const quantity::Quantity& quantity, const std::string& unit) {
  JsonWriter json;
  json.object().member("value", quantity.value);
  const bool is_count = quantity.dimension == quantity::count;
  json.member("unit", is_count ? quantity.unit : quantity::symbol(quantity.dimension));
  json.member("text", calculation_text(quantity, unit));
  if (!quantity.is_exact()) {
    const auto range = quantity::interval(quantity);
    json.key("range").inline_array().number(range[0]).number(range[1]).close();
  }
  return json.close().take();
}

}  // namespace joist::emit
