// How an attribute is being read: shared by the readers of its types and the checks of its values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "resolve/values.hpp"

namespace joist::resolve {

struct Reading {
  Context& context;
  model::Attributes& attributes;
  const AttributePlace& place;
  const model::AttributeInfo& info;
  std::vector<Ref> items;  // of the value
  Span span;               // of the value
};

Finding& unexpected(Reading& reading, Span span, std::string message);
// A value as it could stand there, for messages: "20 ms".
std::string_view sample(const model::AttributeInfo& info);
// True where one value stands; reports otherwise.
bool single(Reading& reading);
bool check_count(Reading& reading, const quantity::Quantity& quantity, Span span);
// Dimension and bounds by the attribute's type; reports what does not fit.
bool check_number(Reading& reading, const quantity::Quantity& quantity, Span span);

}  // namespace joist::resolve
