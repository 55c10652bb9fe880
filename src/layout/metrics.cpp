// Judges a picture by its geometry alone: nothing here knows how it was made.
#include <algorithm>
#include <cmath>

#include "layout/graph.hpp"

namespace joist::layout {
namespace {

constexpr double tolerance = 0.5;  // pixels; what nobody sees

bool overlap(const Rect& a, const Rect& b) {
  return a.x + tolerance < b.right() && b.x + tolerance < a.right() &&
         a.y + tolerance < b.bottom() && b.y + tolerance < a.bottom();
}

bool inside(const Rect& inner, const Rect& outer) {
  return inner.x >= outer.x - tolerance && inner.y >= outer.y - tolerance &&
         inner.right() <= outer.right() + tolerance && inner.bottom() <= outer.bottom() + tolerance;
}

bool drawn(const Rect& rect) {
  return rect.width > 0 && rect.height > 0;
}

// A piece of a line from one corner to the next; lines are upright or level.
struct Segment {
  std::size_t edge = 0;
  Rect box;
  bool level = false;
};

// Calls `visit(a, b)` for the pairs whose boxes touch, by a sweep from left to right.
template <class Item, class Visit>
void each_touching(const std::vector<Item>& items, const Visit& visit) {
  std::vector<std::size_t> order(items.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return items[a].box.x != items[b].box.x ? items[a].box.x < items[b].box.x : a < b;
  });
  std::vector<std::size_t> open;
  for (const std::size_t i : order) {
    std::size_t kept = 0;
    for (const std::size_t j : open) {
      if (items[j].box.right() < items[i].box.x) continue;
      open[kept++] = j;
      if (items[j].box.y <= items[i].box.bottom() && items[i].box.y <= items[j].box.bottom())
        visit(items[j], items[i]);
    }
    open.resize(kept);
    open.push_back(i);
  }
}

enum class What { box, label, title, frame, piece };

struct Thing {
  What what = What::box;
  std::size_t index = 0;  // of the node, edge or frame
  Rect box;
  bool level = false;
};

bool is_ancestor(const Graph& graph, FrameId above, FrameId frame) {
  for (; frame; frame = graph.frames[frame.index()].parent)
    if (frame == above) return true;
  return false;
}

class Judge {
 public:
  Judge(const Graph& graph, const Arrangement& arrangement) : graph_(graph), a_(arrangement) {}

  Metrics run() {
    collect();
    judge_members();
    each_touching(things_, [&](const Thing& a, const Thing& b) {
      if (static_cast<int>(a.what) <= static_cast<int>(b.what))
        judge(a, b);
      else
        judge(b, a);
    });
    m_.arrows_through_boxes += static_cast<int>(
        std::count_if(through_.begin(), through_.end(), [](char t) { return t != 0; }));
    m_.area = a_.size.width * a_.size.height;
    m_.aspect = a_.size.height > 0 ? a_.size.width / a_.size.height : 1;
    return m_;
  }

 private:
  void collect() {
    for (std::size_t n = 0; n < a_.nodes.size(); ++n)
      things_.push_back({What::box, n, a_.nodes[n], false});
    for (std::size_t f = 0; f < a_.frames.size(); ++f) {
      things_.push_back({What::frame, f, a_.frames[f], false});
      const Rect title = title_place(a_.frames[f], graph_.frames[f].title);
      if (!drawn(title)) continue;
      things_.push_back({What::title, f, title, false});
      if (!inside(title, a_.frames[f])) ++m_.frame_overlaps;
    }
    through_.assign(graph_.edges.size(), 0);
    for (std::size_t e = 0; e < graph_.edges.size(); ++e) {
      if (e >= a_.routes.size() || !attached(e)) {
        ++m_.lost_arrows;
        continue;
      }
      const Route& route = a_.routes[e];
      if (drawn(Rect{0, 0, graph_.edges[e].label.width, graph_.edges[e].label.height})) {
        if (drawn(route.label))
          things_.push_back({What::label, e, route.label, false});
        else
          ++m_.label_overlaps;
      }
      m_.bends += static_cast<int>(route.points.size()) - 2;
      for (std::size_t i = 0; i + 1 < route.points.size(); ++i) add_piece(e, i);
    }
  }

