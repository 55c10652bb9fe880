// States the distances between neighbours and the pulls of the lines, and has them solved.
#include "layout/columns.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <map>
#include <optional>

#include "layout/flow.hpp"
#include "layout/gaps.hpp"
#include "layout/packing.hpp"
#include "layout/ports.hpp"
#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

using Index = std::uint32_t;
constexpr double subpixels = 2;  // steps to a pixel, so that halves are whole
constexpr std::int64_t line_pull = 8, port_pull = 1, frame_pull = 2, whole_pull = 1;

constexpr int calming_rounds = 2;
constexpr double small_step = 60;       // in pixels; a longer one is no oversight
constexpr std::int64_t calm_pull = 4;   // of a straight piece, as a multiple of its own
constexpr double near_miss = 14;        // of two centres, in pixels
constexpr std::int64_t near_pull = 16;  // of those
constexpr std::int64_t middle_pull = 16,
                       strong_middle_pull = 48;  // of a line that has the side of a box for itself
constexpr std::int64_t alike_pull = 64;          // of what stands alike in frames that are alike
constexpr double dear = 1.01, dear_pixels = 40;  // a page that gets so much wider

using Places = std::vector<std::int64_t>;

// Two ends of a piece of a line, which would be one below the other.
struct Straight {
  Index from = 0, to = 0;
  std::int64_t weight = 0;
};

class Columns {
 public:
  Columns(const Layers& layers, const Order& order)
      : layers_(layers),
        order_(order),
        rows_(order.rows()),
        sides_(sides(layers, rows_)),
        spacing_(layers.cells.size() + 2 * layers.parents.size() + 2 * layers.paths.size() + 2) {}

  // With the hints on boxes of different rows, or without them.
  std::optional<Placement> run(bool hinted) {
    for (const Lane& lane : order_.lanes()) space(lane);
    for (std::size_t o = 0; hinted && o < layers_.orders.size(); ++o)
      for (std::size_t i = 1; i < layers_.orders[o].size(); ++i)
        keep(layers_.orders[o][i - 1].value, layers_.orders[o][i].value, spacing::least_jog);
    for (Index f = 0; f < layers_.parents.size(); ++f) {
      keep(low(f), high(f), layers_.rightward ? 0 : title_room(layers_.titles[f]).width);
      spacing_.pull(low(f), high(f), 0, frame_pull);
    }
    spacing_.pull(low_end(), high_end(), 0, whole_pull);
    for (Index box = 0; box < sides_.size(); ++box)
      for (const SideOf side : {above, below}) hold_ports(box, side);
    for (Index p = 0; p < layers_.paths.size(); ++p) pull_line(p);
    Places places = spacing_.solve(exchanges());
    if (places.empty()) return std::nullopt;
    widest_ = std::max(dear * width(places), width(places) + dear_pixels * subpixels);
    calm(places);
    straighten_trunks(places);
    line_up(places);
    equalise(places);
    return placement(places);
  }

 private:
  std::size_t exchanges() const { return 200 * layers_.cells.size() + 1000; }
  Index low(Index frame) const { return static_cast<Index>(layers_.cells.size()) + 2 * frame; }
  Index high(Index frame) const { return low(frame) + 1; }
  Index port(Port port) const {
    return low(static_cast<Index>(layers_.parents.size())) + 2 * port.path + (port.last ? 1 : 0);
  }
  Index low_end() const { return port({static_cast<Index>(layers_.paths.size()), false}); }
  Index high_end() const { return low_end() + 1; }

  static std::int64_t steps(double pixels) {
    return static_cast<std::int64_t>(std::ceil(pixels * subpixels - 1e-9));
  }
  void keep(Index from, Index to, double pixels) { spacing_.keep(from, to, steps(pixels)); }

  Index first_side(const LaneItem& item) const { return item.frame ? low(item.value) : item.value; }
  Index last_side(const LaneItem& item) const { return item.frame ? high(item.value) : item.value; }
  double before(const LaneItem& item) const {
    return item.frame ? 0 : layers_.cells[item.value].across / 2;
  }
  double after(const LaneItem& item) const {
    return item.frame ? 0 : before(item) + layers_.cells[item.value].after;
  }

  void space(const Lane& lane) {
    const Index begin = lane.home ? low(lane.home.value) : low_end();
    const Index end = lane.home ? high(lane.home.value) : high_end();
    const LaneItem* last = nullptr;
    for (const LaneItem& item : lane.items) {
      if (last == nullptr) {
        keep(begin, first_side(item), lane_pad_low(layers_, lane, item) + before(item));
      } else {
        keep(last_side(*last), first_side(item),
             after(*last) + gap(layers_, *last, item) + before(item));
      }
      last = &item;
    }
    if (last != nullptr)
      keep(last_side(*last), end, after(*last) + lane_pad_high(layers_, lane, *last));
  }

