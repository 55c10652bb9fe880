// Draws the chart row by row.
#include "emit/scale_chart.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "layout/pen.hpp"
#include "quantity/display.hpp"
#include "scene/measure.hpp"

namespace joist::emit {

namespace {

using layout::Anchor;
using layout::Point;
using layout::Rect;
using scene::Color;
using scene::Weight;

constexpr double margin = 24, row_height = 28, bar_height = 12, lane_height = 32, plot_width = 620;
constexpr double title_size = 18, label_size = 12, small_size = 11;
constexpr std::size_t most_rows = 20;
constexpr double farthest = 100;  // times the greatest load: what lies beyond is of no interest

enum class State { fine, tight, over };

// One component: how far it carries in each act, and how it stands there.
struct Row {
  std::string name;
  std::vector<std::optional<double>> ceilings;  // load at which its headroom ends
  std::vector<State> states;
  double today = 0;  // factor on the load of the design as it stands; 0: not limited there
};

std::optional<double> ceiling_in(const Act& act, const std::string& name) {
  for (const Ceiling& each : act.ceilings)
    if (each.name == name && std::isfinite(each.factor)) return act.load * each.factor;
  return std::nullopt;
}

State state_in(const Act& act, const Row& row, std::size_t at) {
  const bool broken = std::any_of(act.broken.begin(), act.broken.end(),
                                  [&](const Broken& each) { return each.name == row.name; });
  if (broken) return State::over;
  return row.ceilings[at] && *row.ceilings[at] <= act.load ? State::tight : State::fine;
}

std::vector<Row> rows_in(const Story& story) {
  std::vector<Row> rows;
  std::vector<const Act*> acts{&story.base()};
  for (const Act& act : story.acts) acts.push_back(&act);
  for (const Act* act : acts) {
    for (const Ceiling& ceiling : act->ceilings) {
      const bool known = std::any_of(rows.begin(), rows.end(),
                                     [&](const Row& row) { return row.name == ceiling.name; });
      if (known || !std::isfinite(ceiling.factor)) continue;
      rows.push_back({ceiling.name, {}, {}, act->is_base ? ceiling.factor : 0});
    }
  }
  for (Row& row : rows) {
    for (const Act& act : story.acts) row.ceilings.push_back(ceiling_in(act, row.name));
    for (std::size_t i = 0; i < story.acts.size(); ++i)
      row.states.push_back(state_in(story.acts[i], row, i));
  }
  return rows;
}

class Chart {
 public:
  explicit Chart(const Story& story) : story_(story), rows_(rows_in(story)) {
    more_ = rows_.size() - std::min(rows_.size(), most_rows);
    rows_.resize(rows_.size() - more_);
    find_range();
    double widest = 60;
    for (const Row& row : rows_)
      widest = std::max(widest, scene::text_width(name_of(row), label_size, Weight::bold));
    left_ = margin + widest + 14;
    lanes_ = place_labels();
    top_ = margin + 48 + lanes_ * lane_height + 8;
    bottom_ = top_ + static_cast<double>(rows_.size()) * row_height + 6;
  }

  layout::Picture draw() {
    picture_.title =
        (story_.title.empty() ? "" : story_.title + " \u2013 ") + "how far each part carries";
    picture_.description = description();
    picture_.kind = "chart";
    draw_head();
    draw_axis();
    for (std::size_t i = 0; i < story_.acts.size(); ++i) draw_act(i);
    for (std::size_t i = 0; i < rows_.size(); ++i) draw_row(i);
    const double end = draw_legend();
    picture_.size = {left_ + plot_width + 92 + margin, end + margin};
    return std::move(picture_);
  }

 private:
  static std::string name_of(const Row& row) {
    return scene::elided(row.name, 200, label_size, Weight::bold);
  }

  void find_range() {
    double low = story_.acts.front().load, high = low;
    for (const Act& act : story_.acts) {
      low = std::min(low, act.load);
      high = std::max(high, act.load);
    }
    double reach = high;
    for (const Row& row : rows_)
      for (const auto& ceiling : row.ceilings)
        if (ceiling) {
          reach = std::max(reach, std::min(*ceiling, high * farthest));
          low = std::min(low, *ceiling);
        }
    low_ = std::log10(low) - 0.25;
    high_ = std::log10(reach) + 0.15;
  }

  double x(double load) const {
    const double part = (std::log10(load) - low_) / (high_ - low_);
    return left_ + std::clamp(part, 0.0, 1.0) * plot_width;
  }
  double y(std::size_t row) const { return top_ + static_cast<double>(row) * row_height; }

  static std::string label_of(const Act& act) { return scene::elided(act.label, 170, small_size); }

