// A page for each component that carries load.
#include <map>

#include "document/blocks.hpp"
#include "document/dive.hpp"
#include "document/section.hpp"

namespace joist::document::sections {
namespace {

void tell(const Review& review, Section& section) {
  const std::vector<ComponentId> ids = dived(review);
  std::map<std::string, int> uses;
  for (const ComponentId id : ids) {
    section.parts.push_back(dive(review, id));
    ++uses[section.parts.back().title];
  }
  // Where two have the same label, the id tells them apart.
  for (std::size_t i = 0; i < ids.size(); ++i) {
    std::string& title = section.parts[i].title;
    if (uses[title] > 1) title += " (" + review.model().at(ids[i]).path + ")";
  }
}

}  // namespace

extern const Chapter deep_dive;
constexpr Chapter deep_dive = {6, "deep-dive", "Part by part", tell};

}  // namespace joist::document::sections
