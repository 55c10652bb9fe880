// What a number that is being written measures, as far as what stands around it says.
#pragma once

#include <optional>

#include "model/attributes.hpp"
#include "quantity/quantity.hpp"

namespace joist::ide {

struct Measure {
  const model::AttributeInfo* attribute = nullptr;  // whose value it is
  std::optional<quantity::Dimension> dimension;     // of a rate, or of what it is compared with

  bool is_known() const { return attribute != nullptr || dimension; }
  bool fits(quantity::Dimension unit) const;  // true of any where nothing is known
};

// Of what a need or a decision goes by: `read.done.p99`, `cost`, `db.capacity`.
Measure measure_of_figure(std::string_view name);

}  // namespace joist::ide
