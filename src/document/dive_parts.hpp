// The parts of a component's page; each adds nothing where it has nothing to say.
#pragma once

#include <string_view>

#include "document/document.hpp"
#include "document/review.hpp"

namespace joist::document {

// "its capacity", "its reads and writes": what holds it back.
std::string_view limit_text(analysis::Limit limit);

void tell_arrivals(const Review& review, ComponentId id, Section& section);
void tell_fan_out(const Review& review, ComponentId id, Section& section);
void tell_keys(const Review& review, ComponentId id, Section& section);
void tell_cache(const Review& review, ComponentId id, Section& section);
void tell_amounts(const Review& review, ComponentId id, Section& section);
void tell_times(const Review& review, ComponentId id, Section& section);
void tell_failures(const Review& review, ComponentId id, Section& section);
// In a line each, with where they are told.
void mention_findings(const Review& review, ComponentId id, Section& section);
void tell_findings(const Review& review, ComponentId id, Section& section);

}  // namespace joist::document
