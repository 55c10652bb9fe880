// Puts the arrows of a picture together, and says what is written on them.
#include "scene/bundle.hpp"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "analysis/delay.hpp"
#include "quantity/display.hpp"
#include "scene/line_id.hpp"
#include "scene/measure.hpp"

namespace joist::scene {
namespace {

using model::Access;
using model::Arrow;
using model::ArrowId;
using model::When;

// What the network adds: its own, or that of the groups it leads between.
double delay_of(const model::Model& model, const Arrow& arrow) {
  const model::Stated* own = arrow.attributes.number(model::Attribute::delay);
  return own ? own->value() : analysis::delay_between_groups(model, arrow);
}

std::string_view event_of(When when) {
  switch (when) {
    case When::always:
      return "";
    case When::hit:
      return "on hit";
    case When::miss:
      return "on miss";
    case When::fail:
      return "on fail";
  }
  return "";
}

void add_links(const model::Model& model, const Arrow& arrow, std::string& over) {
  for (const model::GroupLink& link : model.group_links) {
    if (link.label.empty() || !analysis::crosses(model, arrow, link)) continue;
    if ((", " + over + ", ").find(", " + link.label + ", ") != std::string::npos) continue;
    over += (over.empty() ? "" : ", ") + link.label;
  }
}

bool is_rate_known(const Draft& draft, ArrowId id) {
  const auto& loads = draft.subject.results.arrows;
  return id.index() < loads.size() && loads[id.index()].known;
}

// Among arrows that are always followed, one without a label is a part of what is drawn.
std::string event_of(const Draft& draft, const Bundle& bundle, const Arrow& arrow) {
  const std::string event(event_of(arrow.when));
  const bool is_mixed = std::any_of(bundle.arrows.begin(), bundle.arrows.end(), [&](ArrowId id) {
    return draft.model().at(id).when != arrow.when;
  });
  return event.empty() || !arrow.label.empty() || !is_mixed ? event : "partly " + event;
}

}  // namespace

Stroke stroke_of(const Arrow& arrow) {
  switch (arrow.call) {
    case model::Call::sync:
      return Stroke::solid;
    case model::Call::async:
      return Stroke::dashed;
    case model::Call::relation:
      break;
  }
  return Stroke::dotted;
}

Access access_of(const model::Model& model, const Arrow& arrow) {
  const bool replicates = model.at(arrow.from).role == model::Role::store &&
                          model.at(arrow.to).role == model::Role::store;
  return replicates ? Access::write : arrow.access;
}

std::string line_id(std::string_view from, std::string_view to, const Arrow& arrow) {
  const std::string_view sign = arrow.call == model::Call::sync    ? "->"
                                : arrow.call == model::Call::async ? "~>"
                                                                   : "--";
  return fmt::format("{}{}{}{}", from, arrow.when == When::fail ? "!" : "", sign, to);
}

std::vector<Bundle> bundles_of(const Draft& draft) {
  const model::Model& model = draft.model();
  const auto& loads = draft.subject.results.arrows;
  std::map<std::string, std::size_t> places;
  std::vector<Bundle> bundles;
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    const Arrow& arrow = model.arrows[i];
    if (draft.selection.flow && arrow.flow != draft.selection.flow) continue;
    const BoxId from = draft.box_of[arrow.from.index()], to = draft.box_of[arrow.to.index()];
    if (!from || !to || (from == to && arrow.from != arrow.to)) continue;
    const auto& boxes = draft.scene.boxes;
    std::string id = line_id(boxes[from.index()].id, boxes[to.index()].id, arrow);
    const auto [place, is_new] = places.try_emplace(id, bundles.size());
    if (is_new) bundles.push_back({from, to, std::move(id), {}, 0, 0, 0, false, false, 0, {}});
    Bundle& into = bundles[place->second];
    into.arrows.push_back(ArrowId(i));
    into.delay = std::max(into.delay, delay_of(model, arrow));
    add_links(model, arrow, into.over);
    if (i >= loads.size()) continue;
    if (!loads[i].known) {
      into.partial |= arrow.flow && arrow.call != model::Call::relation;
      continue;
    }
    into.known = true;
    into.rate += loads[i].peak;
    into.reads += loads[i].reads;
    into.writes += loads[i].writes;
  }
  return bundles;
}

std::string condition_of(const model::Model& model, const Arrow& arrow) {
  if (arrow.when == When::always || !arrow.condition) return {};
  const std::string other = shortened(model.label(arrow.condition), longest_spoken);
  switch (arrow.when) {
    case When::hit:
      return "on a hit of " + other;
    case When::miss:
      return "on a miss of " + other;
    default:
      return fmt::format("when {} fails", other);
  }
}

std::string ratio_of(const Arrow& arrow) {
  if (!arrow.ratio || arrow.ratio->value() == 1) return {};
  const double ratio = arrow.ratio->value();
  return ratio < 1 ? quantity::share_text(ratio) : "\u00d7 " + quantity::number_text(ratio);
}

std::string_view event_of_rate(const Draft& draft, const Bundle& bundle, Access access) {
  const model::Model& model = draft.model();
  if (!(bundle.reads > 0 && bundle.writes > 0)) return {};
  std::string_view event;
  for (ArrowId id : bundle.arrows) {
    const Arrow& arrow = model.at(id);
    if (access_of(model, arrow) != access) continue;
    const std::string_view own = event_of(arrow.when);
    if (own.empty() || !arrow.label.empty() || (!event.empty() && own != event)) return {};
    event = own;
  }
  return event;
}

std::vector<std::string> words_of(const Draft& draft, const Bundle& bundle) {
  std::vector<std::string> words;
  for (ArrowId id : bundle.arrows) {
    const Arrow& arrow = draft.model().at(id);
    std::string all = arrow.label;
    const auto add = [&](const std::string& word) {
      if (!word.empty()) all += (all.empty() ? "" : ", ") + word;
    };
    if (!is_rate_known(draft, id)) add(ratio_of(arrow));
    const bool is_said = !event_of_rate(draft, bundle, access_of(draft.model(), arrow)).empty();
    if (!is_said) add(event_of(draft, bundle, arrow));
    if (all.empty() || std::find(words.begin(), words.end(), all) != words.end()) continue;
    words.push_back(std::move(all));
  }
  return words;
}

}  // namespace joist::scene
