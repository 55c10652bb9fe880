// Holds the columns of a query against the indexes and keys of its table.
#include "lint/queries.hpp"

#include <algorithm>

namespace joist::lint {
namespace {

bool names(const std::vector<std::uint32_t>& columns, std::uint32_t column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

// How many columns of the index, from its first one on, the query gives.
std::size_t first_given(const model::TableIndex& index, const model::TableQuery& query) {
  std::size_t count = 0;
  while (count < index.columns.size() && names(query.columns, index.columns[count])) ++count;
  return count;
}

}  // namespace

std::string server_of(const model::Table& table, const model::TableQuery& query) {
  std::size_t most = 0;
  const model::TableIndex* best = nullptr;
  for (const model::TableIndex& index : table.indexes) {
    const std::size_t given = first_given(index, query);
    if (given <= most) continue;
    most = given;
    best = &index;
  }
  if (best != nullptr) return "index " + column_names(table, best->columns);
  // Where there is a partition key, a query that does not give it goes to every shard.
  for (const auto& [flag, word] : {std::pair(&model::Column::partition, "partition key "),
                                   std::pair(&model::Column::key, "key ")}) {
    for (std::uint32_t c = 0; c < table.columns.size(); ++c)
      if (table.columns[c].*flag)
        return names(query.columns, c) ? word + table.columns[c].name : std::string();
  }
  return {};
}

std::string column_names(const model::Table& table, const std::vector<std::uint32_t>& columns) {
  std::string text;
  for (const std::uint32_t column : columns)
    text += (text.empty() ? "" : ", ") + table.columns[column].name;
  return text;
}

}  // namespace joist::lint
