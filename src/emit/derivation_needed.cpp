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

}  // namespace joist::emit