  void add_piece(std::size_t e, std::size_t i) {
    const Point &p = a_.routes[e].points[i], &q = a_.routes[e].points[i + 1];
    const double dx = std::abs(p.x - q.x), dy = std::abs(p.y - q.y);
    m_.length += std::hypot(dx, dy);
    things_.push_back({What::piece, e, {std::min(p.x, q.x), std::min(p.y, q.y), dx, dy}, dx > dy});
  }

  // From the border of its tail to the border of its head.
  bool attached(std::size_t e) const {
    const auto& points = a_.routes[e].points;
    return points.size() >= 2 &&
           on_border(points.front(), a_.nodes[graph_.edges[e].from.index()]) &&
           on_border(points.back(), a_.nodes[graph_.edges[e].to.index()]);
  }
  static bool on_border(const Point& p, const Rect& r) {
    const Rect point{p.x, p.y, 0, 0};
    const bool within = inside(point, r);
    const bool core = p.x > r.x + tolerance && p.x < r.right() - tolerance &&
                      p.y > r.y + tolerance && p.y < r.bottom() - tolerance;
    return within && !core;
  }

  bool owns(FrameId frame, FrameId inner) const { return is_ancestor(graph_, frame, inner); }

  // Every box and frame in all that are said to hold it.
  void judge_members() {
    auto held = [&](const Rect& rect, FrameId frame) {
      for (; frame; frame = graph_.frames[frame.index()].parent)
        if (!inside(rect, a_.frames[frame.index()])) ++m_.frame_overlaps;
    };
    for (std::size_t n = 0; n < a_.nodes.size(); ++n) held(a_.nodes[n], graph_.nodes[n].frame);
    for (std::size_t f = 0; f < a_.frames.size(); ++f) held(a_.frames[f], graph_.frames[f].parent);
  }

  // `a` comes before `b` in the order of What.
  void judge(const Thing& a, const Thing& b) {
    if (a.what == What::piece) {
      if (a.index != b.index) judge_pieces(a, b);
      return;
    }
    if (b.what == What::piece) {
      const bool solid = a.what == What::box || a.what == What::title;
      if (solid && cuts(b, a.box)) through_[b.index] = 1;
      return;
    }
    if (overlap(a.box, b.box)) judge_overlap(a, b);
  }

  void judge_overlap(const Thing& a, const Thing& b) {
    if (b.what == What::frame) {
      const FrameId frame(b.index);
      const bool strange = a.what == What::frame
                               ? !is_ancestor(graph_, FrameId(a.index), frame) &&
                                     !is_ancestor(graph_, frame, FrameId(a.index))
                               : a.what == What::box && !owns(frame, graph_.nodes[a.index].frame);
      if (strange) ++m_.frame_overlaps;
      return;
    }
    if (a.what == What::label || b.what == What::label) {
      ++m_.label_overlaps;
    } else {
      ++m_.box_overlaps;  // a box or a title over another
    }
  }

  static bool cuts(const Thing& piece, const Rect& solid) {
    const Rect core{solid.x + tolerance, solid.y + tolerance, solid.width - 2 * tolerance,
                    solid.height - 2 * tolerance};
    return piece.box.x < core.right() && core.x < piece.box.right() + 1e-9 &&
           piece.box.y < core.bottom() && core.y < piece.box.bottom() + 1e-9;
  }

  // Lines that cross, and lines that run on each other.
  void judge_pieces(const Thing& a, const Thing& b) {
    if (a.level != b.level) {
      const Thing &level = a.level ? a : b, &upright = a.level ? b : a;
      const double x = upright.box.x, y = level.box.y;
      if (x > level.box.x && x < level.box.right() && y > upright.box.y && y < upright.box.bottom())
        ++m_.crossings;
      return;
    }
    const double shared =
        a.level ? std::min(a.box.right(), b.box.right()) - std::max(a.box.x, b.box.x)
                : std::min(a.box.bottom(), b.box.bottom()) - std::max(a.box.y, b.box.y);
    const double apart = a.level ? std::abs(a.box.y - b.box.y) : std::abs(a.box.x - b.box.x);
    if (shared > tolerance && apart < 1) ++m_.crossings;
  }

  const Graph& graph_;
  const Arrangement& a_;
  std::vector<Thing> things_;
  std::vector<char> through_;
  Metrics m_;
};

}  // namespace

Metrics measure(const Graph& graph, const Arrangement& arrangement) {
  return Judge(graph, arrangement).run();
}

}  // namespace joist::layout
