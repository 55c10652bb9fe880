// Tells of one component, question by question; what has no answer is left out.
#include "document/dive.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "document/blocks.hpp"
#include "document/dive_parts.hpp"
#include "document/figures.hpp"
#include "document/interface.hpp"
#include "document/words.hpp"
#include "quantity/display.hpp"

namespace joist::document {
namespace {

using model::Attribute;
using quantity::rate_text;

std::string split_text(const analysis::ComponentLoad& load) {
  if (!(load.reads > 0) || !(load.writes > 0)) return {};
  return fmt::format(", {} reads and {} writes", rate_text(load.reads), rate_text(load.writes));
}

void tell_load(const Review& review, ComponentId id, Section& section) {
  if (!review.is_loaded(id)) {
    say(section, "No load of it is known.");
    return;
  }
  const analysis::ComponentLoad& load = review.results().components[id.index()];
  say(section, fmt::format("It gets {} at the peak{}; {} on average.", load_text(review, id),
                           split_text(load), rate_text(load.mean)));
  if (load.shed > 0)
    say(section, fmt::format("{} of that is refused by its limit.", rate_text(load.shed)));
}

// What stands behind the capacity: stated, or a default that somebody should measure.
std::string rests_on(const Review& review, ComponentId id) {
  for (const Attribute attribute : {Attribute::capacity, Attribute::reads, Attribute::writes}) {
    if (review.model().is_default(id, attribute))
      return fmt::format(" That rests on the default of `{}`; state a measured one.",
                         review.model().kind(review.model().at(id).kind).name);
  }
  return {};
}

// How the share that is used comes about; where the load comes from is a table of its own.
void tell_arithmetic(const analysis::CapacityResult& result, Section& section) {
  for (const std::string& note : result.notes) {
    if (note.find(" from `") != std::string::npos) continue;
    std::string line;
    for (std::size_t i = 0; i < note.size(); ++i) {
      const bool times = note.compare(i, 3, " x ") == 0;
      if (times) line += " \u00d7";
      if (times)
        ++i;
      else
        line += note[i];
    }
    say(section, told(line));
  }
}

void tell_capacity(const Review& review, ComponentId id, Section& section) {
  const analysis::CapacityResult& result = review.results().capacity[id.index()];
  if (!result.known) {
    if (review.is_loaded(id)) say(section, "How much it can carry is not stated.");
    return;
  }
  std::string words = fmt::format("It carries {}", rate_text(result.capacity));
  if (review.is_loaded(id)) {
    words += fmt::format(", of which {} is used", used_text(review, id));
    words += fmt::format("; what limits it is {}.", limit_text(result.limited_by));
    if (result.breaks_at && *result.breaks_at < 1e6)
      words += fmt::format(" Its headroom ends at {} the load.", factor_text(*result.breaks_at));
  } else {
    words += ".";
  }
  const std::string enough = enough_text(review, result, id);
  if (!enough.empty() && *result.needed == result.instances) {
    words += " As many as there are, are needed.";
  } else if (!enough.empty()) {
    words +=
        fmt::format(" {} {} enough, and there are {}.", enough, *result.needed == 1 ? "is" : "are",
                    quantity::number_text(result.instances, 12));
  }
  say(section, words + rests_on(review, id));
  tell_arithmetic(result, section);
}

}  // namespace

std::vector<ComponentId> dived(const Review& review) {
  constexpr std::size_t most = 300;  // nobody reads more, and each asks all arrows and losses
  std::vector<ComponentId> ids;
  for (std::size_t i = 0; i < review.model().components.size(); ++i) {
    const ComponentId id(i);
    if (review.is_loaded(id) && review.model().at(id).role != model::Role::source)
      ids.push_back(id);
  }
  if (ids.size() <= most) return ids;
  const auto& capacity = review.results().capacity;
  std::stable_sort(ids.begin(), ids.end(), [&](ComponentId a, ComponentId b) {
    return capacity[a.index()].utilization > capacity[b.index()].utilization;
  });
  ids.resize(most);
  std::sort(ids.begin(), ids.end());
  return ids;
}

namespace {

Section told_of(const Review& review, ComponentId id) {
  const model::Model& model = review.model();
  const model::Component& component = model.at(id);
  Section section{component_id(model, id), std::string(model.label(id))};
  section.quiet = model.kind(component.kind).name;
  if (!component.label.empty()) section.quiet = component.path + ", " + section.quiet;
  if (const auto* note = model.text(id, Attribute::note)) say(section, plain(note->value()));
  tell_load(review, id, section);
  tell_capacity(review, id, section);
  tell_arrivals(review, id, section);
  tell_fan_out(review, id, section);
  tell_keys(review, id, section);
  tell_cache(review, id, section);
  tell_amounts(review, id, section);
  tell_times(review, id, section);
  tell_failures(review, id, section);
  return section;
}

}  // namespace

Section dive(const Review& review, ComponentId id) {
  Section section = told_of(review, id);
  mention_findings(review, id, section);
  drop_empty(section);
  return section;
}

Section page(const Review& review, ComponentId id) {
  Section section = told_of(review, id);
  tell_endpoints(review, id, section);
  for (const model::Table& table : review.model().tables) {
    if (table.store != id) continue;
    tell_columns(review, table, section);
    tell_queries(table, section);
  }
  tell_findings(review, id, section);
  drop_empty(section);
  return section;
}

}  // namespace joist::document
