// The tables: columns, keys, what serves which query, and how much room they take.
#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "analysis/storage.hpp"
#include "document/blocks.hpp"
#include "document/drawing.hpp"
#include "document/interface.hpp"
#include "document/section.hpp"
#include "document/words.hpp"
#include "lint/queries.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

using model::Table;

double copies_of(const Review& review, const Table& table) {
  if (!table.store) return 1;
  return std::max(1.0, analysis::fleet(review.model(), table.store).replicas);
}

std::string stored(const Review& review, const Table& table) {
  const auto row = analysis::row_bytes(table);
  if (!row || !table.rows) return {};
  return quantity::data_text(*row * table.rows->value() * copies_of(review, table));
}

void tell_sizes(const Review& review, Section& section) {
  document::Table& sizes =
      add_table(section, "What is kept, and where",
                {"Table", "Store", " Row with its indexes", " Rows", " Copies", " Stored"});
  for (const Table& table : review.model().tables) {
    const auto row = analysis::row_bytes(table);
    sizes.rows.push_back({code(table.name, table_id(table)),
                          table.store ? component(review.model(), table.store) : Words{},
                          plain(row ? quantity::data_text(*row) : ""),
                          plain(table.rows ? quantity::count_text(table.rows->value()) : ""),
                          plain(table.store ? quantity::count_text(copies_of(review, table)) : ""),
                          plain(stored(review, table))});
  }
}

void tell_table(const Review& review, const Table& table, Section& section) {
  Section& part = add_part(section, table_id(table), table.label.empty() ? table.name : table.label,
                           table.label.empty() ? "" : table.name);
  tell_columns(review, table, part);
  if (!table.indexes.empty()) {
    std::vector<Words> names;
    for (const model::TableIndex& index : table.indexes)
      names.push_back(plain("(" + lint::column_names(table, index.columns) + ")", Look::code));
    Words words = plain(names.size() == 1 ? "Index on " : "Indexes on ");
    words += joined(names);
    say(part, std::move(words));
  }
  tell_queries(table, part);
  drop_empty(part);
}

void tell(const Review& review, Section& section) {
  tell_sizes(review, section);
  drop_empty(section);
  if (review.model().tables.size() > 1)
    if (auto figure = tables_of(review)) section.blocks.push_back(std::move(*figure));
  for (const Table& table : review.model().tables) tell_table(review, table, section);
}

}  // namespace

extern const Chapter data;
constexpr Chapter data = {4, "data", "Data model", tell};

}  // namespace joist::document::sections