  void hold_ports(Index box, SideOf which) {
    const Side& side = sides_[box][which];
    if (side.ports.empty()) return;
    keep(box, port(side.ports.front()), -side.half);
    keep(port(side.ports.back()), box, -side.half);
    for (std::size_t i = 0; i < side.ports.size(); ++i) {
      if (i > 0)
        keep(port(side.ports[i - 1]), port(side.ports[i]),
             std::floor(side.gap * subpixels) / subpixels);
      spacing_.pull(box, port(side.ports[i]), steps(side.ideal(i)), port_pull);
    }
    if (which == above && !layers_.rightward) pass_titles(box, port(side.ports.front()));
  }

  // A title is at the left of its frame, so lines into the frame's first row pass it on the right.
  void pass_titles(Index box, Index first_port) {
    const Cell& cell = layers_.cells[box];
    for (FrameId f = cell.frame; f; f = layers_.parents[f.index()]) {
      if (layers_.extents[f.index()].first != cell.row || layers_.titles[f.index()].width <= 0)
        continue;
      keep(low(f.value), first_port,
           spacing::title_inset + layers_.titles[f.index()].width + spacing::title_clearance);
    }
  }

  void pull_line(Index p) {
    const CellPath& path = layers_.paths[p];
    if (path.cells.empty() || path.flat) return;
    const std::size_t count = path.cells.size();
    for (std::size_t i = 0; i + 1 < count; ++i) {
      const Index from = i == 0 ? port({p, false}) : path.cells[i].value;
      const Index to = i + 2 == count ? port({p, true}) : path.cells[i + 1].value;
      const int ends = (i == 0 ? 1 : 0) + (i + 2 == count ? 1 : 0);
      const int straight = ends == 2 ? 1 : ends == 1 ? 2 : 6;  // the middle of long lines above all
      links_.push_back({from, to, line_pull * straight * layers_.weights[p] / 4});
      spacing_.pull(from, to, 0, links_.back().weight);
    }
  }

  // Lengths alone let many lines step aside a little where one could move much instead. So what is
  // straight, or nearly, is pulled again, the harder the smaller its step.
  void calm(Places& best) {
    for (int round = 0; round < calming_rounds && steps_of(best) > 0; ++round) {
      for (const Straight& link : links_) {
        const double step =
            std::abs(static_cast<double>(best[link.to] - best[link.from])) / subpixels;
        if (step > small_step) continue;
        const double share = spacing::least_jog / (spacing::least_jog + step);
        const auto weight = static_cast<double>(calm_pull * link.weight) * share;
        spacing_.pull(link.from, link.to, 0, static_cast<std::int64_t>(weight));
      }
      if (!solve_again(best, steps_of(best) - 1)) return;
    }
  }

  // Lines that step aside by much do so wherever they begin: that they are a little shorter is not
  // worth a trunk whose boxes stand like stairs, and one step less is not worth many stairs.
  void straighten_trunks(Places& best) {
    pull_to_middles(middle_pull);
    solve_again(best, steps_of(best));
    for (const Port& end : trunk_ends())
      spacing_.pull(box_of(end), port(end), 0, strong_middle_pull);
    Places next = best;
    if (!solve_again(next, links_.size())) return;
    const auto unrest = [&](const Places& places) {
      return spacing::stairs_for_step * steps_of(places) + stairs_of(places);
    };
    if (unrest(next) <= unrest(best)) best = std::move(next);
  }

  void pull_to_middles(std::int64_t weight) {
    for (Index box = 0; box < sides_.size(); ++box)
      for (const Side& side : sides_[box])
        if (side.ports.size() == 1) spacing_.pull(box, port(side.ports.front()), 0, weight);
  }

  // Both ends of lines that have the side of a box for themselves at either.
  std::vector<Port> trunk_ends() const {
    std::vector<Port> ends;
    for (Index p = 0; p < layers_.paths.size(); ++p) {
      const CellPath& path = layers_.paths[p];
      if (path.cells.empty() || path.flat) continue;
      if (sides_[path.cells.front().index()][below].ports.size() != 1 ||
          sides_[path.cells.back().index()][above].ports.size() != 1)
        continue;
      ends.push_back({p, false});
      ends.push_back({p, true});
    }
    return ends;
  }

  Index box_of(Port end) const {
    const CellPath& path = layers_.paths[end.path];
    return (end.last ? path.cells.back() : path.cells.front()).value;
  }

  // Ends of trunks that are not in the middle.
  std::size_t stairs_of(const Places& places) const {
    const std::vector<Port> ends = trunk_ends();
    return static_cast<std::size_t>(std::count_if(ends.begin(), ends.end(), [&](const Port& end) {
      return std::abs(places[box_of(end)] - places[port(end)]) > steps(spacing::stair);
    }));
  }

