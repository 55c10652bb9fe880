// Draws the lines of a placed graph: every sideways step gets a track between two rows, every row
// its place, every edge its corners.
#include "layout/route.hpp"

#include <algorithm>
#include <cmath>

#include "layout/lines.hpp"
#include "layout/spacing.hpp"
#include "layout/tracks.hpp"

namespace joist::layout {
namespace {

// The steps between two rows, and where their tracks lie from the beginning of the channel.
struct Channel {
  std::vector<Crossover> steps;
  std::vector<double> offsets;
  double height = 0;

  void settle() {
    const int tracks = assign_tracks(steps);
    std::vector<double> half(static_cast<std::size_t>(tracks), 0);
    for (const Crossover& step : steps) {
      double& h = half[static_cast<std::size_t>(step.track)];
      h = std::max(h, step.half);
    }
    // Where many lines step aside they stand closer, or they would take most of the page.
    const double gap =
        std::clamp(spacing::line_gap + 4 - tracks, spacing::crowded_gap, spacing::line_gap);
    double at = 0;
    for (std::size_t t = 0; t < half.size(); ++t) {
      if (t == 0)
        at = half[t];
      else
        at += std::max(gap, half[t - 1] + half[t] + 4);
      offsets.push_back(at);
    }
    height = half.empty() ? 0 : at + half.back();
  }
};

// Where a path's step is to be found: the channel and the step in it, or none.
struct StepRef {
  int step = -1;
};

class Routing {
 public:
  Routing(const Graph& graph, const Layers& layers, const Placement& placement,
          const std::vector<Line>& lines)
      : graph_(graph),
        layers_(layers),
        placement_(placement),
        lines_(lines),
        rows_(placement.rows.size()),
        channels_(rows_),
        entries_(rows_) {}

  Arrangement run() {
    collect_steps();
    for (Channel& channel : channels_) channel.settle();
    for (Channel& channel : entries_) channel.settle();
    stack_rows();
    place_boxes();
    place_frames();
    for (std::size_t e = 0; e < graph_.edges.size(); ++e) draw(e);
    fit_to_origin();
    return std::move(result_);
  }

 private:
  static Crossover step_between(double from, double to) {
    return {std::min(from, to), std::max(from, to), {from}, {to}, 0, 0};
  }

  void collect_steps() {
    steps_of_path_.resize(layers_.paths.size());
    entry_of_path_.assign(layers_.paths.size(), -1);
    tip_before_.assign(rows_, spacing::tip_gap);
    tip_after_.assign(rows_, spacing::tip_gap);
    for (std::size_t p = 0; p < layers_.paths.size(); ++p) {
      const CellPath& path = layers_.paths[p];
      const auto& at = lines_[p].at;
      if (is_direct(p)) {
        steps_of_path_[p].assign(at.size(), -1);
        continue;
      }
      for (std::size_t i = 0; i + 1 < at.size(); ++i) {
        const bool last = i + 2 == at.size();
        const double to = last && !path.flat ? lines_[p].entry : at[i + 1];
        int& ref = steps_of_path_[p].emplace_back(-1);
        if (to == at[i] && !path.flat) continue;
        auto& steps = channels_[row_of(path.cells[i])].steps;
        ref = static_cast<int>(steps.size());
        steps.push_back(step_between(at[i], to));
        if (path.flat || (path.reversed ? i == 0 : last)) make_room_for_head(p);
        if (!path.flat) continue;
        steps.back().above = {at[i], to};
        steps.back().below.clear();
        steps.back().half = turned(graph_.edges[p].label).height / 2;
      }
      if (path.cells.empty() || path.flat || lines_[p].entry == at.back()) continue;
      auto& steps = entries_[row_of(path.cells.back())].steps;
      entry_of_path_[p] = static_cast<int>(steps.size());
      steps.push_back(step_between(lines_[p].entry, at.back()));
    }
  }

