// Puts tables into columns, stacks them, and leads lines through the gaps between.
#include "layout/tables.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

#include "scene/card.hpp"

namespace joist::layout {
namespace {

constexpr double table_gap = 34;                              // between tables of a column
constexpr double side_pad = 28, pad_top = 52, band_gap = 28;  // in and between the frames of stores
constexpr double lane_gap = 14, lane_step = 6;  // from a table to a line that passes it
constexpr double narrowest_channel = 52, track_step = 10, track_margin = 20;
constexpr std::size_t most_lone_columns = 4;

// A piece of a line in the channel behind a column, from one height to another.
struct Wire {
  std::size_t line;
  double left, right;  // its heights where it comes from and leads to, the left one first
  bool loop;           // both on the left
  std::size_t corner;  // index of the first of its two points in the line's route
};

class Schema {
 public:
  explicit Schema(const scene::Scene& scene) : scene_(scene), column_(scene.boxes.size(), 0) {
    result_.engine = "tables";
    result_.nodes.resize(scene.boxes.size());
    result_.frames.resize(scene.panels.size());
    result_.routes.resize(scene.lines.size());
  }

  Arrangement arrange() {
    find_columns();
    find_lone();
    find_bands();
    sort_columns(true);
    sort_columns(false);
    place_across();
    place_down();
    for (std::size_t i = 0; i < scene_.lines.size(); ++i) lead(i);
    for (std::size_t channel = 0; channel < pieces_.size(); ++channel) spread(channel);
    return std::move(result_);
  }

 private:
  std::size_t from(std::size_t line) const { return scene_.lines[line].from.index(); }
  std::size_t to(std::size_t line) const { return scene_.lines[line].to.index(); }

  // --- columns

  // Marks the lines that close a ring of references: they have no say.
  void walk(std::size_t table, std::vector<char>& state, std::vector<bool>& closing) const {
    std::vector<std::pair<std::size_t, std::size_t>> stack{{table, 0}};
    state[table] = 1;
    while (!stack.empty()) {
      const std::size_t at = stack.back().first, i = stack.back().second++;
      if (i == scene_.lines.size()) {
        state[at] = 2;
        stack.pop_back();
      } else if (from(i) == at && state[to(i)] == 1) {
        closing[i] = true;
      } else if (from(i) == at && state[to(i)] == 0) {
        state[to(i)] = 1;
        stack.emplace_back(to(i), 0);
      }
    }
  }

  // One behind all that refer to it; what nothing refers to stands right before what it refers to.
  void find_columns() {
    std::vector<char> state(scene_.boxes.size(), 0);
    std::vector<bool> closing(scene_.lines.size(), false), entered(scene_.boxes.size(), false);
    for (std::size_t i = 0; i < scene_.boxes.size(); ++i)
      if (state[i] == 0) walk(i, state, closing);
    for (bool moved = true; moved;) {
      moved = false;
      for (std::size_t i = 0; i < scene_.lines.size(); ++i) {
        if (closing[i] || from(i) == to(i)) continue;
        entered[to(i)] = true;
        if (column_[to(i)] > column_[from(i)]) continue;
        column_[to(i)] = column_[from(i)] + 1;
        moved = true;
      }
    }
    for (std::size_t table = 0; table < scene_.boxes.size(); ++table) {
      if (entered[table]) continue;
      std::size_t least = scene_.boxes.size();
      for (std::size_t i = 0; i < scene_.lines.size(); ++i)
        if (from(i) == table && to(i) != table && !closing[i])
          least = std::min(least, column_[to(i)]);
      if (least > 0 && least < scene_.boxes.size()) column_[table] = least - 1;
    }
  }

  void find_lone() {
    lone_.assign(scene_.boxes.size(), true);
    for (std::size_t i = 0; i < scene_.lines.size(); ++i) lone_[from(i)] = lone_[to(i)] = false;
    const auto count = static_cast<std::size_t>(std::count(lone_.begin(), lone_.end(), true));
    columns_ = std::min(count, most_lone_columns);
    for (std::size_t i = 0; i < lone_.size(); ++i)
      if (!lone_[i]) columns_ = std::max(columns_, column_[i] + 1);
    columns_ = std::max<std::size_t>(columns_, 1);
  }

