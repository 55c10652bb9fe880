// A page for each component that carries load.
#include "document/blocks.hpp"
#include "document/dive.hpp"
#include "document/section.hpp"

namespace joist::document::sections {
namespace {

void tell(const Review& review, Section& section) {
  const auto& components = review.model().components;
  for (std::size_t i = 0; i < components.size(); ++i)
    if (is_dived(review, ComponentId(i))) section.parts.push_back(dive(review, ComponentId(i)));
}

}  // namespace

extern const Chapter deep_dive;
constexpr Chapter deep_dive = {6, "deep-dive", "Part by part", tell};

}  // namespace joist::document::sections