  // Between neighbours of one row and frame, with nothing else in between: from side to side. Lines
  // with words, and further ones, go below.
  bool is_direct(std::size_t p) const {
    const CellPath& path = layers_.paths[p];
    if (!path.flat || graph_.edges[p].label.width > 0) return false;
    const CellId a = path.cells.front(), b = path.cells.back();
    const Cell &one = layers_.cells[a.index()], &other = layers_.cells[b.index()];
    const auto& row = placement_.rows[row_of(a)];
    const auto place = std::find(row.begin(), row.end(), a);
    const bool after = place + 1 != row.end() && *(place + 1) == b;
    const bool before = place != row.begin() && *(place - 1) == b;
    if (one.frame != other.frame || !(after || before)) return false;
    if ((after ? one : other).after > 0) return false;  // loops stand there
    const double gap = std::abs(placement_.centre[a.index()] - placement_.centre[b.index()]) -
                       (one.across + other.across) / 2;
    if (gap < graph_.edges[p].head + spacing::bend_room) return false;
    for (std::size_t q = 0; q < p; ++q) {
      const auto& cells = layers_.paths[q].cells;
      if (!layers_.paths[q].flat) continue;
      const bool same =
          (cells.front() == a && cells.back() == b) || (cells.front() == b && cells.back() == a);
      if (same) return false;
    }
    return true;
  }

  void draw_direct(std::size_t e, Route& route) const {
    const CellPath& path = layers_.paths[e];
    for (const CellId end : {path.cells.front(), path.cells.back()}) {
      const CellId other = end == path.cells.front() ? path.cells.back() : path.cells.front();
      const double centre = placement_.centre[end.index()];
      const double half = layers_.cells[end.index()].across / 2;
      const bool right = placement_.centre[other.index()] > centre;
      route.points.push_back(point(centre + (right ? half : -half), middle(end)));
    }
    if (path.reversed) std::reverse(route.points.begin(), route.points.end());
  }

  // Between the last sideways step of a line and the box that it ends at.
  void make_room_for_head(std::size_t p) {
    const CellPath& path = layers_.paths[p];
    const bool below = path.flat || path.reversed;
    const CellId end = path.reversed ? path.cells.front() : path.cells.back();
    double& room = (below ? tip_after_ : tip_before_)[row_of(end)];
    room = std::max(room, graph_.edges[p].head + spacing::bend_room);
  }

  // How far frames stand out before their first row and after their last.
  void measure_frames() {
    before_.assign(layers_.parents.size(), 0);
    after_.assign(layers_.parents.size(), 0);
    before_row_.assign(rows_, 0);
    after_row_.assign(rows_, 0);
    for (std::size_t r = 0; r < rows_; ++r)
      if (entries_[r].height > 0 || !entries_[r].steps.empty())
        before_row_[r] = entries_[r].height + spacing::tip_gap;
    const std::vector<double> entry_room = before_row_;
    for (const FrameId frame : inner_first(layers_.parents)) {
      const std::size_t f = frame.index();
      const Extent extent = layers_.extents[f];
      const auto first = static_cast<std::size_t>(extent.first);
      const auto last = static_cast<std::size_t>(extent.last);
      const Size room = title_room(layers_.titles[f]);
      double pad = spacing::frame_pad;
      if (!layers_.rightward && room.height > 0)
        pad = room.height + (entry_room[first] > 0 ? 4 : spacing::title_gap);
      before_[f] = std::max(before_[f], entry_room[first]) + pad;
      after_[f] += spacing::frame_pad;
      before_row_[first] = std::max(before_row_[first], before_[f]);
      after_row_[last] = std::max(after_row_[last], after_[f]);
      const FrameId parent = layers_.parents[f];
      if (!parent) continue;
      const std::size_t p = parent.index();
      if (layers_.extents[p].first == extent.first) before_[p] = std::max(before_[p], before_[f]);
      if (layers_.extents[p].last == extent.last) after_[p] = std::max(after_[p], after_[f]);
    }
  }

  std::vector<double> row_heights(std::vector<char>& boxes) const {
    std::vector<double> height(rows_, 0);
    boxes.assign(rows_, 0);
    for (std::size_t c = 0; c < layers_.cells.size(); ++c) {
      const Cell& cell = layers_.cells[c];
      double& h = height[static_cast<std::size_t>(layers_.cells[c].row)];
      h = std::max(h, cell.along);
      if (cell.kind == CellKind::box) boxes[static_cast<std::size_t>(layers_.cells[c].row)] = 1;
    }
    // A title that runs in the direction of the flow must end where its first row does.
    for (std::size_t f = 0; f < layers_.parents.size() && layers_.rightward; ++f) {
      double& h = height[static_cast<std::size_t>(layers_.extents[f].first)];
      h = std::max(h, title_room(layers_.titles[f]).width - spacing::frame_pad);
    }
    return height;
  }

