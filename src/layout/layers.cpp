// Rows for a ranked graph: a pill gets a row of its own between two ranks, a long line gets a bend
// in each row that it passes.
#include "layout/layers.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

struct Span {
  int upper = 0, lower = 0;
};

Span span_of(const Graph& graph, const std::vector<int>& ranks, std::size_t edge) {
  const int a = ranks[graph.edges[edge].from.index()], b = ranks[graph.edges[edge].to.index()];
  return {std::min(a, b), std::max(a, b)};
}

bool labelled(const Edge& edge) {
  return edge.label.width > 0 && edge.label.height > 0;
}

// The gap (by the rank above it) in which each edge has its pill, or -1. Short lines have no
// choice; long ones go where pills are already, and among those where there is most room.
std::vector<int> label_gaps(const Graph& graph, const std::vector<int>& ranks, int rank_count) {
  std::vector<int> gap(graph.edges.size(), -1);
  std::vector<double> filled(static_cast<std::size_t>(std::max(rank_count, 1)), 0.0);
  auto put = [&](std::size_t e, int at) {
    gap[e] = at;
    filled[static_cast<std::size_t>(at)] += graph.edges[e].label.width + spacing::line_gap;
  };
  std::vector<std::size_t> open;
  for (std::size_t e = 0; e < graph.edges.size(); ++e) {
    const Span span = span_of(graph, ranks, e);
    if (!labelled(graph.edges[e]) || span.upper == span.lower) continue;
    if (span.lower == span.upper + 1) {
      put(e, span.upper);
    } else {
      open.push_back(e);
    }
  }
  for (const std::size_t e : open) {
    const Span span = span_of(graph, ranks, e);
    int best = -1;
    for (int g = span.upper; g < span.lower; ++g) {
      const double here = filled[static_cast<std::size_t>(g)];
      if (here == 0) continue;
      if (best < 0 || here < filled[static_cast<std::size_t>(best)]) best = g;
    }
    put(e, best < 0 ? span.upper : best);
  }
  return gap;
}

Size turned(Size size, bool rightward) {
  return rightward ? Size{size.height, size.width} : size;
}

int depth(const Graph& graph, FrameId frame) {
  int count = 0;
  for (; frame; frame = graph.frames[frame.index()].parent) ++count;
  return count;
}

class Layering {
 public:
  Layering(const Graph& graph, const std::vector<int>& ranks, bool rightward, Pills pills)
      : graph_(graph), ranks_(ranks), pills_(pills) {
    layers_.rightward = rightward;
  }

  Layers run() {
    number_rows();
    add_boxes();
    layers_.paths.resize(graph_.edges.size());
    for (const Edge& edge : graph_.edges)
      layers_.weights.push_back(
          static_cast<int>(std::lround(4 * std::clamp(edge.weight, 0.25, 16.0))));
    for (std::size_t e = 0; e < graph_.edges.size(); ++e) add_path(e);
    add_frames();
    for (const auto& order : graph_.orders) {
      auto& cells = layers_.orders.emplace_back();
      for (const NodeId node : order) cells.push_back(CellId(node.index()));
    }
    return std::move(layers_);
  }

 private:
  void number_rows() {
    int count = 0;
    for (const int rank : ranks_) count = std::max(count, rank + 1);
    gaps_ = pills_ == Pills::shown ? label_gaps(graph_, ranks_, count)
                                   : std::vector<int>(graph_.edges.size(), -1);
    std::vector<char> pills(static_cast<std::size_t>(count) + 1, 0);
    for (const int gap : gaps_)
      if (gap >= 0) pills[static_cast<std::size_t>(gap)] = 1;
    int row = 0;
    for (int rank = 0; rank < count; ++rank) {
      layers_.rank_rows.push_back(row);
      row += 1 + pills[static_cast<std::size_t>(rank)];
    }
    layers_.row_count = row;
  }

  int row(int rank) const { return layers_.rank_rows[static_cast<std::size_t>(rank)]; }

  void add_boxes() {
    for (std::size_t n = 0; n < graph_.nodes.size(); ++n) {
      const Node& node = graph_.nodes[n];
      Size size = turned(node.size, layers_.rightward);
      size.width = std::max(size.width, turned(node.sides, layers_.rightward).width);
      layers_.cells.push_back({CellKind::box, static_cast<std::uint32_t>(n), node.frame,
                               row(ranks_[n]), size.width, size.height,
                               turned(node.corner, layers_.rightward).width, 0});
    }
    for (const Edge& edge : graph_.edges) {
      if (edge.from != edge.to) continue;
      const Size label = turned(edge.label, layers_.rightward);
      layers_.cells[edge.from.index()].after +=
          spacing::loop_reach + (labelled(edge) ? label.width : 0);
    }
  }