  // Those of one store, and those without one last, each by column.
  void find_bands() {
    bands_.assign(scene_.panels.size() + 1, std::vector<std::vector<std::size_t>>(columns_));
    rows_.assign(bands_.size(), {});
    for (std::size_t i = 0; i < scene_.boxes.size(); ++i) {
      const scene::PanelId panel = scene_.boxes[i].panel;
      const std::size_t band = panel ? panel.index() : scene_.panels.size();
      if (lone_[i]) {
        column_[i] = rows_[band].size() % columns_;
        rows_[band].push_back(i);
      } else {
        bands_[band][column_[i]].push_back(i);
      }
    }
  }

  // By the middle of those it is joined with, on the side that is settled already.
  void sort_columns(bool rightward) {
    std::vector<double> place(scene_.boxes.size(), 0);
    const auto number = [&](const std::vector<std::size_t>& tables) {
      for (std::size_t i = 0; i < tables.size(); ++i) place[tables[i]] = static_cast<double>(i);
    };
    for (auto& band : bands_) {
      for (const auto& tables : band) number(tables);
      for (std::size_t step = 0; step < columns_; ++step) {
        auto& tables = band[rightward ? step : columns_ - 1 - step];
        std::vector<double> wish = place;
        for (const std::size_t table : tables) {
          double sum = 0, count = 0;
          for (std::size_t i = 0; i < scene_.lines.size(); ++i) {
            const bool counts = rightward ? to(i) == table : from(i) == table;
            if (!counts || from(i) == to(i)) continue;
            sum += place[rightward ? from(i) : to(i)];
            ++count;
          }
          if (count > 0) wish[table] = sum / count;
        }
        std::stable_sort(tables.begin(), tables.end(),
                         [&](std::size_t a, std::size_t b) { return wish[a] < wish[b]; });
        number(tables);
      }
    }
  }

  // --- places

  // The channel behind a column has a track for each line that bends there.
  void place_across() {
    std::vector<double> width(columns_, 0);
    std::vector<std::size_t> tracks(columns_, 0);
    for (std::size_t i = 0; i < scene_.boxes.size(); ++i)
      width[column_[i]] = std::max(width[column_[i]], scene_.boxes[i].width);
    for (std::size_t i = 0; i < scene_.lines.size(); ++i) {
      const std::size_t a = column_[from(i)], b = column_[to(i)];
      for (std::size_t c = std::min(a, b); c < std::max(a, b); ++c) ++tracks[c];
      if (a == b) ++tracks[a];
    }
    pieces_.assign(columns_, {});
    double x = scene_.panels.empty() ? 0 : side_pad;
    for (std::size_t c = 0; c < columns_; ++c) {
      x_.push_back(x);
      x += width[c];
      channel_.push_back(x);
      const double room = 2 * track_margin + track_step * static_cast<double>(tracks[c]);
      const bool is_last = c + 1 == columns_;
      if (!is_last || tracks[c] > 0) x += std::max(narrowest_channel, room);
    }
    channel_.push_back(x);
    result_.size.width = x + (scene_.panels.empty() ? 0 : side_pad);
  }

  double stack(const std::vector<std::size_t>& tables, double y) {
    double bottom = y;
    for (const std::size_t table : tables) {
      const scene::Box& box = scene_.boxes[table];
      result_.nodes[table] = {x_[column_[table]], y, box.width, box.height};
      bottom = y + box.height;
      y = bottom + table_gap;
    }
    return bottom;
  }

  void place_down() {
    double y = 0;
    for (std::size_t band = 0; band < bands_.size(); ++band) {
      const bool is_framed = band < scene_.panels.size();
      const double top = y;
      double bottom = y += is_framed ? pad_top : 0;
      for (const auto& tables : bands_[band]) bottom = std::max(bottom, stack(tables, y));
      for (std::size_t i = 0; i < rows_[band].size(); i += columns_) {
        const double row = bottom > y ? bottom + table_gap : y;
        for (std::size_t k = i; k < std::min(i + columns_, rows_[band].size()); ++k)
          bottom = std::max(bottom, stack({rows_[band][k]}, row));
      }
      const bool is_empty = bottom == y;
      if (is_framed) {
        bottom += side_pad;
        result_.frames[band] = {0, top, result_.size.width, bottom - top};
      }
      if (is_empty && !is_framed) continue;
      result_.size.height = bottom;
      y = bottom + band_gap;
    }
  }

  // --- lines

