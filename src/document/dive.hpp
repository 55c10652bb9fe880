// The page of one component: its load and limits, what its calls set off, how it fails, and what
// was found.
#pragma once

#include <vector>

#include "document/document.hpp"
#include "document/review.hpp"

namespace joist::document {

// Those a document has a page of, in order of the model: they carry load, and are more than sources
// of it. Of very many, the hottest.
std::vector<ComponentId> dived(const Review& review);
// As a part of the whole document, which tells of endpoints, tables and findings elsewhere.
Section dive(const Review& review, ComponentId id);
// By itself.
Section page(const Review& review, ComponentId id);

}  // namespace joist::document
