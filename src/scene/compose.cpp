// The scene as a whole: what is shown, what is said above and below it.
#include "scene/compose.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "base/text.hpp"
#include "quantity/display.hpp"
#include "scene/card.hpp"
#include "scene/draft.hpp"
#include "scene/measure.hpp"

namespace joist::scene {
namespace {

void add_title(Draft& draft) {
  const model::Model& model = draft.model();
  Scene& scene = draft.scene;
  scene.title = model.title;
  scene.subtitle = model.description;
  const auto add = [&](const std::string& text) {
    if (!text.empty()) scene.title += scene.title.empty() ? text : " \u2013 " + text;
  };
  if (draft.selection.view) {
    add(draft.selection.view->label.empty() ? draft.selection.view->name
                                            : draft.selection.view->label);
  }
  if (draft.selection.flow) {
    const model::Flow& flow = model.at(draft.selection.flow);
    add(flow.label.empty() ? flow.path : flow.label);
  }
  add(model.stage);
}

std::vector<std::vector<BoxId>> boxes_of(const Draft& draft,
                                         const std::vector<std::vector<model::ComponentId>>& rows) {
  std::vector<std::vector<BoxId>> result;
  for (const auto& row : rows) {
    std::vector<BoxId> boxes;
    for (model::ComponentId id : row) {
      const BoxId box = draft.box_of[id.index()];
      if (box && std::find(boxes.begin(), boxes.end(), box) == boxes.end()) boxes.push_back(box);
    }
    if (boxes.size() > 1) result.push_back(std::move(boxes));
  }
  return result;
}

void add_hints(Draft& draft) {
  const model::View* view = draft.selection.view;
  Scene& scene = draft.scene;
  scene.ranks = boxes_of(draft, draft.model().ranks);
  scene.orders = boxes_of(draft, draft.model().orders);
  if (view) {
    for (auto& rank : boxes_of(draft, view->ranks)) scene.ranks.push_back(std::move(rank));
    for (auto& order : boxes_of(draft, view->orders)) scene.orders.push_back(std::move(order));
  }
  const auto stated = [&](model::Attribute attribute, std::string& into) {
    if (const auto* text = draft.model().attributes.text(attribute)) into = text->value();
    const auto* closer = view ? view->attributes.text(attribute) : nullptr;
    if (closer) into = closer->value();
  };
  stated(model::Attribute::direction, scene.direction);
  stated(model::Attribute::theme, scene.theme);
  if (view && !view->direction.empty()) scene.direction = view->direction;
  if (!draft.options.direction.empty()) scene.direction = draft.options.direction;
  if (!draft.selection.note.empty()) scene.notes.push_back(draft.selection.note);
}

std::string spoken_of(const Box& box) {
  std::string text = shortened(box.label, longest_spoken);
  if (!box.quiet.empty()) text += ", " + box.quiet;
  if (box.meter)
    text += fmt::format(", {}, {} used", box.meter->load, box.meter->share);
  else if (!box.load.empty())
    text += ", " + box.load;
  if (box.meter && box.meter->band == Band::over) text += ", overloaded";
  if (box.ring) text += ", single point of failure";
  if (!box.badges.empty()) {
    text += ", " + counted(box.badges.size() + box.more_badges, "finding", "findings");
  }
  return text;
}

void finish_words(Scene& scene) {
  for (Box& box : scene.boxes) {
    box.tooltip = shortened(box.tooltip, longest_tooltip);
    box.spoken = spoken_of(box);
    size_card(box);
  }
  for (Panel& panel : scene.panels) {
    panel.tooltip = shortened(panel.tooltip, longest_tooltip);
    panel.spoken = shortened(panel.spoken, longest_spoken);
    size_tab(panel);
  }
}

}  // namespace

Composed compose(const Subject& subject, const Options& options) {
  if (options.tables) return compose_tables(subject, options);
  Composed composed;
  const Selection selection = select(subject.model, options);
  if (!selection.trouble.empty()) {
    composed.trouble = selection.trouble;
    composed.help = selection.help;
    return composed;
  }
  Draft draft{subject, options, selection, composed.scene, {}, {}, {}, {}};
  add_title(draft);
  add_boxes(draft);
  add_findings(draft);
  finish_words(composed.scene);
  add_lines(draft);
  add_hints(draft);
  add_legend(draft);
  add_headlines(draft);
  if (composed.scene.boxes.empty() && composed.scene.panels.empty())
    composed.scene.notes.push_back(
        "nothing to draw yet: a line such as `client -> api -> postgres` is a design");
  describe(draft);
  return composed;
}

}  // namespace joist::scene