  double height_of(std::size_t table, const std::optional<std::uint32_t>& row) const {
    const Rect& rect = result_.nodes[table];
    return rect.y + (row ? scene::row_middle(scene_.boxes[table], *row) : rect.height / 2);
  }

  // A gap in a column to pass through, near to both of the heights.
  double lane(std::size_t column, double here, double there) {
    std::vector<Rect> tables;
    for (std::size_t i = 0; i < scene_.boxes.size(); ++i)
      if (column_[i] == column) tables.push_back(result_.nodes[i]);
    if (tables.empty()) return here;
    std::sort(tables.begin(), tables.end(), [](auto& a, auto& b) { return a.y < b.y; });
    std::vector<double> gaps;
    for (const Rect& rect : tables) gaps.push_back(rect.y - lane_gap);
    gaps.push_back(tables.back().bottom() + lane_gap);
    const double best = *std::min_element(gaps.begin(), gaps.end(), [&](double a, double b) {
      const auto way = [&](double y) { return std::abs(y - here) + std::abs(y - there); };
      return way(a) < way(b);
    });
    const auto taken =
        static_cast<double>(std::count(lanes_.begin(), lanes_.end(), std::pair(column, best)));
    lanes_.emplace_back(column, best);
    return best - lane_step * std::fmod(taken, 3);
  }

  void lead(std::size_t line) {
    const Rect &tail = result_.nodes[from(line)], &head = result_.nodes[to(line)];
    const std::size_t a = column_[from(line)], b = column_[to(line)];
    const double start = height_of(from(line), scene_.lines[line].from_row);
    const double end = height_of(to(line), scene_.lines[line].to_row);
    std::vector<Point>& points = result_.routes[line].points;
    const auto bend = [&](std::size_t channel, double here, double there) {
      if (here == there) return;
      const bool is_loop = a == b, is_left = b < a;
      pieces_[channel].push_back(
          {line, is_left ? there : here, is_left ? here : there, is_loop, points.size()});
      points.push_back({channel_[channel], here});
      points.push_back({channel_[channel], there});
    };
    points.push_back({b < a ? tail.x : tail.right(), start});
    double here = start;
    if (a == b) bend(a, start, end == start ? end + 1 : end);
    for (std::size_t c = a; c < b; ++c) {
      const double next = c + 1 == b ? end : lane(c + 1, here, end);
      bend(c, here, next);
      here = next;
    }
    for (std::size_t c = a; c > b; --c) {
      const double next = c - 1 == b ? end : lane(c - 1, here, end);
      bend(c - 1, here, next);
      here = next;
    }
    points.push_back({b > a ? head.x : head.right(), end});
  }

  // Gives the pieces of a channel their tracks, so that few cross: those that go down stand the
  // further right the higher they begin, those that go up the further left.
  void spread(std::size_t channel) {
    std::vector<Wire>& pieces = pieces_[channel];
    const auto key = [](const Wire& piece) {
      const double way = piece.right - piece.left;
      if (piece.loop) return std::tuple(0, std::abs(way));
      return way > 0 ? std::tuple(1, -piece.left) : std::tuple(2, piece.left);
    };
    std::stable_sort(pieces.begin(), pieces.end(),
                     [&](const Wire& one, const Wire& two) { return key(one) < key(two); });
    const double left = channel_[channel];
    double right = left + narrowest_channel;
    if (channel + 1 < columns_) right = x_[channel + 1];
    const double step = (right - left) / static_cast<double>(pieces.size() + 1);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      std::vector<Point>& points = result_.routes[pieces[i].line].points;
      const double x = std::round(left + step * static_cast<double>(i + 1));
      points[pieces[i].corner].x = points[pieces[i].corner + 1].x = x;
    }
  }

  const scene::Scene& scene_;
  Arrangement result_;
  std::vector<std::size_t> column_;  // by table
  std::vector<bool> lone_;
  std::size_t columns_ = 1;
  std::vector<std::vector<std::vector<std::size_t>>> bands_;  // by band and column
  std::vector<std::vector<std::size_t>> rows_;                // by band: those that stand alone
  std::vector<double> x_, channel_;                           // where columns and channels begin
  std::vector<std::vector<Wire>> pieces_;                     // by channel
  std::vector<std::pair<std::size_t, double>> lanes_;         // that were taken
};

}  // namespace

Arrangement arrange_tables(const scene::Scene& scene) {
  return Schema(scene).arrange();
}

}  // namespace joist::layout
