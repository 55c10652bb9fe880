// Straight runs where the rooms of cells and ports allow; a sideways step only between two runs.
#include "layout/lines.hpp"

#include <algorithm>
#include <cmath>

#include "layout/lanes.hpp"
#include "layout/ports.hpp"
#include "layout/spacing.hpp"
#include "layout/titles.hpp"

namespace joist::layout {
namespace {

constexpr int rounds = 3;
constexpr double small_jog = 17;  // that is rather closed than drawn

double clamp(double value, Range range) {
  return std::min(std::max(value, range.low), range.high);
}

class Straightening {
 public:
  Straightening(const Layers& layers, const Order& order, Placement& placement)
      : layers_(layers),
        placement_(placement),
        lanes_(layers, order, placement),
        lines_(layers.paths.size()),
        sides_(sides(layers, placement.rows)),
        port_index_(2 * layers.paths.size(), 0) {}

  std::vector<Line> run() {
    start_lines();
    for (std::size_t box = 0; box < sides_.size(); ++box)
      for (const SideOf side : {above, below}) open_side(box, side);
    for (int round = 0; round < rounds; ++round)
      for (const std::uint32_t path : order_) fit(path);
    for (const std::uint32_t path : order_) close_jogs(path);
    for (const std::uint32_t path : order_) widen_jogs(path);
    for (std::size_t p = 0; p < lines_.size(); ++p)
      if (!lines_[p].at.empty()) lines_[p].entry = lines_[p].at.back();
    for (std::size_t box = 0; box < sides_.size(); ++box) pass_titles(box);
    return std::move(lines_);
  }

 private:
  void start_lines() {
    for (std::uint32_t p = 0; p < lines_.size(); ++p) {
      const CellPath& path = layers_.paths[p];
      if (path.cells.empty()) continue;
      order_.push_back(p);
      for (const CellId cell : path.cells) lines_[p].at.push_back(placement_.centre[cell.index()]);
      lines_[p].at.front() = placement_.ports[p].first;
      lines_[p].at.back() = placement_.ports[p].second;
    }
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return layers_.paths[a].cells.size() > layers_.paths[b].cells.size();
    });
  }

  // The part of a side on which lines may end: not under a title, if there is room beside it.
  void open_side(std::size_t box, SideOf which) {
    const Side& side = sides_[box][which];
    const double centre = placement_.centre[box];
    Range& range = ranges_.emplace_back();
    range = {centre - side.half, centre + side.half};
    for (std::size_t i = 0; i < side.ports.size(); ++i) index_of(side.ports[i]) = i;
    if (which == below || side.ports.empty()) return;
    const Cell& cell = layers_.cells[box];
    const Range free = longest_free(range, titles_over(layers_, placement_, cell.frame, cell.row));
    if (!free.empty() && end_of(side.ports.front()) >= free.low &&
        end_of(side.ports.back()) <= free.high)
      range = free;
  }

  double& end_of(Port port) {
    return port.last ? lines_[port.path].at.back() : lines_[port.path].at.front();
  }
  std::size_t& index_of(Port port) { return port_index_[2 * port.path + (port.last ? 1 : 0)]; }
  std::size_t box_of(Port port) const {
    const CellPath& path = layers_.paths[port.path];
    return (port.last ? path.cells.back() : path.cells.front()).index();
  }
  SideOf side_of(Port port) const {
    return port.last && !layers_.paths[port.path].flat ? above : below;
  }

  Range port_room(Port port) {
    const Side& side = sides_[box_of(port)][side_of(port)];
    const std::size_t i = index_of(port);
    Range room = ranges_[2 * box_of(port) + side_of(port)];
    if (i > 0) room.low = std::max(room.low, end_of(side.ports[i - 1]) + side.gap);
    if (i + 1 < side.ports.size())
      room.high = std::min(room.high, end_of(side.ports[i + 1]) - side.gap);
    const double now = end_of(port);
    return {std::min(room.low, now), std::max(room.high, now)};
  }

  Range room(std::uint32_t path, std::size_t i) {
    const auto& cells = layers_.paths[path].cells;
    if (i == 0) return port_room({path, false});
    if (i + 1 == cells.size()) return port_room({path, true});
    return lanes_.room(cells[i], placement_.centre);
  }

  double ideal(Port port) {
    const std::size_t box = box_of(port);
    return placement_.centre[box] + sides_[box][side_of(port)].ideal(index_of(port));
  }

  // Where a run would like to be: if it does not matter to its ends, where it is.
  double wish(std::uint32_t path, std::size_t first, std::size_t end) {
    double sum = 0;
    for (std::size_t i = first; i < end; ++i) sum += lines_[path].at[i];
    const double now = sum / static_cast<double>(end - first);
    const bool starts = first == 0, ends = end == lines_[path].at.size();
    if (starts == ends) return now;
    return end - first == 1 ? ideal({path, ends}) : now;
  }

  void set(std::uint32_t path, std::size_t i, double at) {
    lines_[path].at[i] = at;
    const auto& cells = layers_.paths[path].cells;
    if (i > 0 && i + 1 < cells.size()) placement_.centre[cells[i].index()] = at;
  }

