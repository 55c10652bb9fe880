// Goes from an attribute, a sign or a figure to the units that may stand there.
#include "ide/measure.hpp"

#include <algorithm>

#include "model/formula.hpp"

namespace joist::ide {

namespace {

using model::AttributeType;

// Whether a number of that dimension can be stated for such an attribute.
bool measures(AttributeType type, quantity::Dimension dimension) {
  switch (type) {
    case AttributeType::rate:
      return dimension == quantity::rate;
    case AttributeType::flexible_rate:
      return dimension == quantity::rate || dimension == quantity::data_rate ||
             dimension == quantity::token_rate;
    case AttributeType::time:
      return dimension == quantity::time;
    case AttributeType::data:
      return dimension == quantity::data;
    case AttributeType::data_rate:
      return dimension == quantity::data_rate;
    case AttributeType::data_or_tokens:
      return dimension == quantity::data || dimension == quantity::token;
    case AttributeType::tokens:
      return dimension == quantity::token;
    default:
      return dimension == quantity::count;
  }
}

bool is_figure(std::string_view name) {
  using Subject = model::FigureName::Subject;
  for (const Subject subject : {Subject::flow, Subject::component, Subject::design}) {
    const auto names = model::figure_names(subject);
    if (std::find(names.begin(), names.end(), name) != names.end()) return true;
  }
  return false;
}

}  // namespace

bool Measure::fits(quantity::Dimension unit) const {
  if (attribute != nullptr) return measures(attribute->type, unit);
  return !dimension || *dimension == unit;
}

Measure measure_of_figure(std::string_view name) {
  // The longest end that is one: `read.done.p99` has the figure `done.p99`.
  for (std::size_t begin = 0;;) {
    const std::string_view end = name.substr(begin);
    if (is_figure(end)) return {nullptr, model::figure_dimension(end)};
    const std::size_t dot = end.find('.');
    if (dot == end.npos) return {model::find_attribute(end), std::nullopt};
    begin += dot + 1;
  }
}

}  // namespace joist::ide
