// The endpoints, by the component that has them.
#include "document/blocks.hpp"
#include "document/interface.hpp"
#include "document/section.hpp"

namespace joist::document::sections {
namespace {

void tell(const Review& review, Section& section) {
  const model::Model& model = review.model();
  for (std::size_t i = 0; i < model.components.size(); ++i)
    tell_endpoints(review, ComponentId(i), section);
  drop_empty(section);
}

}  // namespace

extern const Chapter api;
constexpr Chapter api = {3, "interface", "Interface", tell};

}  // namespace joist::document::sections