  // A label that would stand on one before it, or in the way of its line, takes a lane further
  // down: lines begin at their labels and go down.
  double place_labels() {
    std::vector<std::size_t> order(story_.acts.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return story_.acts[a].load < story_.acts[b].load;
    });
    labels_.resize(order.size());
    std::vector<double> ends;  // by lane: how far its labels reach
    for (const std::size_t index : order) {
      const Act& act = story_.acts[index];
      const double width = std::max(scene::text_width(label_of(act), small_size, Weight::bold),
                                    scene::text_width(quantity::rate_text(act.load), small_size));
      const double from = std::min(x(act.load), left_ + plot_width + 80 - width);
      std::size_t lane = ends.size();
      while (lane > 0 && ends[lane - 1] <= from - 10) --lane;
      if (lane == ends.size()) ends.push_back(0);
      ends[lane] = from + width;
      labels_[index] = {from, static_cast<double>(lane)};
    }
    return static_cast<double>(ends.size());
  }

  void draw_head() {
    layout::Group group{"", "title", "", "", "", {}};
    layout::write(group, {margin, margin + title_size * 0.8}, picture_.title, title_size,
                  Weight::bold, Color::ink, Color::canvas);
    layout::write(group, {margin, margin + title_size + 16},
                  "the load of all flows at the peak, on a logarithmic axis", label_size,
                  Weight::regular, Color::quiet, Color::canvas);
    layout::write(group, {left_ + plot_width + 92, top_ - 10}, "today, up to", small_size,
                  Weight::regular, Color::quiet, Color::canvas, Anchor::end);
    picture_.groups.push_back(std::move(group));
  }

  void draw_axis() {
    layout::Group group{"", "axis", "", "", "", {}};
    const int first = static_cast<int>(std::ceil(low_)), last = static_cast<int>(std::floor(high_));
    const int step = (last - first) / 9 + 1;
    for (int decade = first; decade <= last; decade += step) {
      const double load = std::pow(10, decade), at = x(load);
      group.items.push_back(layout::polygon({{at, top_}, {at, bottom_}},
                                            {Color::none, Color::rule, 1, {}, {}}, false));
      layout::write(group, {at, bottom_ + 15}, quantity::rate_text(load), small_size,
                    Weight::regular, Color::quiet, Color::canvas, Anchor::middle);
    }
    group.items.push_back(layout::polygon({{left_, bottom_}, {left_ + plot_width, bottom_}},
                                          {Color::none, Color::line, 1, {}, {}}, false));
    picture_.groups.push_back(std::move(group));
  }

  void draw_act(std::size_t index) {
    const Act& act = story_.acts[index];
    layout::Group group{
        fmt::format("stage-{}", act.is_base ? "" : act.label), "stage", "", "", "", {}};
    group.spoken = fmt::format("{}, {} at the peak", act.label, quantity::rate_text(act.load));
    group.tooltip = group.spoken;
    for (const std::string& change : act.changes) group.tooltip += "\n" + plain(change);
    const double at = x(act.load), lane = labels_[index].y;
    const double label = margin + 48 + lane * lane_height;
    group.items.push_back(
        layout::polygon({{at, label + 4}, {at, bottom_}},
                        {Color::none,
                         act.is_base ? Color::ink : Color::line,
                         act.is_base ? 1.6 : 1.2,
                         act.is_base ? scene::Stroke::solid : scene::Stroke::dashed,
                         {}},
                        false));
    const double from = labels_[index].x + 5;
    layout::write(group, {from, label + 10}, label_of(act), small_size, Weight::bold, Color::ink,
                  Color::canvas);
    layout::write(group, {from, label + 23}, quantity::rate_text(act.load), small_size,
                  Weight::regular, Color::quiet, Color::canvas);
    picture_.groups.push_back(std::move(group));
  }

  static std::string plain(std::string text) {
    std::erase(text, '`');
    return text;
  }

  // The first bar is what the design carries as it is at the smallest load; what later acts add is
  // outlined.
  void draw_bars(const Row& row, double middle, layout::Group& group) const {
    double end = left_;
    bool first = true;
    for (const auto& ceiling : row.ceilings) {
      if (!ceiling) continue;
      const double to = x(*ceiling);
      if (to > end + 1) {
        const layout::Style full{Color::fine, Color::none, 1, {}, {}};
        const layout::Style more{Color::track, Color::fine, 1, {}, {}};
        group.items.push_back(layout::Box{
            {end, middle - bar_height / 2, to - end, bar_height}, 2, first ? full : more});
        end = to;
      }
      first = false;
    }
  }

