// Tables of endpoints, of columns and of queries.
#pragma once

#include "document/document.hpp"
#include "document/review.hpp"

namespace joist::document {

// Each adds a table, which is empty where there is nothing to say.
void tell_endpoints(const Review& review, ComponentId id, Section& section);
void tell_columns(const Review& review, const model::Table& table, Section& section);
void tell_queries(const model::Table& table, Section& section);

}  // namespace joist::document
