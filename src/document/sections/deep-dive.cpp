// A page for each component that carries load.
#include "document/blocks.hpp"
#include "document/dive.hpp"
#include "document/section.hpp"

namespace joist::document::sections {
namespace {

void tell(const Review& review, Section& section) {
  for (const ComponentId id : dived(review)) section.parts.push_back(dive(review, id));
}

}  // namespace

extern const Chapter deep_dive;
constexpr Chapter deep_dive = {6, "deep-dive", "Part by part", tell};

}  // namespace joist::document::sections
