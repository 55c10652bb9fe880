// What a component offers and what it keeps, as written.
#include "document/interface.hpp"

#include <fmt/format.h>

#include "document/blocks.hpp"
#include "document/figures.hpp"
#include "document/words.hpp"
#include "lint/queries.hpp"
#include "quantity/display.hpp"

namespace joist::document {

using model::Attribute;

namespace {

Words stated(const model::Endpoint& endpoint, Attribute attribute) {
  if (const auto* text = endpoint.attributes.text(attribute)) return plain(text->value());
  const auto* number = endpoint.attributes.number(attribute);
  if (number == nullptr) return {};
  std::string words = quantity::text(number->quantity);
  if (!number->per.empty()) words += " per " + number->per;
  return plain(words);
}

}  // namespace

void tell_endpoints(const Review& review, ComponentId id, Section& section) {
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

void tell_columns(const Review& review, const model::Table& table, Section& part) {
  Table& columns = add_table(part, fmt::format("Columns of {}", table.name),
                             {"Column", "Type", " Size", "Role", "Note"});
  for (const model::Column& column : table.columns) {
    std::vector<Words> roles;
    if (column.key) roles.push_back(plain("key"));
    if (column.partition) roles.push_back(plain("partition"));
    if (column.references) {
      const model::Table& other = review.model().tables[column.references.index()];
      Words words = plain("refers to ");
      words += code(other.name + "." + column.referenced_column, table_id(other));
      roles.push_back(std::move(words));
    }
    columns.rows.push_back({code(column.name), plain(column.type, Look::code),
                            plain(column.bytes ? quantity::data_text(*column.bytes) : ""),
                            joined(roles), plain(column.note)});
  }
}

void tell_queries(const model::Table& table, Section& part) {
  Table& queries = add_table(part, fmt::format("Queries of {}", table.name),
                             {"Query", "By", " Rate", "Served by"});
  for (const model::TableQuery& query : table.queries) {
    const std::string server = lint::server_of(table, query);
    queries.rows.push_back(
        {plain(query.text), plain(lint::column_names(table, query.columns), Look::code),
         plain(query.rate ? quantity::text(query.rate->quantity) : ""),
         server.empty() ? plain("! nothing: the whole table is read", Look::caution)
                        : plain(server)});
  }
}

}  // namespace joist::document