  void fit(std::uint32_t path) {
    const std::size_t count = lines_[path].at.size();
    if (layers_.paths[path].flat) return;
    std::size_t first = 0;
    Range run = room(path, 0);
    for (std::size_t i = 1; i <= count; ++i) {
      Range next{1, 0};
      if (i < count) {
        const Range here = room(path, i);
        next = {std::max(run.low, here.low), std::min(run.high, here.high)};
        if (!next.empty()) {
          run = next;
          continue;
        }
        next = here;
      }
      const double at = clamp(wish(path, first, i), run);
      for (std::size_t k = first; k < i; ++k) set(path, k, at);
      first = i;
      run = next;
    }
  }

  // A step of a few pixels beside a box goes where the other lines of its side can move away.
  void close_jogs(std::uint32_t path) {
    const std::vector<double>& at = lines_[path].at;
    if (layers_.paths[path].flat) return;
    const auto is_jog = [](double from, double to) {
      return from != to && std::abs(from - to) < small_jog;
    };
    if (is_jog(at[0], at[1])) push({path, false}, at[1]);
    const std::size_t last = at.size() - 1;
    if (is_jog(at[last], at[last - 1])) push({path, true}, at[last - 1]);
  }

  // Moves an end along its side, and before that those in its way; false, and nothing moved, where
  // the side ends, or another line would get such a step.
  bool push(Port port, double to) {
    const std::size_t box = box_of(port);
    const Side& side = sides_[box][side_of(port)];
    const Range& range = ranges_[2 * box + side_of(port)];
    const std::vector<double>& at = lines_[port.path].at;
    const double next = port.last ? at[at.size() - 2] : at[1];
    const bool calm = next == to || std::abs(next - to) >= spacing::least_jog;
    if (!calm || layers_.paths[port.path].flat || to < range.low || to > range.high) return false;
    const bool left = to < end_of(port);
    const std::size_t i = index_of(port);
    if (left ? i > 0 : i + 1 < side.ports.size()) {
      const Port neighbour = side.ports[left ? i - 1 : i + 1];
      const double gap = 0.8 * side.gap;  // less than what is comfortable, for a straight line
      const double least = left ? to - gap : to + gap;
      const bool is_near = left ? end_of(neighbour) > least : end_of(neighbour) < least;
      if (is_near && !push(neighbour, least)) return false;
    }
    end_of(port) = to;
    return true;
  }

  // A step of a few pixels is made longer, or left if there is no room.
  void widen_jogs(std::uint32_t path) {
    auto& at = lines_[path].at;
    if (layers_.paths[path].flat) return;
    for (std::size_t i = 0; i + 1 < at.size(); ++i) {
      const double jog = at[i + 1] - at[i];
      if (jog == 0 || std::abs(jog) >= spacing::least_jog) continue;
      std::size_t first = i, end = i + 2;
      while (first > 0 && at[first - 1] == at[i]) --first;
      while (end < at.size() && at[end] == at[i + 1]) ++end;
      Range left{-1e9, 1e9}, right = left;
      auto narrow = [&](Range& range, std::size_t k) {
        const Range here = room(path, k);
        range = {std::max(range.low, here.low), std::min(range.high, here.high)};
      };
      for (std::size_t k = first; k <= i; ++k) narrow(left, k);
      for (std::size_t k = i + 1; k < end; ++k) narrow(right, k);
      const double more = (jog > 0 ? 1 : -1) * (spacing::least_jog - std::abs(jog));
      const double after = clamp(at[i + 1] + more, right);
      for (std::size_t k = i + 1; k < end; ++k) set(path, k, after);
      const double missing = more - (after - (at[i] + jog));
      const double before = clamp(at[i] - missing, left);
      for (std::size_t k = first; k <= i; ++k) set(path, k, before);
    }
  }

  // Lines that would enter through a title pass beside it and step back below it.
  void pass_titles(std::size_t box) {
    const Side& side = sides_[box][above];
    const Cell& cell = layers_.cells[box];
    if (side.ports.empty() || !cell.frame) return;
    const auto titles = titles_over(layers_, placement_, cell.frame, cell.row);
    std::vector<Port> blocked;
    for (const Port& port : side.ports) {
      const double at = end_of(port);
      if (std::any_of(titles.begin(), titles.end(),
                      [&](const Range& t) { return at > t.low && at < t.high; }))
        blocked.push_back(port);
    }
    if (blocked.empty()) return;
    const std::size_t f = cell.frame.index();
    const Range free = longest_free({placement_.low[f] + 6, placement_.high[f] - 6}, titles);
    if (free.empty()) return;
    const double gap =
        std::min(spacing::line_gap, (free.high - free.low) / static_cast<double>(blocked.size()));
    for (std::size_t i = 0; i < blocked.size(); ++i)
      lines_[blocked[i].path].entry = free.low + gap * static_cast<double>(i);
  }

  const Layers& layers_;
  Placement& placement_;
  Lanes lanes_;
  std::vector<Line> lines_;
  Sides sides_;
  std::vector<Range> ranges_;            // by box, above and below
  std::vector<std::size_t> port_index_;  // by path, first and last
  std::vector<std::uint32_t> order_;     // of the paths, long ones first
};

}  // namespace

std::vector<Line> straighten(const Layers& layers, const Order& order, Placement& placement) {
  return Straightening(layers, order, placement).run();
}

}  // namespace joist::layout
