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

// Reads the value by the attribute's type and stores it; reports what does not fit.
void read_value(Reading& reading);
// What is stated of an attribute replaces what was; prices of other sorts stand beside it.
void store(model::Attributes& attributes, model::Stated stated);
void store(model::Attributes& attributes, model::StatedText stated);

Finding& unexpected(Reading& reading, Span span, std::string message);
// A value as it could stand there, for messages: "20 ms".
std::string_view sample(const model::AttributeInfo& info);
// True where one value stands; reports otherwise.
bool single(Reading& reading);
bool check_count(Reading& reading, const Value& value, Span span);
// Dimension and bounds by the attribute's type; reports what does not fit.
bool check_number(Reading& reading, const Value& value, Span span);

}  // namespace joist::resolve
