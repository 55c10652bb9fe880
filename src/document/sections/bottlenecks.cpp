// What breaks first when the load grows, and how much of it would be enough then.
#include <cmath>

#include <fmt/format.h>

#include "document/blocks.hpp"
#include "document/dive_parts.hpp"
#include "document/figures.hpp"
#include "document/section.hpp"
#include "document/story.hpp"
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
  const model::Model& model = review.model();
  const auto& breaks = review.results().scale;
  if (breaks.empty()) return;
  const emit::Story story = story_of(review.project);
  Table& table = add_table(section, "Where the headroom ends, the first to break on top",
                           {"Component", " At the load \u00d7", "Limited by", " Used today",
                            "There are", "Enough today", "Enough for 10\u00d7"});
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    const emit::Ceiling& each = story.base().ceilings[i];
    const ComponentId id = breaks[i].component;
    const bool refuses = each.why == analysis::Limit::limit;
    const std::string enough = enough_text(review, review.results().capacity[id.index()], id);
    table.rows.push_back(
        {component(model, id),
         plain(factor_text(each.factor), each.factor <= 1 ? Look::bad : Look::plain),
         told(limit_text(each.why)), plain(used_text(review, id), used_look(review, id)),
         plain(each.there), plain(refuses ? "" : enough), plain(each.enough)});
  }
  tell_unknown(review, section);
}

}  // namespace

extern const Chapter bottlenecks;
constexpr Chapter bottlenecks = {7, "bottlenecks", "What breaks first", tell};

}  // namespace joist::document::sections
