// Pictures of the design for its document.
#pragma once

#include <optional>
#include <string>

#include "document/document.hpp"
#include "document/review.hpp"
#include "emit/scale.hpp"

namespace joist::document {

// The design, or one flow of it, as SVG whose ids begin with `id`, and as text where the review
// wants it. Nothing where there is nothing to draw.
std::optional<Figure> picture_of(const Review& review, const std::string& id,
                                 const std::string& flow = {});

// Its tables, with what refers to what; nothing where there are none.
std::optional<Figure> tables_of(const Review& review);

// How far each part carries, along the stages; nothing where that is not known.
std::optional<Figure> scale_chart_of(const Review& review, const emit::Story& story);

}  // namespace joist::document
