// Findings as cards, and the ids they stand under.
#pragma once

#include <string>

#include "document/document.hpp"
#include "document/review.hpp"

namespace joist::document {

// Of the finding of that index in the project.
std::string finding_id(std::size_t index);
Card finding_card(const Review& review, std::size_t index);

}  // namespace joist::document
