// The page of one component: its load and limits, what its calls set off, how it fails, and what
// was found.
#pragma once

#include "document/document.hpp"
#include "document/review.hpp"

namespace joist::document {

// Whether a document has a page of it: it carries load, and is more than a source of it.
bool is_dived(const Review& review, ComponentId id);
Section dive(const Review& review, ComponentId id);

}  // namespace joist::document
