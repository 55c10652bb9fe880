// The picture of the whole, what it is made of, and the way of each flow.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "document/blocks.hpp"
#include "document/dive.hpp"
#include "document/drawing.hpp"
#include "document/figures.hpp"
#include "document/section.hpp"
#include "document/words.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

using model::Arrow;
using model::Attribute;

void tell_components(const Review& review, Section& section) {
  const model::Model& model = review.model();
  const std::vector<ComponentId> pages = dived(review);
  Table& table = add_table(
      section, "What it is made of",
      {"Component", "Label", "Kind", " Copies", " At the peak", " It carries", " Used", "Zones"});
  for (std::size_t i = 0; i < model.components.size(); ++i) {
    const ComponentId id(i);
    const model::Component& component = model.at(id);
    const auto& placement = review.results().redundancy.placement;
    const std::size_t zones = i < placement.size() ? placement[i].size() : 0;
    const bool counted = component.role != model::Role::source;
    table.rows.push_back({document::component(model, id), plain(component.label),
                          plain(model.kind(component.kind).name),
                          plain(counted ? copies_text(review, id) : ""),
                          plain(load_text(review, id)), plain(capacity_text(review, id)),
                          plain(used_text(review, id), used_look(review, id)),
                          plain(zones > 1 ? std::to_string(zones) : "")});
    const bool has_page = std::binary_search(pages.begin(), pages.end(), id);
    table.ids.push_back(has_page ? "" : component_id(model, id));
  }
}

Words ends(const Review& review, const Arrow& arrow) {
  Words words = component(review.model(), arrow.from);
  words += plain(arrow.call == model::Call::sync    ? " \u2192 "
                 : arrow.call == model::Call::async ? " \u21dd "
                                                    : " \u2013 ");
  words += component(review.model(), arrow.to);
  return words;
}

Words manner(const Review& review, const Arrow& arrow) {
  std::vector<Words> words;
  words.push_back(plain(arrow.call == model::Call::sync    ? "call"
                        : arrow.call == model::Call::async ? "message"
                                                           : "relation"));
  if (arrow.access != model::Access::none)
    words.push_back(plain(arrow.access == model::Access::read ? "read" : "write"));
  if (arrow.when != model::When::always && arrow.condition) {
    Words when = plain(arrow.when == model::When::miss  ? "on a miss of "
                       : arrow.when == model::When::hit ? "on a hit of "
                                                        : "when this fails: ");
    when += component(review.model(), arrow.condition);
    words.push_back(std::move(when));
  }
  if (arrow.attributes.yes(Attribute::optional)) words.push_back(plain("optional"));
  return joined(words);
}

// Guards against the failure of the callee, and how much goes along.
std::string terms(const Arrow& arrow) {
  std::string words;
  for (const model::Stated& stated : arrow.attributes.numbers) {
    if (!words.empty()) words += ", ";
    words +=
        fmt::format("{} {}", model::info(stated.attribute).name, quantity::text(stated.quantity));
  }
  return words;
}

void tell_calls(const Review& review, const model::Flow& flow, Section& part) {
  Table& table =
      add_table(part, fmt::format("The calls of {}", flow.path.empty() ? "it" : flow.path),
                {"Call", "How", " Each time", " At the peak", "What", "Terms"});
  for (const model::ArrowId id : flow.arrows) {
    const Arrow& arrow = review.model().at(id);
    std::string times, peak;
    if (id.index() < review.results().arrows.size()) {
      const analysis::ArrowLoad& load = review.results().arrows[id.index()];
      if (load.known) peak = quantity::rate_text(load.peak);
      if (load.multiplicity > 0) times = "\u00d7 " + quantity::number_text(load.multiplicity);
    }
    table.rows.push_back({ends(review, arrow), manner(review, arrow), plain(times), plain(peak),
                          plain(arrow.label), plain(terms(arrow))});
  }
}

// A picture of a flow that is nearly the whole would say nothing new.
bool is_worth_a_picture(const Review& review, const model::Flow& flow) {
  std::set<std::uint32_t> all, own;
  for (const Arrow& arrow : review.model().arrows) {
    for (const ComponentId end : {arrow.from, arrow.to}) {
      all.insert(end.value);
      if (!flow.path.empty() && review.model().at(arrow.flow).path == flow.path)
        own.insert(end.value);
    }
  }
  return own.size() >= 3 && own.size() < all.size();
}

void tell_flow(const Review& review, FlowId id, bool pictured, Section& section) {
  const model::Flow& flow = review.model().at(id);
  const std::string title = !flow.label.empty()  ? flow.label
                            : !flow.path.empty() ? flow.path
                                                 : "Every request";
  Section& part =
      add_part(section, flow_id(review.model(), id), title, flow.label.empty() ? "" : flow.path);
  if (review.is_rated(id)) {
    say(part, fmt::format("{} at the peak, {} on average.", peak_text(review, id),
                          mean_text(review, id)));
  }
  if (pictured && is_worth_a_picture(review, flow)) {
    auto figure = picture_of(review, "picture-" + flow_id(review.model(), id), flow.path);
    if (figure) part.blocks.push_back(std::move(*figure));
  }
  tell_calls(review, flow, part);
  drop_empty(part);
}

void tell(const Review& review, Section& section) {
  constexpr std::size_t most_pictured = 12;  // flows; more make a file that is slow to open
  const model::Model& model = review.model();
  if (auto figure = picture_of(review, "picture")) section.blocks.push_back(std::move(*figure));
  tell_components(review, section);
  drop_empty(section);
  for (std::size_t i = 0; i < model.flows.size(); ++i) {
    const bool is_story = !model.flows[i].path.empty() || model.flows[i].arrows.size() > 1;
    if (!model.flows[i].arrows.empty() && is_story)
      tell_flow(review, FlowId(i), model.flows.size() <= most_pictured + 1, section);
  }
}

}  // namespace

extern const Chapter architecture;
constexpr Chapter architecture = {5, "architecture", "Architecture", tell};

}  // namespace joist::document::sections
