// Figures of components and flows in words, with the middle 90% where they are uncertain.
#pragma once

#include <string>
#include <string_view>

#include "document/review.hpp"

namespace joist::document {

using Print = std::string (*)(double value);

// "4.34k/s (1k/s to 9k/s)"; `figure` is its path in the results as JSON.
std::string ranged(const Review& review, ComponentId component, FlowId flow,
                   std::string_view figure, double value, Print print);

std::string load_text(const Review& review, ComponentId id);      // empty where it is not known
std::string capacity_text(const Review& review, ComponentId id);  // likewise
std::string used_text(const Review& review, ComponentId id);
Look used_look(const Review& review, ComponentId id);  // by its headroom
std::string mean_text(const Review& review, FlowId id);
std::string peak_text(const Review& review, FlowId id);
// "180 instances": enough for so many times the load with the headroom wanted; empty where no
// number is, or nothing is known.
std::string enough_text(const Review& review, const analysis::CapacityResult& result,
                        ComponentId id);

}  // namespace joist::document
