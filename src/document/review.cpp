// Names with their places, and numbers as people say them.
#include "document/review.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/words.hpp"
#include "emit/xml.hpp"
#include "quantity/decimal.hpp"
#include "quantity/display.hpp"

namespace joist::document {

bool Review::is_rated(FlowId id) const {
  return id.index() < results().flows.size() && results().flows[id.index()].known;
}

bool Review::is_loaded(ComponentId id) const {
  if (id.index() >= results().components.size()) return false;
  const auto& load = results().components[id.index()];
  return load.known && load.offered > 0;
}

std::string Review::place(Span span) const {
  if (!span.file || span.file.index() >= project.sources.size()) return {};
  if (span.file.index() < project.root) return {};
  const Source& source = project.sources.at(span.file);
  return fmt::format("{}:{}", source.path(), source.position(span.begin).line);
}

std::string Review::text(Span span) const {
  if (!span.file || span.file.index() >= project.sources.size()) return {};
  std::string out;
  bool comment = false;
  for (const char c : project.sources.text(span)) {
    if (c == '#') comment = true;
    if (c == '\n') comment = false;
    const bool blank = comment || c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return std::string(trimmed(out));
}

std::string component_id(const model::Model& model, ComponentId id) {
  return "component-" + emit::as_id(model.at(id).path);
}

std::string flow_id(const model::Model& model, FlowId id) {
  const std::string& path = model.at(id).path;
  return path.empty() ? "flow" : "flow-" + emit::as_id(path);
}

std::string quantity_id(const model::QuantityBinding& binding) {
  return "quantity-" + emit::as_id(binding.path);
}

std::string table_id(const model::Table& table) {
  return "table-" + emit::as_id(table.name);
}

Words component(const model::Model& model, ComponentId id) {
  return code(model.at(id).path, component_id(model, id));
}

Words flow(const model::Model& model, FlowId id) {
  const std::string& path = model.at(id).path;
  if (!path.empty()) return code(path, flow_id(model, id));
  const bool alone = std::none_of(model.flows.begin(), model.flows.end(),
                                  [](const auto& other) { return !other.path.empty(); });
  return plain(alone ? "every request" : "what flows outside of any flow");
}

Words components(const model::Model& model, const std::vector<ComponentId>& ids) {
  std::vector<Words> words;
  for (const ComponentId id : ids) words.push_back(component(model, id));
  return joined(words);
}

Words flows(const model::Model& model, const std::vector<FlowId>& ids) {
  std::vector<Words> words;
  for (const FlowId id : ids) words.push_back(flow(model, id));
  return joined(words);
}

Words lost(const Review& review, const analysis::Loss& loss) {
  if (loss.event == analysis::no_event) return plain(loss.name);
  const analysis::Event& event = review.results().redundancy.events[loss.event];
  if (!event.component) return plain(loss.name);
  const std::string& path = review.model().at(event.component).path;
  if (!loss.name.ends_with(path)) return plain(loss.name);
  Words words = plain(loss.name.substr(0, loss.name.size() - path.size()));
  words += component(review.model(), event.component);
  return words;
}

double said(double value) {
  constexpr double near = 0.04;
  if (!std::isfinite(value) || value == 0) return value;
  const double size = std::pow(10, std::floor(std::log10(std::fabs(value))));
  const double mantissa = value / size;
  for (const double step : {1.0, 0.5}) {
    const double round = std::round(mantissa / step) * step;
    if (round != 0 && std::fabs(round - mantissa) <= near * std::fabs(mantissa))
      return round * size;
  }
  return std::round(mantissa * 10) / 10 * size;
}

std::string said(const quantity::Quantity& quantity) {
  quantity::Quantity exact = quantity;
  exact.uncertain = nullptr;
  const std::string shown = quantity::text(exact);
  // In the unit it is shown in: 1.9 million a day is not a round number of them a second.
  const auto begin = shown.find_first_of("0123456789");
  const auto end = shown.find_first_not_of("0123456789.", begin);
  if (begin == std::string::npos) return shown;
  const double number = std::strtod(shown.substr(begin, end - begin).c_str(), nullptr);
  const std::string digits = quantity::number_text(said(number));
  if (digits == shown.substr(begin, end - begin)) return shown;
  return "about " + shown.substr(0, begin) + digits +
         (end == std::string::npos ? "" : shown.substr(end));
}

namespace {

std::string power_of_ten(int exponent) {
  constexpr std::string_view raised[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                         "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string text = "10";
  for (const char digit : std::to_string(exponent))
    text += digit == '-' ? "\u207b" : raised[static_cast<std::size_t>(digit - '0')];
  return text;
}

}  // namespace

std::string order_of_magnitude(const quantity::Quantity& quantity) {
  if (quantity.share || !std::isfinite(quantity.value) || quantity.value == 0) return {};
  quantity::Quantity exact = quantity;
  exact.uncertain = nullptr;
  const std::string shown = quantity::text(exact);
  const auto begin = shown.find_first_of("0123456789");
  const auto end = std::min(shown.find_first_not_of("0123456789.", begin), shown.size());
  if (begin == std::string::npos) return {};
  const double number = std::strtod(shown.substr(begin, end - begin).c_str(), nullptr);
  int exponent = static_cast<int>(std::floor(std::log10(number) + 1e-9));
  // A magnitude sticks to the number, or stands before the B of bytes.
  std::string rest = shown.substr(end);
  const std::size_t at = rest.starts_with(" ") ? 1 : 0;
  const std::size_t found = std::string_view("kMGTPE").find(rest.substr(at, 1));
  const bool of_bytes = at == 1 && (rest.substr(2, 1) == "B" || rest.starts_with(" KB"));
  if (rest.starts_with(" KB")) exponent += 3;
  if (found != std::string::npos && rest.size() > at && (at == 0 || of_bytes))
    exponent += 3 * (static_cast<int>(found) + 1);
  const auto slash = rest.find('/');
  std::string unit = of_bytes || rest.starts_with(" B") ? " B" : "";
  if (quantity.dimension == quantity::time) unit = rest;
  if (slash != std::string::npos) unit += rest.substr(slash);
  return (shown.starts_with("$") ? "$" : "") + power_of_ten(exponent) + unit;
}

std::string factor_text(double factor) {
  return std::isfinite(factor) ? quantity::number_text(factor) + "\u00d7" : "never";
}

std::string copies_text(const Review& review, ComponentId id) {
  using model::Attribute;
  const auto* shards = review.model().number(id, Attribute::shards);
  const auto* replicas = review.model().number(id, Attribute::replicas);
  const auto* nodes = review.model().number(id, Attribute::nodes);
  const auto whole = [](const model::Stated* stated) {
    return quantity::number_text(stated->value(), 12);
  };
  if (nodes != nullptr) return whole(nodes) + " nodes";
  if (shards != nullptr && replicas != nullptr && shards->value() > 1)
    return fmt::format("{} \u00d7 {}", whole(shards), whole(replicas));
  if (shards != nullptr && shards->value() > 1) return whole(shards) + " shards";
  return replicas != nullptr ? whole(replicas) : "1";
}

std::string_view word(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

Words verdict(Severity severity) {
  switch (severity) {
    case Severity::error:
      return {{"\u00d7 error", Look::bad}};
    case Severity::warning:
      return {{"! warning", Look::caution}};
    case Severity::note:
      break;
  }
  return {{"i note", Look::quiet}};
}

}  // namespace joist::document