  static void draw_mark(State state, Point at, layout::Group& group) {
    if (state == State::fine) {
      group.items.push_back(layout::Circle{at, 3.5, {Color::canvas, Color::ink, 1.2, {}, {}}});
      return;
    }
    const bool over = state == State::over;
    group.items.push_back(layout::Circle{
        at, 7.5, {over ? Color::error_fill : Color::warning_fill, Color::canvas, 1, {}, {}}});
    layout::write(group, {at.x, at.y + 4}, over ? "\u00d7" : "!", 11, Weight::bold,
                  over ? Color::error_ink : Color::warning_ink,
                  over ? Color::error_fill : Color::warning_fill, Anchor::middle);
  }

  static std::string factor_text(double factor) { return quantity::number_text(factor) + "\u00d7"; }

  void draw_row(std::size_t index) {
    const Row& row = rows_[index];
    layout::Group group{"row-" + row.name, "row", "", "", "", {}};
    group.spoken = spoken(row);
    group.tooltip = group.spoken;
    const double middle = y(index) + row_height / 2;
    layout::write(group, {left_ - 12, middle + 4}, name_of(row), label_size, Weight::bold,
                  Color::ink, Color::canvas, Anchor::end);
    draw_bars(row, middle, group);
    for (std::size_t i = 0; i < story_.acts.size(); ++i)
      if (row.ceilings[i]) draw_mark(row.states[i], {x(story_.acts[i].load), middle}, group);
    if (row.today > 0) {
      const Color color = row.today <= 1 ? Color::over_ink : Color::ink;
      layout::write(group, {left_ + plot_width + 92, middle + 4}, factor_text(row.today),
                    label_size, Weight::bold, color, Color::canvas, Anchor::end);
    }
    picture_.groups.push_back(std::move(group));
  }

  double draw_legend() {
    layout::Group group{"", "legend", "", "", "", {}};
    const double at = bottom_ + 44;
    double from = margin;
    const auto entry = [&](const std::string& words, auto&& sample) {
      sample(from);
      layout::write(group, {from + 26, at + 4}, words, small_size, Weight::regular, Color::quiet,
                    Color::canvas);
      from += 26 + scene::text_width(words, small_size) + 22;
    };
    const bool story = story_.acts.size() > 1;
    entry("carries, with its headroom", [&](double x) {
      group.items.push_back(
          layout::Box{{x, at - 5, 20, 10}, 2, {Color::fine, Color::none, 1, {}, {}}});
    });
    if (story)
      entry("with what stages add", [&](double x) {
        group.items.push_back(
            layout::Box{{x, at - 5, 20, 10}, 2, {Color::track, Color::fine, 1, {}, {}}});
      });
    for (const auto& sort :
         {std::pair(State::fine, "holds"), std::pair(State::tight, "past its headroom"),
          std::pair(State::over, "can't carry it")}) {
      const State state = sort.first;  // clang 14 captures no structured bindings
      const bool occurs = std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
        return std::find(row.states.begin(), row.states.end(), state) != row.states.end();
      });
      if (occurs) entry(sort.second, [&](double x) { draw_mark(state, {x + 11, at}, group); });
    }
    if (more_ > 0)
      layout::write(group, {margin, at + 24},
                    fmt::format("{} that carry further are not shown",
                                counted(more_, "component", "components")),
                    small_size, Weight::regular, Color::quiet, Color::canvas);
    picture_.groups.push_back(std::move(group));
    return at + (more_ > 0 ? 30 : 10);
  }

  std::string spoken(const Row& row) const {
    std::string text = row.name;
    if (row.today > 0)
      text += fmt::format(" carries up to {} times the load of today",
                          quantity::number_text(row.today));
    for (std::size_t i = 0; i < story_.acts.size(); ++i) {
      if (row.states[i] == State::fine || !row.ceilings[i]) continue;
      text += fmt::format(
          ", {} at {}", row.states[i] == State::over ? "can't carry the load" : "past its headroom",
          story_.acts[i].label);
    }
    return text;
  }

  std::string description() const {
    std::string text = picture_.title + ".";
    for (const Act& act : story_.acts)
      text += fmt::format(" {}: {} at the peak.", act.label, quantity::rate_text(act.load));
    for (const Row& row : rows_) text += fmt::format(" {}.", spoken(row));
    return text;
  }

  const Story& story_;
  std::vector<Row> rows_;
  std::size_t more_ = 0;
  double low_ = 0, high_ = 1;  // decades
  double left_ = 0, top_ = 0, bottom_ = 0, lanes_ = 1;
  std::vector<Point> labels_;  // x, and the lane as y
  layout::Picture picture_;
};

}  // namespace

layout::Picture scale_chart(const Story& story) {
  const bool known = std::all_of(story.acts.begin(), story.acts.end(),
                                 [](const Act& act) { return act.load > 0; });
  if (!known || rows_in(story).empty()) return {};
  return Chart(story).draw();
}

}  // namespace joist::emit
