// Links between groups, `us -- eu { delay: 80 ms }`: said on the arrows that cross, and where none
// does, on the groups themselves.
#include <algorithm>

#include <fmt/core.h>

#include "analysis/delay.hpp"
#include "quantity/display.hpp"
#include "scene/card.hpp"
#include "scene/draft.hpp"
#include "scene/measure.hpp"

namespace joist::scene {
namespace {

using model::GroupId;
using model::GroupLink;

// "80 ms", "VPN, 80 ms".
std::string link_words(const GroupLink& link) {
  std::string words = link.label;
  const model::Stated* delay = link.attributes.number(model::Attribute::delay);
  if (!delay) return words;
  return (words.empty() ? "" : words + ", ") + quantity::time_text(delay->value());
}

bool is_crossed(const Draft& draft, const GroupLink& link) {
  const model::Model& model = draft.model();
  return std::any_of(model.arrows.begin(), model.arrows.end(), [&](const model::Arrow& arrow) {
    if (draft.selection.flow && arrow.flow != draft.selection.flow) return false;
    const auto& shown = draft.selection.components;
    return shown[arrow.from.index()] && shown[arrow.to.index()] &&
           analysis::crosses(model, arrow, link);
  });
}

std::string label_of(const model::Model& model, GroupId id) {
  const model::Group& group = model.at(id);
  return group.label.empty() ? group.name : group.label;
}

}  // namespace

std::string words_of_links(const Draft& draft, GroupId group) {
  std::string all;
  for (const GroupLink& link : draft.model().group_links) {
    if (link.from != group && link.to != group) continue;
    const std::string words = link_words(link);
    if (words.empty() || is_crossed(draft, link)) continue;
    const GroupId other = link.from == group ? link.to : link.from;
    all += fmt::format("{}{} to {}", all.empty() ? "" : ", ", words,
                       elided(label_of(draft.model(), other), 90, quiet_size));
  }
  return all;
}

void add_link_lines(Draft& draft) {
  for (const GroupLink& link : draft.model().group_links) {
    const BoxId from = draft.closed_box[link.from.index()], to = draft.closed_box[link.to.index()];
    if (!from || !to || from == to || is_crossed(draft, link)) continue;
    Line line;
    line.from = from;
    line.to = to;
    const Box &one = draft.scene.boxes[from.index()], &other = draft.scene.boxes[to.index()];
    line.id = one.id + "--" + other.id;
    line.stroke = Stroke::dotted;
    line.head = Head::none;
    const std::string words = link_words(link);
    if (!words.empty()) line.pill.push_back({"", words});
    line.spoken = fmt::format("{} is linked with {}{}{}", shortened(one.label, longest_spoken),
                              shortened(other.label, longest_spoken), words.empty() ? "" : ", ",
                              shortened(words, longest_spoken));
    line.tooltip = line.spoken;
    size_pill(line);
    draft.scene.lines.push_back(std::move(line));
  }
}

}  // namespace joist::scene
