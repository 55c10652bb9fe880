// Looks figures up in the results.
#include "document/figures.hpp"

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "lint/faults.hpp"
#include "quantity/display.hpp"

namespace joist::document {

std::string ranged(const Review& review, ComponentId component, FlowId flow,
                   std::string_view figure, double value, Print print) {
  for (const analysis::Spread& spread : review.results().spreads) {
    if (spread.component != component || spread.flow != flow || spread.figure != figure) continue;
    return fmt::format("{} ({} to {})", print(value), print(spread.low), print(spread.high));
  }
  return print(value);
}

std::string load_text(const Review& review, ComponentId id) {
  if (!review.is_loaded(id)) return {};
  return ranged(review, id, {}, "offered", review.results().components[id.index()].offered,
                quantity::rate_text);
}

namespace {

const analysis::CapacityResult* known_capacity(const Review& review, ComponentId id) {
  const auto& all = review.results().capacity;
  return id.index() < all.size() && all[id.index()].known ? &all[id.index()] : nullptr;
}

}  // namespace

std::string capacity_text(const Review& review, ComponentId id) {
  const auto* result = known_capacity(review, id);
  return result == nullptr ? "" : quantity::rate_text(result->capacity);
}

std::string used_text(const Review& review, ComponentId id) {
  const auto* result = known_capacity(review, id);
  if (result == nullptr || !review.is_loaded(id)) return {};
  return ranged(review, id, {}, "utilization", result->utilization, quantity::share_text);
}

Look used_look(const Review& review, ComponentId id) {
  const auto* result = known_capacity(review, id);
  if (result == nullptr) return Look::plain;
  if (result->utilization > 1) return Look::bad;
  const double most = 1 - analysis::headroom(review.model(), id);
  return result->utilization > most ? Look::caution : Look::plain;
}

std::string mean_text(const Review& review, FlowId id) {
  if (!review.is_rated(id)) return {};
  return ranged(review, {}, id, "mean", review.results().flows[id.index()].mean,
                quantity::rate_text);
}

std::string peak_text(const Review& review, FlowId id) {
  if (!review.is_rated(id)) return {};
  return ranged(review, {}, id, "rate", review.results().flows[id.index()].peak,
                quantity::rate_text);
}

std::string enough_text(const Review& review, const analysis::CapacityResult& result,
                        ComponentId id) {
  if (!result.known || !result.needed) return {};
  return lint::enough(review.facts(), id, *result.needed);
}

}  // namespace joist::document
