// Marks and adds what sets one scene apart from another.
#include "scene/merge.hpp"

#include <map>

#include <fmt/core.h>

#include "scene/card.hpp"

namespace joist::scene {
namespace {

// A sign before the label, a word on a line, and a colour.
struct Mark {
  std::string_view sign, word;
  Color color;
};
constexpr Mark added{"+ ", "added", Color::added};
constexpr Mark removed{"\u2212 ", "removed", Color::removed};
constexpr Mark altered{"~ ", "changed", Color::changed};

void mark(Box& box, const Mark& mark) {
  box.label.insert(0, mark.sign);
  box.color.clear();
  box.outline = mark.color;
  box.spoken += ", " + std::string(mark.word);
  box.tooltip += "\n" + std::string(mark.word);
  size_card(box);
}

void mark(Panel& panel, const Mark& mark) {
  panel.label.insert(0, mark.sign);
  panel.spoken += ", " + std::string(mark.word);
  size_tab(panel);
}

void mark(Line& line, const Mark& mark) {
  line.pill.push_back({"", std::string(mark.sign) + std::string(mark.word)});
  line.spoken += ", " + std::string(mark.word);
  if (&mark == &removed) line.width = 1;
  size_pill(line);
}

template <class Part>
std::map<std::string, std::size_t> by_id(const std::vector<Part>& parts) {
  std::map<std::string, std::size_t> found;
  for (std::size_t i = 0; i < parts.size(); ++i) found.emplace(parts[i].id, i);
  return found;
}

// Marks those that are new or changed, by what the other scene has.
template <class Part>
void mark_new(std::vector<Part>& parts, const std::map<std::string, std::size_t>& before,
              const std::set<std::string>& changed) {
  for (Part& part : parts) {
    if (before.count(part.id) == 0) {
      mark(part, added);
    } else if (changed.count(part.id) > 0) {
      mark(part, altered);
    }
  }
}

// How many were added, removed and changed: "+1 \u22121 ~2".
struct Tally {
  std::size_t added = 0, removed = 0, changed = 0;

  std::string text() const {
    std::string text;
    const auto add = [&](std::string_view sign, std::size_t count) {
      if (count > 0) text += fmt::format("{}{}{}", text.empty() ? "" : " ", sign, count);
    };
    add("+", added);
    add("\u2212", removed);
    add("~", changed);
    return text;
  }
};

template <class Part>
void count(const std::vector<Part>& before, const std::vector<Part>& after,
           const std::set<std::string>& changed, Tally& tally) {
  const auto old = by_id(before), now = by_id(after);
  for (const Part& part : after) {
    if (old.count(part.id) == 0)
      ++tally.added;
    else if (changed.count(part.id) > 0)
      ++tally.changed;
  }
  for (const Part& part : before) tally.removed += now.count(part.id) == 0 ? 1 : 0;
}

// Stands before the other numbers that matter.
void add_tally(const Scene& before, const std::set<std::string>& changed, Scene& after) {
  Tally boxes, groups, arrows;
  count(before.boxes, after.boxes, changed, boxes);
  count(before.panels, after.panels, changed, groups);
  count(before.lines, after.lines, changed, arrows);
  std::vector<Headline> lines;
  const auto add = [&](const Tally& tally, std::string_view one, std::string_view many) {
    const std::size_t all = tally.added + tally.removed + tally.changed;
    if (all > 0) lines.push_back({tally.text(), std::string(all == 1 ? one : many), Band::fine});
  };
  add(boxes, "box", "boxes");
  add(groups, "group", "groups");
  add(arrows, "arrow", "arrows");
  if (lines.empty()) lines.push_back({"no change", "that is drawn", Band::fine});
  after.headlines.insert(after.headlines.begin(), lines.begin(), lines.end());
}

// Adds what is gone, in the frames and between the boxes of the scene after.
class Remover {
 public:
  Remover(const Scene& before, Scene& after) : before_(before), after_(after) {}

  void add() {
    for (const Panel& panel : before_.panels) panels_.push_back(place(panel));
    for (const Box& box : before_.boxes) boxes_.push_back(place(box));
    const auto known = by_id(after_.lines);
    for (const Line& line : before_.lines) {
      if (known.count(line.id) > 0) continue;
      Line gone = line;
      gone.from = boxes_[line.from.index()];
      gone.to = boxes_[line.to.index()];
      gone.badges.clear();
      gone.hot = false;
      mark(gone, removed);
      after_.lines.push_back(std::move(gone));
    }
  }

 private:
  PanelId place(const Panel& panel) {
    const auto known = panel_ids_.find(panel.id);
    if (known != panel_ids_.end()) return PanelId(known->second);
    Panel gone = panel;
    if (panel.parent) gone.parent = panels_[panel.parent.index()];
    gone.badges.clear();
    mark(gone, removed);
    after_.panels.push_back(std::move(gone));
    return PanelId(after_.panels.size() - 1);
  }

  BoxId place(const Box& box) {
    const auto known = box_ids_.find(box.id);
    if (known != box_ids_.end()) return BoxId(known->second);
    Box gone = box;
    if (box.panel) gone.panel = panels_[box.panel.index()];
    gone.badges.clear();
    gone.more_badges = 0;
    gone.ring = false;
    mark(gone, removed);
    after_.boxes.push_back(std::move(gone));
    return BoxId(after_.boxes.size() - 1);
  }

  const Scene& before_;
  Scene& after_;
  const std::map<std::string, std::size_t> panel_ids_ = by_id(after_.panels);
  const std::map<std::string, std::size_t> box_ids_ = by_id(after_.boxes);
  std::vector<PanelId> panels_;  // by panel of the scene before
  std::vector<BoxId> boxes_;     // by box of it
};

}  // namespace

void mark_changes(const Scene& before, Scene& after, const std::set<std::string>& changed) {
  mark_new(after.panels, by_id(before.panels), changed);
  mark_new(after.boxes, by_id(before.boxes), changed);
  mark_new(after.lines, by_id(before.lines), changed);
}

Scene merged(const Scene& before, Scene after, const std::set<std::string>& changed) {
  add_tally(before, changed, after);
  mark_changes(before, after, changed);
  Remover(before, after).add();
  after.notes.push_back("+ added, \u2212 removed, ~ changed");
  return after;
}

}  // namespace joist::scene
