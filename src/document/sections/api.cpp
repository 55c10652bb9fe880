// The endpoints, by the component that has them.
#include <fmt/format.h>

#include "document/blocks.hpp"
#include "document/figures.hpp"
#include "document/section.hpp"
#include "document/words.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

using model::Attribute;

Words stated(const model::Endpoint& endpoint, Attribute attribute) {
  if (const auto* text = endpoint.attributes.text(attribute)) return plain(text->value());
  const auto* number = endpoint.attributes.number(attribute);
  if (number == nullptr) return {};
  std::string words = quantity::text(number->quantity);
  if (!number->per.empty()) words += " per " + number->per;
  return plain(words);
}

void tell_component(const Review& review, ComponentId id, Section& section) {
  const model::Model& model = review.model();
  Table& table = add_table(
      section, fmt::format("Endpoints of {}", model.label(id)),
      {"Endpoint", "Body", "Serves", " At the peak", "Auth", "Page", "Limit", "Idempotency"});
  for (const model::Endpoint& endpoint : model.endpoints) {
    if (endpoint.component != id) continue;
    std::vector<Words> peaks;
    for (const FlowId flow : endpoint.flows) peaks.push_back(plain(peak_text(review, flow)));
    table.rows.push_back({plain(endpoint.method + " " + endpoint.path, Look::code),
                          plain(endpoint.body, Look::code), flows(model, endpoint.flows),
                          joined(peaks), stated(endpoint, Attribute::auth),
                          stated(endpoint, Attribute::page), stated(endpoint, Attribute::limit),
                          stated(endpoint, Attribute::idempotency)});
  }
}

void tell(const Review& review, Section& section) {
  const model::Model& model = review.model();
  for (std::size_t i = 0; i < model.components.size(); ++i)
    tell_component(review, ComponentId(i), section);
  drop_empty(section);
}

}  // namespace

extern const Chapter api;
constexpr Chapter api = {3, "interface", "Interface", tell};

}  // namespace joist::document::sections