  void stack_rows() {
    measure_frames();
    std::vector<char> boxes;
    const std::vector<double> height = row_heights(boxes);
    double at = 0;
    for (std::size_t r = 0; r < rows_; ++r) {
      at += before_row_[r];
      top_.push_back(at);
      bottom_.push_back(at + height[r]);
      at += height[r];
      const bool last = r + 1 == rows_;
      const bool tips = boxes[r] != 0, next_tips = last || boxes[r + 1] != 0;
      const double next_room = last ? 0 : before_row_[r + 1];
      const double gap = tips ? tip_after_[r] : spacing::label_gap;
      const double next_gap = !next_tips ? spacing::label_gap : last ? 0 : tip_before_[r + 1];
      const double clear =
          std::max(after_row_[r] > 0 ? spacing::frame_clearance : 0, gap - after_row_[r]);
      const double next_clear =
          std::max(next_room > 0 ? spacing::frame_clearance : 0, next_gap - next_room);
      channel_top_.push_back(at + after_row_[r] + clear);
      const double tracks = channels_[r].steps.empty() ? 0 : channels_[r].height;
      const bool busy = !channels_[r].steps.empty();
      if (last) {
        end_ = at + std::max(after_row_[r], busy ? after_row_[r] + clear + tracks : 0);
        break;
      }
      const double least = tips && next_tips ? spacing::straight_gap : gap + next_gap - 8;
      double room = std::max(least - after_row_[r] - next_room, 0.0);
      if (after_row_[r] > 0 || next_room > 0) room = std::max(room, spacing::frame_clearance);
      if (busy) room = std::max(room, clear + tracks + next_clear);
      at += after_row_[r] + room;
    }
  }

  Size turned(Size size) const { return layers_.rightward ? Size{size.height, size.width} : size; }
  Point point(double across, double along) const {
    return layers_.rightward ? Point{along, across} : Point{across, along};
  }
  Rect rect(double low, double high, double begin, double end) const {
    if (layers_.rightward) return {begin, low, end - begin, high - low};
    return {low, begin, high - low, end - begin};
  }
  std::size_t row_of(CellId cell) const {
    return static_cast<std::size_t>(layers_.cells[cell.index()].row);
  }
  double middle(CellId cell) const { return (top_[row_of(cell)] + bottom_[row_of(cell)]) / 2; }
  double begin_of(CellId cell) const {
    return middle(cell) - layers_.cells[cell.index()].along / 2;
  }
  double end_of(CellId cell) const { return middle(cell) + layers_.cells[cell.index()].along / 2; }

  Rect around(CellId id, double centre) const {
    const double half = layers_.cells[id.index()].across / 2;
    return rect(centre - half, centre + half, begin_of(id), end_of(id));
  }

  void place_boxes() {
    for (std::size_t n = 0; n < graph_.nodes.size(); ++n)
      result_.nodes.push_back(around(CellId(n), placement_.centre[n]));
  }

  void place_frames() {
    for (std::size_t f = 0; f < layers_.parents.size(); ++f) {
      const auto first = static_cast<std::size_t>(layers_.extents[f].first);
      const auto last = static_cast<std::size_t>(layers_.extents[f].last);
      result_.frames.push_back(rect(placement_.low[f], placement_.high[f], top_[first] - before_[f],
                                    bottom_[last] + after_[f]));
    }
  }

  void draw(std::size_t e) {
    const CellPath& path = layers_.paths[e];
    Route& route = result_.routes.emplace_back();
    if (path.cells.empty()) {
      draw_loop(e, route);
      return;
    }
    if (is_direct(e)) return draw_direct(e, route);
    const auto& at = lines_[e].at;
    route.points.push_back(point(at.front(), end_of(path.cells.front())));
    for (std::size_t i = 0; i + 1 < at.size(); ++i) {
      const bool last = i + 2 == at.size() && !path.flat;
      const int ref = steps_of_path_[e][i];
      if (ref < 0) continue;
      const std::size_t r = row_of(path.cells[i]);
      const Crossover& step = channels_[r].steps[static_cast<std::size_t>(ref)];
      const double y = channel_top_[r] + channels_[r].offsets[static_cast<std::size_t>(step.track)];
      route.points.push_back(point(at[i], y));
      route.points.push_back(point(last ? lines_[e].entry : at[i + 1], y));
      if (path.flat) route.label = label_on(e, (at[0] + at[1]) / 2, y);
    }
    if (const int ref = entry_of_path_[e]; ref >= 0) {
      const std::size_t r = row_of(path.cells.back());
      const Crossover& step = entries_[r].steps[static_cast<std::size_t>(ref)];
      const double y = top_[r] - spacing::tip_gap - entries_[r].height +
                       entries_[r].offsets[static_cast<std::size_t>(step.track)];
      route.points.push_back(point(lines_[e].entry, y));
      route.points.push_back(point(at.back(), y));
    }
    const CellId end = path.cells.back();
    route.points.push_back(point(at.back(), path.flat ? end_of(end) : begin_of(end)));
    for (std::size_t i = 0; i < path.cells.size(); ++i)
      if (layers_.cells[path.cells[i].index()].kind == CellKind::label)
        route.label = around(path.cells[i], at[i]);
    if (path.reversed) std::reverse(route.points.begin(), route.points.end());
  }

