// Straight runs where the rooms of cells and ports allow; a sideways step only between two runs.
#include "layout/lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "layout/lanes.hpp"
#include "layout/spacing.hpp"
#include "layout/titles.hpp"

namespace joist::layout {
namespace {

constexpr int rounds = 4;
enum SideOf : std::size_t { above, below };

struct Port {
  std::uint32_t path = 0;
  bool last = false;  // the end of the path, not its beginning
  double ideal = 0;
};

// The lines on one side of a box, in order.
struct Side {
  std::vector<Port> ports;
  Range range;
  double gap = spacing::port_gap;
};

double clamp(double value, Range range) {
  return std::min(std::max(value, range.low), range.high);
}

class Straightening {
 public:
  Straightening(const Layers& layers, Placement& placement)
      : layers_(layers),
        placement_(placement),
        lanes_(layers, placement),
        lines_(layers.paths.size()),
        sides_(layers.cells.size()),
        position_(layers.cells.size()),
        row_(layers.cells.size()) {}

  std::vector<Line> run() {
    for (std::size_t r = 0; r < placement_.rows.size(); ++r) {
      for (std::size_t i = 0; i < placement_.rows[r].size(); ++i) {
        position_[placement_.rows[r][i].index()] = i;
        row_[placement_.rows[r][i].index()] = static_cast<int>(r);
      }
    }
    start_lines();
    for (std::size_t c = 0; c < sides_.size(); ++c)
      for (const SideOf s : {above, below}) spread(CellId(c), s);
    for (int round = 0; round < rounds; ++round)
      for (const std::uint32_t path : order_) fit(path);
    for (const std::uint32_t path : order_) widen_jogs(path);
    for (std::size_t p = 0; p < lines_.size(); ++p)
      if (!lines_[p].at.empty()) lines_[p].entry = lines_[p].at.back();
    for (std::size_t c = 0; c < sides_.size(); ++c) pass_titles(CellId(c));
    return std::move(lines_);
  }

 private:
  void start_lines() {
    for (std::uint32_t p = 0; p < lines_.size(); ++p) {
      const Path& path = layers_.paths[p];
      if (path.cells.empty()) continue;
      order_.push_back(p);
      for (const CellId cell : path.cells) lines_[p].at.push_back(placement_.centre[cell.index()]);
      sides_[path.cells.front().index()][below].ports.push_back({p, false, 0});
      sides_[path.cells.back().index()][path.flat ? below : above].ports.push_back({p, true, 0});
    }
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return layers_.paths[a].cells.size() > layers_.paths[b].cells.size();
    });
  }

  // Ports in the order of where their lines go; lines that turn back go outermost, the near ones
  // first.
  using Key = std::tuple<int, double, std::uint32_t>;
  Key key(CellId box, const Port& port) const {
    const auto& cells = layers_.paths[port.path].cells;
    const CellId next = port.last ? cells[cells.size() - 2] : cells[1];
    const double at = static_cast<double>(position_[next.index()]);
    if (!layers_.paths[port.path].flat) return {0, at, port.path};
    return {at < static_cast<double>(position_[box.index()]) ? -1 : 1, -at, port.path};
  }

  void spread(CellId box, SideOf which) {
    Side& side = sides_[box.index()][which];
    if (side.ports.empty()) return;
    std::stable_sort(side.ports.begin(), side.ports.end(),
                     [&](const Port& a, const Port& b) { return key(box, a) < key(box, b); });
    const Cell& cell = layers_.cells[box.index()];
    const double centre = placement_.centre[box.index()];
    const double half = std::max(0.0, cell.across / 2 - spacing::port_margin);
    side.range = {centre - half, centre + half};
    const double steps = static_cast<double>(side.ports.size() - 1);
    if (which == above) {
      const Range free =
          longest_free(side.range, titles_over(layers_, placement_, cell.frame, row_[box.index()]));
      if (!free.empty() && free.high - free.low >= steps * 6) side.range = free;
    }
    const double width = side.range.high - side.range.low;
    side.gap = steps == 0 ? 0 : std::min(spacing::port_gap, width / steps);
    const double ideal_gap = steps == 0 ? 0 : std::min(1.5 * spacing::port_gap, width / steps);
    const double middle = clamp(
        centre, {side.range.low + steps * ideal_gap / 2, side.range.high - steps * ideal_gap / 2});
    for (std::size_t i = 0; i < side.ports.size(); ++i) {
      Port& port = side.ports[i];
      port.ideal = middle + (static_cast<double>(i) - steps / 2) * ideal_gap;
      end_of(port) = port.ideal;
      index_of(port) = i;
    }
  }

  double& end_of(const Port& port) {
    return port.last ? lines_[port.path].at.back() : lines_[port.path].at.front();
  }
  std::size_t& index_of(const Port& port) {
    port_index_.resize(2 * lines_.size());
    return port_index_[2 * port.path + (port.last ? 1 : 0)];
  }

  Side& side_of(std::uint32_t path, bool last) {
    const Path& p = layers_.paths[path];
    if (!last) return sides_[p.cells.front().index()][below];
    return sides_[p.cells.back().index()][p.flat ? below : above];
  }

  Range port_room(std::uint32_t path, bool last) {
    Side& side = side_of(path, last);
    const std::size_t i = index_of({path, last, 0});
    Range room = side.range;
    if (i > 0) room.low = std::max(room.low, end_of(side.ports[i - 1]) + side.gap);
    if (i + 1 < side.ports.size())
      room.high = std::min(room.high, end_of(side.ports[i + 1]) - side.gap);
    const double now = end_of(side.ports[i]);
    return {std::min(room.low, now), std::max(room.high, now)};
  }

  Range room(std::uint32_t path, std::size_t i) {
    const auto& cells = layers_.paths[path].cells;
    if (i == 0) return port_room(path, false);
    if (i + 1 == cells.size()) return port_room(path, true);
    return lanes_.room(cells[i], placement_.centre);
  }

  // Where a run would like to be: at its ports' places, else where the engine put it.
  double wish(std::uint32_t path, std::size_t first, std::size_t end) {
    const auto& cells = layers_.paths[path].cells;
    double sum = 0;
    int count = 0;
    if (first == 0) {
      sum += side_of(path, false).ports[index_of({path, false, 0})].ideal;
      ++count;
    }
    if (end == cells.size()) {
      sum += side_of(path, true).ports[index_of({path, true, 0})].ideal;
      ++count;
    }
    if (count > 0) return sum / count;
    for (std::size_t i = first; i < end; ++i) sum += lines_[path].at[i];
    return sum / static_cast<double>(end - first);
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
  void pass_titles(CellId box) {
    Side& side = sides_[box.index()][above];
    if (side.ports.empty()) return;
    const Cell& cell = layers_.cells[box.index()];
    const auto titles = titles_over(layers_, placement_, cell.frame, row_[box.index()]);
    std::vector<Port> blocked;
    for (const Port& port : side.ports)
      for (const Range& title : titles)
        if (end_of(port) > title.low && end_of(port) < title.high) {
          blocked.push_back(port);
          break;
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
  std::vector<std::array<Side, 2>> sides_;
  std::vector<std::size_t> position_;
  std::vector<int> row_;
  std::vector<std::uint32_t> order_;  // of the paths, long ones first
  std::vector<std::size_t> port_index_;
};

}  // namespace

std::vector<Line> straighten(const Layers& layers, Placement& placement) {
  return Straightening(layers, placement).run();
}

}  // namespace joist::layout