  // Boxes that are joined and nearly one below the other stand so.
  void line_up(Places& best) {
    for (const CellPath& path : layers_.paths) {
      if (path.cells.empty() || path.flat) continue;
      const Index upper = path.cells.front().value, lower = path.cells.back().value;
      const double off = std::abs(static_cast<double>(best[upper] - best[lower])) / subpixels;
      if (off <= near_miss) spacing_.pull(upper, lower, 0, near_pull);
    }
    solve_again(best, steps_of(best));
  }

  // A box within a frame: its row from the frame's first on, its place among the others there.
  struct Member {
    int row = 0;
    std::size_t place = 0;
    double across = 0;
    friend auto operator<=>(const Member&, const Member&) = default;
  };
  using Group = std::pair<std::uint32_t, std::vector<Member>>;  // the parent, and what is inside

  // Siblings that hold the same in the same rows, each with its boxes row by row.
  std::map<Group, std::vector<std::pair<Index, std::vector<Index>>>> alike_frames() const {
    std::vector<std::vector<Index>> boxes(layers_.parents.size());
    std::vector<std::vector<Member>> members(layers_.parents.size());
    for (const auto& row : rows_) {
      std::vector<std::size_t> count(layers_.parents.size(), 0);
      for (const CellId id : row) {
        const Cell& cell = layers_.cells[id.index()];
        if (cell.kind != CellKind::box) continue;
        for (FrameId f = cell.frame; f; f = layers_.parents[f.index()]) {
          boxes[f.index()].push_back(id.value);
          members[f.index()].push_back(
              {cell.row - layers_.extents[f.index()].first, count[f.index()]++, cell.across});
        }
      }
    }
    std::map<Group, std::vector<std::pair<Index, std::vector<Index>>>> groups;
    for (Index f = 0; f < boxes.size(); ++f)
      groups[{layers_.parents[f].value, members[f]}].push_back({f, boxes[f]});
    return groups;
  }

  // Frames that hold the same hold it at the same places: where most of them have it.
  void equalise(Places& best) {
    bool any = false;
    const auto groups = alike_frames();
    for (const auto& group : groups) {
      const auto& frames = group.second;
      if (frames.size() < 2 || group.first.second.size() < 2) continue;
      any = true;
      const auto pull = [&](const auto& to) {
        std::vector<std::int64_t> offsets;
        for (const auto& frame : frames)
          offsets.push_back(best[to(frame)] - best[low(frame.first)]);
        const auto middle = offsets.begin() + static_cast<std::ptrdiff_t>(offsets.size() / 2);
        std::nth_element(offsets.begin(), middle, offsets.end());
        for (const auto& frame : frames)
          spacing_.pull(low(frame.first), to(frame), *middle, alike_pull);
      };
      for (std::size_t i = 0; i < group.first.second.size(); ++i)
        pull([&](const auto& frame) { return frame.second[i]; });
      pull([&](const auto& frame) { return high(frame.first); });
    }
    if (any) solve_again(best, steps_of(best));
  }

  // With what was pulled since; false, and nothing changed, where more lines would step aside than
  // may, or the page would get too wide.
  bool solve_again(Places& best, std::size_t most_steps) {
    Places next = spacing_.solve(exchanges());
    if (next.empty() || steps_of(next) > most_steps) return false;
    if (width(next) > widest_) return false;
    best = std::move(next);
    return true;
  }

  std::size_t steps_of(const Places& places) const {
    std::size_t count = 0;
    for (const Straight& link : links_) count += places[link.from] != places[link.to] ? 1 : 0;
    return count;
  }

  double width(const Places& places) const {
    return static_cast<double>(places[high_end()] - places[low_end()]);
  }

  Placement placement(const Places& places) const {
    Placement result;
    result.rows = rows_;
    auto at = [&](Index i) { return static_cast<double>(places[i]) / subpixels; };
    for (Index c = 0; c < layers_.cells.size(); ++c) result.centre.push_back(at(c));
    for (Index f = 0; f < layers_.parents.size(); ++f) {
      result.low.push_back(at(low(f)));
      result.high.push_back(at(high(f)));
    }
    for (Index p = 0; p < layers_.paths.size(); ++p)
      result.ports.push_back({at(port({p, false})), at(port({p, true}))});
    return result;
  }

  const Layers& layers_;
  const Order& order_;
  std::vector<std::vector<CellId>> rows_;
  Sides sides_;
  Spacing spacing_;
  std::vector<Straight> links_;
  double widest_ = 0;  // that the page may get for calmer lines
};

}  // namespace

Placement place_columns(const Layers& layers, const Order& order) {
  for (const bool hinted : {true, false}) {
    if (layers.cells.size() > exact_limit) break;
    std::optional<Placement> exact = Columns(layers, order).run(hinted);
    if (exact) return std::move(*exact);
    if (layers.orders.empty()) break;  // they cannot have been what contradicts itself
  }
  return pack(layers, order);
}

}  // namespace joist::layout
