// Holds the columns of a query against the indexes and keys of its table.
#include "lint/queries.hpp"

#include <algorithm>

namespace joist::lint {
namespace {

bool names(const std::vector<std::uint32_t>& columns, std::uint32_t column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

// How many columns of the index, from its first one on, the query gives. By its own first column it
// looks rows up; those behind may only sort them, and of such an index does not begin.
std::size_t first_given(const std::vector<std::uint32_t>& index, const model::TableQuery& query) {
  if (index.empty() || query.columns.empty() || index.front() != query.columns.front()) return 0;
  std::size_t count = 0;
  while (count < index.size() && names(query.columns, index[count])) ++count;
  return count;
}

std::vector<std::uint32_t> key_of(const model::Table& table) {
  std::vector<std::uint32_t> key;
  for (std::uint32_t c = 0; c < table.columns.size(); ++c)
    if (table.columns[c].key) key.push_back(c);
  return key;
}

}  // namespace

std::string server_of(const model::Table& table, const model::TableQuery& query) {
  std::size_t most = 0;
  const model::TableIndex* best = nullptr;
  for (const model::TableIndex& index : table.indexes) {
    const std::size_t given = first_given(index.columns, query);
    if (given <= most) continue;
    most = given;
    best = &index;
  }
  if (best != nullptr) return "index " + column_names(table, best->columns);
  // Where there is a partition key, a query that does not give it goes to every shard.
  for (std::uint32_t c = 0; c < table.columns.size(); ++c)
    if (table.columns[c].partition)
      return names(query.columns, c) ? "partition key " + table.columns[c].name : std::string();
  const std::vector<std::uint32_t> key = key_of(table);
  if (key.empty()) return {};
  // A key of one column finds one row, whatever else is asked of it.
  const bool found = key.size() == 1 ? names(query.columns, key[0]) : first_given(key, query) > 0;
  return found ? "key " + table.columns[key[0]].name : std::string();
}

std::string column_names(const model::Table& table, const std::vector<std::uint32_t>& columns) {
  std::string text;
  for (const std::uint32_t column : columns)
    text += (text.empty() ? "" : ", ") + table.columns[column].name;
  return text;
}

}  // namespace joist::lint