  Rect label_on(std::size_t e, double across, double along) const {
    const Size size = graph_.edges[e].label;
    if (size.width <= 0) return {};
    const Point centre = point(across, along);
    return {centre.x - size.width / 2, centre.y - size.height / 2, size.width, size.height};
  }

  // Out of the box at its far side and back into it; the later of several go round the others.
  void draw_loop(std::size_t e, Route& route) {
    const NodeId node = graph_.edges[e].from;
    const CellId box(node.index());
    const Cell& cell = layers_.cells[box.index()];
    double from = placement_.centre[box.index()] + cell.across / 2;
    int later = 0;
    for (std::size_t other = 0; other < graph_.edges.size(); ++other) {
      const Edge& edge = graph_.edges[other];
      if (edge.from != node || edge.to != node) continue;
      if (other < e) from += spacing::loop_reach + turned(edge.label).width;
      later += other > e ? 1 : 0;
    }
    const double side = placement_.centre[box.index()] + cell.across / 2;
    const double label = turned(graph_.edges[e].label).width;
    const double out = from + spacing::loop_reach + label / 2;
    const bool alone = later == 0 && from == side;
    const double widest = alone ? std::min(cell.along / 2 - 10, 18.0) : cell.along / 2 - 6;
    const double half = std::max(4.0, widest - later * spacing::crowded_gap);
    route.points = {point(side, middle(box) - half), point(out, middle(box) - half),
                    point(out, middle(box) + half), point(side, middle(box) + half)};
    route.label = label_on(e, out, middle(box));
  }

  void fit_to_origin() {
    double left = 1e18, top = 1e18, right = -1e18, bottom = -1e18;
    auto cover = [&](double x0, double y0, double x1, double y1) {
      left = std::min(left, x0);
      top = std::min(top, y0);
      right = std::max(right, x1);
      bottom = std::max(bottom, y1);
    };
    auto cover_rect = [&](const Rect& r) { cover(r.x, r.y, r.right(), r.bottom()); };
    for (const Rect& r : result_.nodes) cover_rect(r);
    for (const Rect& r : result_.frames) cover_rect(r);
    for (const Route& route : result_.routes) {
      if (route.label.width > 0) cover_rect(route.label);
      for (const Point& p : route.points) cover(p.x, p.y, p.x, p.y);
    }
    if (left > right) return;
    auto shift = [&](auto& place) {
      place.x -= left;
      place.y -= top;
    };
    for (Rect& r : result_.nodes) shift(r);
    for (Rect& r : result_.frames) shift(r);
    for (Route& route : result_.routes) {
      if (route.label.width > 0) shift(route.label);
      for (Point& p : route.points) shift(p);
    }
    result_.size = {right - left, bottom - top};
  }

  const Graph& graph_;
  const Layers& layers_;
  const Placement& placement_;
  const std::vector<Line>& lines_;
  std::size_t rows_;
  std::vector<Channel> channels_;                // below each row
  std::vector<Channel> entries_;                 // between each row and the titles above it
  std::vector<std::vector<int>> steps_of_path_;  // by link, -1 where it runs straight
  std::vector<int> entry_of_path_;
  std::vector<double> tip_before_, tip_after_;  // by row, where it holds boxes
  std::vector<double> before_, after_;          // by frame
  std::vector<double> before_row_, after_row_;  // the most of them by row
  std::vector<double> top_, bottom_, channel_top_;
  double end_ = 0;
  Arrangement result_;
};

}  // namespace

Arrangement route(const Graph& graph, const Layers& layers, const Placement& placement,
                  const std::vector<Line>& lines) {
  return Routing(graph, layers, placement, lines).run();
}

}  // namespace joist::layout
