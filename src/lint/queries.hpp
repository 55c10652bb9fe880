// What serves a query of a table.
#pragma once

#include <string>
#include <vector>

#include "model/model.hpp"

namespace joist::lint {

// "index author_id, created_at" or "key id": of the indexes that begin with the query's first
// column the one that begins with the most columns that it gives, else the partition key, else the
// key. Empty where the whole table has to be read.
std::string server_of(const model::Table& table, const model::TableQuery& query);

// Names of columns by their places, with commas.
std::string column_names(const model::Table& table, const std::vector<std::uint32_t>& columns);

}  // namespace joist::lint
