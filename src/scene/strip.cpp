// Finds a common place for the parts of several scenes.
#include "scene/strip.hpp"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "scene/merge.hpp"

namespace joist::scene {
namespace {

class Collector {
 public:
  explicit Collector(Scene& whole) : whole_(whole) {}

  void add(Shot& shot) {
    for (const Panel& panel : shot.scene.panels) shot.panels.push_back(place(panel, shot));
    for (const Box& box : shot.scene.boxes) shot.boxes.push_back(place(box, shot));
    for (const Line& line : shot.scene.lines) shot.lines.push_back(place(line, shot));
    add_hints(shot, shot.scene.ranks, whole_.ranks);
    add_hints(shot, shot.scene.orders, whole_.orders);
    add(shot.scene.legend);
    for (const std::string& note : shot.scene.notes) {
      const auto& known = whole_.notes;
      if (std::find(known.begin(), known.end(), note) == known.end()) whole_.notes.push_back(note);
    }
  }

 private:
  static void grow(double& size, double to) { size = std::max(size, to); }

  PanelId place(const Panel& panel, const Shot& shot) {
    const auto [known, is_new] = panels_.try_emplace(panel.id, whole_.panels.size());
    if (is_new) {
      whole_.panels.push_back(panel);
      if (panel.parent) whole_.panels.back().parent = shot.panels[panel.parent.index()];
    }
    Panel& at = whole_.panels[known->second];
    grow(at.tab_width, panel.tab_width);
    grow(at.tab_height, panel.tab_height);
    return PanelId(known->second);
  }

  BoxId place(const Box& box, const Shot& shot) {
    const auto [known, is_new] = boxes_.try_emplace(box.id, whole_.boxes.size());
    if (is_new) {
      whole_.boxes.push_back(box);
      if (box.panel) whole_.boxes.back().panel = shot.panels[box.panel.index()];
    }
    Box& at = whole_.boxes[known->second];
    grow(at.width, box.width);
    grow(at.height, box.height);
    grow(at.side_width, box.side_width);
    grow(at.side_height, box.side_height);
    return BoxId(known->second);
  }

  std::size_t place(const Line& line, const Shot& shot) {
    const auto [known, is_new] = lines_.try_emplace(line.id, whole_.lines.size());
    if (is_new) {
      whole_.lines.push_back(line);
      whole_.lines.back().from = shot.boxes[line.from.index()];
      whole_.lines.back().to = shot.boxes[line.to.index()];
    }
    Line& at = whole_.lines[known->second];
    grow(at.width, line.width);
    grow(at.pill_width, line.pill_width);
    grow(at.pill_height, line.pill_height);
    return known->second;
  }

  static void add_hints(const Shot& shot, const std::vector<std::vector<BoxId>>& rows,
                        std::vector<std::vector<BoxId>>& into) {
    for (const std::vector<BoxId>& row : rows) {
      std::vector<BoxId> moved;
      for (BoxId box : row) moved.push_back(shot.boxes[box.index()]);
      if (std::find(into.begin(), into.end(), moved) == into.end()) into.push_back(moved);
    }
  }

  void add(const Legend& legend) {
    Legend& into = whole_.legend;
    into.shapes.insert(into.shapes.end(), legend.shapes.begin(), legend.shapes.end());
    std::sort(into.shapes.begin(), into.shapes.end());
    into.shapes.erase(std::unique(into.shapes.begin(), into.shapes.end()), into.shapes.end());
    const auto either = [&](bool Legend::*occurs) {
      into.*occurs = into.*occurs || legend.*occurs;
    };
    for (auto occurs : {&Legend::calls, &Legend::messages, &Legend::relations, &Legend::reads,
                        &Legend::writes, &Legend::both, &Legend::fine, &Legend::tight,
                        &Legend::over, &Legend::ring, &Legend::note}) {
      either(occurs);
    }
    if (into.hot.empty()) into.hot = legend.hot;
  }

  Scene& whole_;
  std::map<std::string, std::size_t> panels_, boxes_, lines_;
};

// A fault that was there before is no finding of this stage.
void add_still(Shot& shot) {
  for (const Box& box : shot.scene.boxes) {
    if (!box.meter || box.meter->band != Band::over || !box.badges.empty()) continue;
    shot.still.push_back("still overloaded: `" + box.label + "`, " + box.meter->load + ", " +
                         box.meter->share);
  }
}

// Rings that were there before do not make a stage that breaks nothing into one without a fault.
std::string calm_words(const Shot& shot) {
  const bool has_ring = std::any_of(shot.scene.boxes.begin(), shot.scene.boxes.end(),
                                    [](const Box& box) { return box.ring; });
  return has_ring ? "nothing new breaks" : "nothing breaks";
}

bool removes_something(const Scene& before, const Scene& after) {
  const auto lacks = [](const auto& old, const auto& now) {
    return std::any_of(old.begin(), old.end(), [&](const auto& part) {
      return std::none_of(now.begin(), now.end(),
                          [&](const auto& other) { return other.id == part.id; });
    });
  };
  return lacks(before.boxes, after.boxes) || lacks(before.lines, after.lines) ||
         lacks(before.panels, after.panels);
}

}  // namespace

Strip strip(std::vector<Shot> shots) {
  Strip result;
  for (Shot& shot : shots) {
    add_still(shot);
    shot.calm = calm_words(shot);
  }
  std::vector<Scene> plain;
  for (const Shot& shot : shots) plain.push_back(shot.scene);
  bool removes = false;
  for (std::size_t i = 1; i < shots.size(); ++i) {
    removes |= removes_something(plain[i - 1], plain[i]);
    mark_changes(plain[i - 1], shots[i].scene, shots[i].changed);
  }
  if (!shots.empty()) {
    const Scene& first = shots.front().scene;
    result.whole.title = first.title;
    result.whole.subtitle = first.subtitle;
    result.whole.direction = first.direction;
    result.whole.theme = first.theme;
  }
  Collector collector(result.whole);
  for (Shot& shot : shots) collector.add(shot);
  if (shots.size() > 1) {
    result.whole.notes.push_back(
        fmt::format("+ added,{} ~ changed since the stage before",
                    removes ? " \u2212 removed (and not drawn any more)," : ""));
  }
  for (const Shot& shot : shots) {
    result.whole.description +=
        (result.whole.description.empty() ? "" : " ") + shot.label + ": " + shot.scene.description;
  }
  result.shots = std::move(shots);
  return result;
}

}  // namespace joist::scene