  void add_path(std::size_t e) {
    const Edge& edge = graph_.edges[e];
    if (edge.from == edge.to) return;
    CellPath& path = layers_.paths[e];
    const int from = ranks_[edge.from.index()], to = ranks_[edge.to.index()];
    path.flat = from == to;
    path.reversed = from > to;
    const NodeId upper = path.reversed ? edge.to : edge.from;
    const NodeId lower = path.reversed ? edge.from : edge.to;
    path.cells.push_back(CellId(upper.index()));
    const FrameId frame = common_frame(graph_, graph_.nodes[edge.from.index()].frame,
                                       graph_.nodes[edge.to.index()].frame);
    const int first = row(std::min(from, to)), last = row(std::max(from, to));
    const int pill_row = gaps_[e] < 0 ? -1 : row(gaps_[e]) + 1;
    for (int r = first + 1; r < last; ++r) {
      Cell cell{CellKind::bend, static_cast<std::uint32_t>(e), frame, r, edge.width, 0, 0, 0};
      if (r == pill_row) {
        const Size label = turned(edge.label, layers_.rightward);
        cell.kind = CellKind::label;
        cell.across = label.width;
        cell.along = label.height;
      }
      path.cells.push_back(CellId(layers_.cells.size()));
      layers_.cells.push_back(cell);
    }
    path.cells.push_back(CellId(lower.index()));
    if (!path.flat) add_links(e);
  }

  void add_links(std::size_t e) {
    const auto& cells = layers_.paths[e].cells;
    const double weight = std::clamp(graph_.edges[e].weight, 0.25, 16.0);
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
      const int boxes = (i == 0 ? 1 : 0) + (i + 2 == cells.size() ? 1 : 0);
      const int straight = boxes == 2 ? 1 : boxes == 1 ? 2 : 8;  // long lines above all
      layers_.links.push_back({cells[i], cells[i + 1], static_cast<std::uint32_t>(e),
                               std::max(1, static_cast<int>(std::lround(weight * straight)))});
    }
  }

  void add_frames() {
    for (const Frame& frame : graph_.frames) {
      layers_.parents.push_back(frame.parent);
      layers_.titles.push_back(frame.title);
    }
    layers_.extents.assign(graph_.frames.size(), {layers_.row_count, -1});
    for (const Cell& cell : layers_.cells) {
      for (FrameId f = cell.frame; f; f = graph_.frames[f.index()].parent) {
        Extent& extent = layers_.extents[f.index()];
        extent.first = std::min(extent.first, cell.row);
        extent.last = std::max(extent.last, cell.row);
      }
    }
    add_spacers();
  }

  // A frame that passes a row without having anything there would leave open on which side of it
  // the others stand.
  void add_spacers() {
    std::vector<std::vector<CellId>> held(
        graph_.frames.size());  // by row of the frame, its first cell
    for (std::size_t f = 0; f < held.size(); ++f)
      held[f].resize(
          static_cast<std::size_t>(layers_.extents[f].last - layers_.extents[f].first + 1));
    auto hold = [&](CellId id) {
      const Cell& cell = layers_.cells[id.index()];
      for (FrameId f = cell.frame; f; f = graph_.frames[f.index()].parent) {
        auto& first =
            held[f.index()][static_cast<std::size_t>(cell.row - layers_.extents[f.index()].first)];
        if (!first) first = id;
      }
    };
    for (std::size_t c = 0; c < layers_.cells.size(); ++c) hold(CellId(c));
    for (const FrameId frame : inner_first(layers_.parents)) {
      const std::size_t f = frame.index();
      for (std::size_t i = 0; i < held[f].size(); ++i) {
        if (held[f][i]) continue;
        const CellId spacer(layers_.cells.size());
        layers_.cells.push_back({CellKind::spacer, static_cast<std::uint32_t>(f), frame,
                                 layers_.extents[f].first + static_cast<int>(i), 0, 0, 0, 0});
        hold(spacer);
        layers_.links.push_back({held[f][i - 1], spacer, Link::no_edge, 1});
        if (held[f][i + 1]) layers_.links.push_back({spacer, held[f][i + 1], Link::no_edge, 1});
      }
    }
  }

  const Graph& graph_;
  const std::vector<int>& ranks_;
  Pills pills_;
  std::vector<int> gaps_;
  Layers layers_;
};

}  // namespace

std::vector<FrameId> inner_first(const std::vector<FrameId>& parents) {
  std::vector<std::vector<FrameId>> by_depth;
  for (std::size_t f = 0; f < parents.size(); ++f) {
    std::size_t depth = 0;
    for (FrameId p = parents[f]; p; p = parents[p.index()]) ++depth;
    if (by_depth.size() <= depth) by_depth.resize(depth + 1);
    by_depth[depth].push_back(FrameId(f));
  }
  std::vector<FrameId> order;
  for (std::size_t d = by_depth.size(); d-- > 0;)
    order.insert(order.end(), by_depth[d].begin(), by_depth[d].end());
  return order;
}

FrameId common_frame(const Graph& graph, FrameId a, FrameId b) {
  int da = depth(graph, a), db = depth(graph, b);
  auto up = [&](FrameId& f, int& d) {
    f = graph.frames[f.index()].parent;
    --d;
  };
  while (da > db) up(a, da);
  while (db > da) up(b, db);
  while (a != b) {
    up(a, da);
    up(b, db);
  }
  return a;
}

FrameId outermost_in(const Graph& graph, FrameId home, FrameId frame) {
  while (graph.frames[frame.index()].parent != home) frame = graph.frames[frame.index()].parent;
  return frame;
}

std::pair<FrameId, FrameId> siblings(const Graph& graph, FrameId a, FrameId b) {
  const FrameId home = common_frame(graph, a, b);
  if (a == home || b == home) return {};
  return {outermost_in(graph, home, a), outermost_in(graph, home, b)};
}

Layers layer(const Graph& graph, const std::vector<int>& ranks, bool rightward, Pills pills) {
  return Layering(graph, ranks, rightward, pills).run();
}

}  // namespace joist::layout
