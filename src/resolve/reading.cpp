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
using quantity::Quantity;

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
    case Attribute::scales:
    case Attribute::zones:
    case Attribute::needs:
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

// A number that nobody knows is rarely meant where copies come and go with the load.
void warn_of_range(Reading& reading, Span span) {
  const Ref item = reading.items.front();
  Finding& finding = reading.context.report(
      "unexpected-value", Severity::warning, span,
      fmt::format("`{}: {}` is an estimate of one number, which stays what it is",
                  reading.info.name, item.text()));
  const Attribute attribute = reading.info.attribute;
  finding.help =
      attribute == Attribute::replicas || attribute == Attribute::nodes
          ? fmt::format("copies that come and go with the load are `scales: {}`", item.text())
          : "write one whole number";
}

bool may_be_zero(Attribute attribute) {
  return attribute == Attribute::standby || attribute == Attribute::retries ||
         attribute == Attribute::rows || attribute == Attribute::work;
}

}  // namespace

bool check_count(Reading& reading, const Value& value, Span span) {
  const Quantity& quantity = *value.quantity;
  if (!has_dimension(reading.context, value, span,
                     {quantity::count, "a plain number", sample(reading.info)})) {
    return false;
  }
  const auto shown = [&] { return quantity::number_text(quantity.value, 6); };
  const Attribute attribute = reading.info.attribute;
  const bool too_small = quantity.value < 0 || (quantity.value == 0 && !may_be_zero(attribute));
  if (too_small) {
    Finding& finding =
        unexpected(reading, span,
                   fmt::format("`{}` is {}, and must be {}", reading.info.name, shown(),
                               may_be_zero(attribute) ? "0 or more" : "more than 0"));
    finding.help = fmt::format("write it like `{}: {}`", reading.info.name, sample(reading.info));
    return false;
  }
  if (attribute == Attribute::peak && quantity.value < 1) {
    unexpected(reading, span, fmt::format("`peak` is {}, and no peak is below the mean", shown()))
        .help = "write how many times the mean it is: `peak: 3`";
    return false;
  }
  const double rest = std::abs(quantity.value - std::round(quantity.value));
  if (is_whole(attribute) && quantity.is_exact() && rest > 1e-9 * quantity.value) {
    Finding& finding = unexpected(
        reading, span,
        fmt::format("`{}` is {}, and must be a whole number", reading.info.name, shown()));
    finding.help = "round it: `ceil(...)`";
    return false;
  }
  const bool is_range = reading.items.front().is(Kind::range) && attribute != Attribute::scales &&
                        attribute != Attribute::needs;
  if (is_range && is_whole(attribute)) warn_of_range(reading, span);
  return true;
}

namespace {

bool check_share(Reading& reading, const Value& value, Span span) {
  const Quantity& quantity = *value.quantity;
  if (!has_dimension(reading.context, value, span,
                     {quantity::count, "a share", sample(reading.info)})) {
    return false;
  }
  if (quantity.value >= 0 && quantity.value <= 1) return true;
  const std::string shown = quantity.share ? quantity::share_text(quantity.value)
                                           : quantity::number_text(quantity.value, 6);
  Finding& finding = unexpected(
      reading, span,
      fmt::format("`{}` is {}, and a share lies between 0% and 100%", reading.info.name, shown));
  if (quantity.value > 1 && quantity.value <= 100 && !quantity.share) {
    finding.help = fmt::format("write `{}%`", shown);
  } else {
    finding.help = fmt::format("write it like `{}: {}`", reading.info.name, sample(reading.info));
  }
  return false;
}

bool check_positive(Reading& reading, const Value& value, Span span) {
  if (value.quantity->value >= 0) return true;
  unexpected(reading, span, fmt::format("`{}` is negative", reading.info.name)).help =
      "write 0 or more";
  return false;
}

bool check_dimension(Reading& reading, const Value& value, Span span,
                     std::initializer_list<quantity::Dimension> wanted, std::string_view what) {
  if (std::find(wanted.begin(), wanted.end(), value.quantity->dimension) != wanted.end()) {
    return check_positive(reading, value, span);
  }
  return has_dimension(reading.context, value, span, {*wanted.begin(), what, sample(reading.info)});
}

bool check_between_failures(Reading& reading, const Value& value, Span span) {
  if (reading.info.attribute != Attribute::mtbf || value.quantity->value > 0) return true;
  unexpected(reading, span, "`mtbf` is 0, and what fails all the time never runs").help =
      "write the mean time between two failures, like `mtbf: 2000 h`";
  return false;
}

// Per time, per data and time, per data, per request, per token.
bool check_money(Reading& reading, const Value& value, Span span) {
  using namespace quantity;
  const Dimension d = value.quantity->dimension;
  constexpr Dimension known[] = {money / time, money / data / time, money / data, money,
                                 money / token};
  if (std::find(std::begin(known), std::end(known), d) != std::end(known)) {
    for (const model::Stated& other : reading.attributes.numbers) {
      if (other.attribute != Attribute::cost || other.quantity.dimension != d) continue;
      const auto known = reading.context.price_ranks.find(other.span);
      const auto rank = known == reading.context.price_ranks.end() ? 0 : known->second;
      if (rank > reading.place.rank) return false;  // it is stated anew
      if (rank < reading.place.rank) break;
      Finding& finding = reading.context.error("duplicate-attribute", span,
                                               fmt::format("`cost` states {} twice", noun(d)));
      finding.labels.push_back({other.span, "first stated here"});
      finding.help =
          d == money / token
              ? "keep one: the mean of what tokens in and out cost, by how many there are"
              : "keep one of the two";
      return false;
    }
    return check_positive(reading, value, span);
  }
  Finding& finding = reading.context.error(
      "dimension-mismatch", span, fmt::format("`cost` is a price, and this is {}", name(d)));
  finding.help =
      "write it like `$0.20/hour`, `$0.10/GB/month`, `$0.05/GB`, `$2/1M requests` or "
      "`$3/1M tokens`";
  return false;
}

}  // namespace

bool check_number(Reading& reading, const Value& value, Span span) {
  using namespace quantity;
  switch (reading.info.type) {
    case AttributeType::count:
      return check_count(reading, value, span);
    case AttributeType::share:
    case AttributeType::availability:
      return check_share(reading, value, span);
    case AttributeType::rate:
      return check_dimension(reading, value, span, {rate}, "a rate");
    case AttributeType::flexible_rate:
      return check_dimension(reading, value, span, {rate, data_rate, token_rate}, "a rate");
    case AttributeType::time:
      return check_dimension(reading, value, span, {time}, "a time") &&
             check_between_failures(reading, value, span);
    case AttributeType::data:
      return check_dimension(reading, value, span, {data}, "an amount of data");
    case AttributeType::data_or_tokens:
      return check_dimension(reading, value, span, {data, token}, "an amount of data or tokens");
    case AttributeType::data_rate:
      return check_dimension(reading, value, span, {data_rate}, "a data rate");
    case AttributeType::tokens:
      return check_dimension(reading, value, span, {token, count}, "a number of tokens");
    case AttributeType::money:
      return check_money(reading, value, span);
    default:
      return true;
  }
}

}  // namespace joist::resolve
