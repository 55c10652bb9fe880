// Checks of attribute values: dimension, bounds, whole numbers.
#include "resolve/reading.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "quantity/display.hpp"

namespace joist::resolve {

using model::Attribute;
using model::AttributeInfo;
using model::AttributeType;

Finding& unexpected(Reading& reading, Span span, std::string message) {
  return reading.context.error("unexpected-value", span, std::move(message));
}

std::string_view sample(const AttributeInfo& info) {
  switch (info.type) {
    case AttributeType::count:
      return "3";
    case AttributeType::share:
    case AttributeType::availability:
      return "99.9%";
    case AttributeType::rate:
    case AttributeType::flexible_rate:
      return "4k rps";
    case AttributeType::time:
      return "20 ms";
    case AttributeType::data:
    case AttributeType::data_or_tokens:
      return "2 KB";
    case AttributeType::data_rate:
      return "1 Gbps";
    case AttributeType::money:
      return "$0.20/hour";
    case AttributeType::tokens:
      return "800 tokens";
    case AttributeType::range_of_counts:
      return "2..10";
    case AttributeType::yes_no:
      return "yes";
    default:
      return "...";
  }
}

bool single(Reading& reading) {
  if (reading.items.size() == 1) return true;
  Finding& finding = unexpected(reading, reading.span,
                                fmt::format("`{}` takes one value, and {} stand here",
                                            reading.info.name, reading.items.size()));
  finding.help = fmt::format("write it like `{}: {}`", reading.info.name, sample(reading.info));
  return false;
}

namespace {

bool is_whole(Attribute attribute) {
  switch (attribute) {
    case Attribute::replicas:
    case Attribute::standby:
    case Attribute::shards:
    case Attribute::nodes:
    case Attribute::concurrency:
    case Attribute::batch:
    case Attribute::retries:
    case Attribute::parallel:
    case Attribute::most:
      return true;
    default:
      return false;
  }
}

bool may_be_zero(Attribute attribute) {
  return attribute == Attribute::standby || attribute == Attribute::retries ||
         attribute == Attribute::rows || attribute == Attribute::work;
}

}  // namespace

bool check_count(Reading& reading, const quantity::Quantity& quantity, Span span) {
  if (!has_dimension(reading.context, quantity, quantity::count, span, "a plain number",
                     sample(reading.info))) {
    return false;
  }
  const auto shown = quantity::number_text(quantity.value, 6);
  const Attribute attribute = reading.info.attribute;
  const bool too_small = quantity.value < 0 || (quantity.value == 0 && !may_be_zero(attribute));
  if (too_small) {
    unexpected(reading, span,
               fmt::format("`{}` is {}, and must be {}", reading.info.name, shown,
                           may_be_zero(attribute) ? "0 or more" : "more than 0"));
    return false;
  }
  if (is_whole(attribute) && quantity.is_exact() &&
      std::abs(quantity.value - std::round(quantity.value)) > 1e-9 * quantity.value) {
    Finding& finding =
        unexpected(reading, span,
                   fmt::format("`{}` is {}, and must be a whole number", reading.info.name, shown));
    finding.help = "round it: `ceil(...)`";
    return false;
  }
  return true;
}

namespace {

bool check_share(Reading& reading, const quantity::Quantity& quantity, Span span) {
  if (!has_dimension(reading.context, quantity, quantity::count, span, "a share",
                     sample(reading.info))) {
    return false;
  }
  if (quantity.value >= 0 && quantity.value <= 1) return true;
  Finding& finding =
      unexpected(reading, span,
                 fmt::format("`{}` is {}, and a share lies between 0% and 100%", reading.info.name,
                             quantity::share_text(quantity.value)));
  if (quantity.value > 1 && quantity.value <= 100 && !quantity.share) {
    finding.help = fmt::format("write `{}%`", quantity::number_text(quantity.value, 6));
  }
  return false;
}

bool check_positive(Reading& reading, const quantity::Quantity& quantity, Span span) {
  if (quantity.value >= 0) return true;
  unexpected(reading, span, fmt::format("`{}` is negative", reading.info.name));
  return false;
}

bool check_dimension(Reading& reading, const quantity::Quantity& q, Span span,
                     std::initializer_list<quantity::Dimension> wanted, std::string_view what) {
  if (std::find(wanted.begin(), wanted.end(), q.dimension) != wanted.end()) {
    return check_positive(reading, q, span);
  }
  return has_dimension(reading.context, q, *wanted.begin(), span, what, sample(reading.info));
}

}  // namespace

bool check_number(Reading& reading, const quantity::Quantity& q, Span span) {
  using namespace quantity;
  switch (reading.info.type) {
    case AttributeType::count:
      return check_count(reading, q, span);
    case AttributeType::share:
    case AttributeType::availability:
      return check_share(reading, q, span);
    case AttributeType::rate:
      return check_dimension(reading, q, span, {rate}, "a rate");
    case AttributeType::flexible_rate:
      return check_dimension(reading, q, span, {rate, data_rate, token_rate}, "a rate");
    case AttributeType::time:
      return check_dimension(reading, q, span, {time}, "a time");
    case AttributeType::data:
      return check_dimension(reading, q, span, {data}, "an amount of data");
    case AttributeType::data_or_tokens:
      return check_dimension(reading, q, span, {data, token}, "an amount of data or tokens");
    case AttributeType::data_rate:
      return check_dimension(reading, q, span, {data_rate}, "a data rate");
    case AttributeType::tokens:
      return check_dimension(reading, q, span, {token, count}, "a number of tokens");
    case AttributeType::money:
      if (q.dimension.money == 1) return check_positive(reading, q, span);
      return has_dimension(reading.context, q, money / time, span, "money per something",
                           sample(reading.info));
    default:
      return true;
  }
}

}  // namespace joist::resolve
