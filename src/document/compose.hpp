// From a project to its document.
#pragma once

#include <string>

#include "document/document.hpp"
#include "document/review.hpp"

namespace joist::document {

// The whole review, in the order of the playbook. Every target of a run is the id of a place in it,
// and ids are unique.
Document compose(const Review& review);
// The page of one component.
Document compose(const Review& review, ComponentId component);

}  // namespace joist::document
