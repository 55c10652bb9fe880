// What is needed of a component and what breaks it, with the arithmetic.
#include <cmath>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "emit/derivation.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

// Of what has no copies of data "25% of 3 / 70%", to be rounded up; else what was looked for.
std::string needed_text(const model::Model& model, model::ComponentId id,
                        const analysis::CapacityResult& result) {
  const std::string most = quantity::share_text(1 - analysis::headroom(model, id));
  const model::Role role = model.at(id).role;
  const bool plain =
      role != model::Role::store && role != model::Role::cache && role != model::Role::queue;
  std::string words = fmt::format("{} needed", quantity::count_text(*result.needed));
  words += plain ? fmt::format(": {} of {} / {}", quantity::share_text(result.utilization),
                               quantity::count_text(result.instances), most)
                 : fmt::format(": the fewest that are used no more than {}", most);
  if (result.needed_after_loss)
    words += fmt::format("; {} to carry it after a loss that a `need survive` names",
                         quantity::count_text(*result.needed_after_loss));
  return words;
}

std::string breaks_text(const model::Model& model, model::ComponentId id,
                        const analysis::CapacityResult& result) {
  const double most = 1 - analysis::headroom(model, id);
  std::string words =
      fmt::format("breaks at {}x the load", quantity::number_text(*result.breaks_at));
  if (std::abs(*result.breaks_at * result.utilization - most) < 1e-9 * most)
    words += fmt::format(": {} / {}", quantity::share_text(most),
                         quantity::share_text(result.utilization));
  return words;
}

std::string derive_quotient(Derivation at, model::ComponentId id) {
  const analysis::CapacityResult& result = at.results.capacity[id.index()];
  const analysis::ComponentLoad& load = at.results.components[id.index()];
  const double comes = load.offered - load.shed;
  if (!load.known || !(result.capacity > 0) || !(comes > 0)) return at.take();
  const model::Stated* places = at.model.number(id, model::Attribute::concurrency);
  const bool by_places = result.limited_by == analysis::Limit::capacity && places != nullptr &&
                         at.model.number(id, model::Attribute::capacity) == nullptr;
  if (by_places) {
    const double all = result.serving * places->value();
    at.line(1, fmt::format("{} served at once / {} each = {}", quantity::number_text(all),
                           quantity::time_text(all / result.capacity),
                           quantity::rate_text(result.capacity)));
  }
  // Where it is another, reads, writes and shards have a capacity each.
  if (std::abs(comes / result.capacity - result.utilization) < 1e-6 * result.utilization)
    at.line(1, fmt::format("{} / {} = {}", quantity::rate_text(comes),
                           quantity::rate_text(result.capacity),
                           quantity::share_text(result.utilization)));
  return at.take();
}

}  // namespace joist::emit
