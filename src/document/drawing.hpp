// Pictures of the design for its document.
#pragma once

#include <optional>
#include <string>

#include "document/document.hpp"
#include "document/review.hpp"

namespace joist::document {

// The design, or one flow of it, as SVG whose ids begin with `id`, and as text where the review
// wants it. Nothing where there is nothing to draw.
std::optional<Figure> picture_of(const Review& review, const std::string& id,
                                 const std::string& flow = {});

}  // namespace joist::document
