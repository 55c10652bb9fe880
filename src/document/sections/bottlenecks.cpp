// What breaks first when the load grows, and how much of it would be enough then.
#include <cmath>

#include <fmt/format.h>

#include "analysis/scale.hpp"
#include "document/blocks.hpp"
#include "document/dive_parts.hpp"
#include "document/figures.hpp"
#include "document/section.hpp"
#include "document/words.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

void tell_unknown(const Review& review, Section& section) {
  std::vector<ComponentId> unknown;
  for (std::size_t i = 0; i < review.model().components.size(); ++i) {
    const ComponentId id(i);
    const model::Role role = review.model().at(id).role;
    const bool is_ours = role != model::Role::source && role != model::Role::external;
    if (review.is_loaded(id) && is_ours && !review.results().capacity[i].known)
      unknown.push_back(id);
  }
  if (unknown.empty()) return;
  Words words = plain("How much they carry is not known of ");
  words += components(review.model(), unknown);
  words += plain(": they are missing from this list.");
  say(section, std::move(words));
}

void tell(const Review& review, Section& section) {
  const auto& breaks = review.results().scale;
  if (breaks.empty()) return;
  constexpr double far = 10;
  const auto later = analysis::capacity_at(review.model(), far);
  Table& table = add_table(section, "Where the headroom ends, the first to break on top",
                           {"Component", " At the load \u00d7", "Limited by", " Used today",
                            "There are", "Enough today", "Enough for 10\u00d7"});
  for (const analysis::Break& each : breaks) {
    const std::size_t i = each.component.index();
    const auto& today = review.results().capacity[i];
    const bool past = each.factor <= 1;
    const bool is_limit = each.why == analysis::Limit::limit;
    table.rows.push_back(
        {component(review.model(), each.component),
         plain(factor_text(each.factor), past ? Look::bad : Look::plain),
         told(limit_text(each.why)),
         plain(used_text(review, each.component), used_look(review, each.component)),
         plain(copies_text(review, review.project.base, each.component)),
         is_limit ? Words{}
                  : plain(enough_text(review, review.project.base, today, each.component)),
         is_limit ? Words{}
                  : plain(enough_text(review, review.project.base, later[i], each.component))});
  }
  tell_unknown(review, section);
}

}  // namespace

extern const Chapter bottlenecks;
constexpr Chapter bottlenecks = {7, "bottlenecks", "What breaks first", tell};

}  // namespace joist::document::sections
