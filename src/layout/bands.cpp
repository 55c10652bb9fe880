// Shapes a drawing by the order of its groups. Sizes are guesses from the boxes alone.
#include "layout/bands.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "layout/equals.hpp"
#include "layout/layers.hpp"
#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

struct Footprint {
  double across = 0, along = 0;
};

// What a line between two frames costs, by how many bands it leads on.
double cost(int on, bool equals) {
  if (equals) return 2.0 * std::abs(on);
  if (on == 1) return 0;
  if (on > 1) return 0.7 * (on - 1);
  return on == 0 ? 1.5 : 1.2 - 0.7 * on;
}

struct Flow {
  std::size_t from = 0, to = 0;  // of siblings
  double lines = 0;
  bool equals = false;
};

class Banding {
 public:
  Banding(const Graph& graph, const std::vector<int>& ranks, bool rightward, double shape)
      : graph_(graph),
        ranks_(ranks),
        rightward_(rightward),
        wanted_(shape),
        bands_(graph.frames.size(), -1),
        inner_(graph.frames.size() + 1),
        boxes_(graph.frames.size() + 1),
        flows_(graph.frames.size() + 1) {
    for (std::size_t f = 0; f < graph.frames.size(); ++f)
      inner_[slot(graph.frames[f].parent)].push_back(f);
    for (std::size_t n = 0; n < graph.nodes.size(); ++n)
      boxes_[slot(graph.nodes[n].frame)].push_back(n);
    collect_flows();
    measure_pitch();
  }

  Bands run() {
    shape(FrameId());
    for (bool changed = true; changed;) changed = join_bands();
    return bands_;
  }

 private:
  static std::size_t slot(FrameId frame) { return frame ? frame.index() + 1 : 0; }

  // Nodes that are to share a row cannot stand in groups one after another.
  bool join_bands() {
    bool changed = false;
    for (const auto& nodes : graph_.same_rank) {
      for (const NodeId node : nodes) {
        const auto [a, b] = siblings(graph_, graph_.nodes[nodes.front().index()].frame,
                                     graph_.nodes[node.index()].frame);
        if (!a) continue;
        int &first = bands_[a.index()], &second = bands_[b.index()];
        if (first == second) continue;
        first = second = std::min(first, second);
        changed = true;
      }
    }
    return changed;
  }

  // Lines between siblings, collected where their frames meet.
  void collect_flows() {
    std::map<std::pair<std::size_t, std::size_t>, double> lines;
    for (const Edge& edge : graph_.edges) {
      NodeId from = edge.from, to = edge.to;
      if (edge.backward) std::swap(from, to);
      const auto [a, b] =
          siblings(graph_, graph_.nodes[from.index()].frame, graph_.nodes[to.index()].frame);
      if (!a) continue;
      lines[{a.index(), b.index()}] += edge.weight;
    }
    flows_of_.resize(graph_.frames.size());
    const Equals equals(graph_);
    for (const auto& [pair, weight] : lines) {
      const bool equal = equals.are(FrameId(pair.first), FrameId(pair.second));
      const Flow flow{pair.first, pair.second, weight, equal};
      flows_[slot(graph_.frames[pair.first].parent)].push_back(flow);
      flows_of_[pair.first].push_back(flow);
      flows_of_[pair.second].push_back(flow);
    }
  }

  void measure_pitch() {
    double across = 0, along = 0, label = 0;
    for (const Node& node : graph_.nodes) {
      across += rightward_ ? node.size.height : node.size.width;
      along += rightward_ ? node.size.width : node.size.height;
    }
    const auto count = static_cast<double>(std::max<std::size_t>(graph_.nodes.size(), 1));
    for (const Edge& edge : graph_.edges)
      label = std::max(label, rightward_ ? edge.label.width : edge.label.height);
    across_pitch_ = across / count + spacing::box_gap;
    along_pitch_ = along / count + label + 3 * spacing::straight_gap / 2;
  }

  // The frame's own boxes, by rank.
  Footprint box_shape(FrameId home) const {
    std::map<int, double> rows;
    for (const std::size_t n : boxes_[slot(home)]) rows[ranks_[n]] += across_pitch_;
    Footprint shape;
    for (const auto& [rank, across] : rows) shape.across = std::max(shape.across, across);
    shape.along = static_cast<double>(rows.size()) * along_pitch_;
    return shape;
  }

  Footprint shape(FrameId home) {
    const auto& frames = inner_[slot(home)];
    const Footprint own = box_shape(home);
    Footprint result = own;
    if (!frames.empty()) {
      std::map<std::size_t, Footprint> sizes;
      for (const std::size_t f : frames) sizes[f] = shape(FrameId(f));
      result = fill(home, sizes);
      result.across += own.across / 2;
      result.along = std::max(result.along, own.along);
    }
    if (home) {
      result.across += 2 * spacing::frame_pad + spacing::frame_gap;
      result.along += 2 * spacing::frame_pad + spacing::straight_gap;
    }
    return result;
  }

  Footprint total(const std::vector<std::size_t>& frames,
                  const std::map<std::size_t, Footprint>& sizes, int count) const {
    std::vector<Footprint> bands(static_cast<std::size_t>(count));
    for (const std::size_t f : frames) {
      Footprint& band = bands[static_cast<std::size_t>(bands_[f])];
      band.across += sizes.at(f).across;
      band.along = std::max(band.along, sizes.at(f).along);
    }
    Footprint whole;
    for (const Footprint& band : bands) {
      whole.across = std::max(whole.across, band.across);
      whole.along += band.along;
    }
    return whole;
  }

  // Tries every number of bands.
  Footprint fill(FrameId home, const std::map<std::size_t, Footprint>& sizes) {
    const auto& frames = inner_[slot(home)];
    double best_cost = 1e18;
    Bands best;
    Footprint shape;
    const int all = static_cast<int>(frames.size());
    for (int count = 1; count <= all; count += std::max(1, count / 8)) {
      const double lines = assign(home, sizes, count);
      const Footprint whole = total(frames, sizes, count);
      const double off = std::abs(std::log(whole.across / std::max(whole.along, 1.0) / wanted_));
      const double cost = off + lines_matter * lines;
      if (cost >= best_cost) continue;
      best_cost = cost;
      shape = whole;
      best.clear();
      for (const std::size_t f : frames) best.push_back(bands_[f]);
      if (count == 1) std::fill(best.begin(), best.end(), -1);
    }
    for (std::size_t i = 0; i < frames.size(); ++i) bands_[frames[i]] = best[i];
    return shape;
  }

  // Puts the frames in a row by the flow between them, cuts that into bands, and moves frames while
  // it helps. Returns the mean cost of the lines between them.
  double assign(FrameId home, const std::map<std::size_t, Footprint>& sizes, int count) {
    std::vector<std::size_t> order = sequence(home);
    double all = 0, done = 0;
    for (const std::size_t f : order) all += sizes.at(f).across;
    for (const std::size_t f : order) {
      const double middle = done + sizes.at(f).across / 2;
      bands_[f] = std::min(count - 1, static_cast<int>(middle / all * count));
      done += sizes.at(f).across;
    }
    const double most = 1.35 * all / count;
    for (int round = 0; round < 6; ++round)
      if (!move_frames(home, sizes, count, most)) break;
    double sum = 0, lines = 0;
    for (const Flow& flow : flows_[slot(home)]) {
      sum += flow.lines * cost(bands_[flow.to] - bands_[flow.from], flow.equals);
      lines += flow.lines;
    }
    return lines > 0 ? sum / lines : 0;
  }

  bool move_frames(FrameId home, const std::map<std::size_t, Footprint>& sizes, int count,
                   double most) {
    std::vector<double> filled(static_cast<std::size_t>(count), 0);
    const auto& frames = inner_[slot(home)];
    for (const std::size_t f : frames)
      filled[static_cast<std::size_t>(bands_[f])] += sizes.at(f).across;
    bool moved = false;
    for (const std::size_t f : frames) {
      const int now = bands_[f];
      const double size = sizes.at(f).across;
      int best = now;
      double least = lines_of(f) - 1e-9;
      for (int band = 0; band < count; ++band) {
        const bool full = filled[static_cast<std::size_t>(band)] + size > most;
        const bool last = filled[static_cast<std::size_t>(now)] - size < size / 2;
        if (band == now || full || last) continue;
        bands_[f] = band;
        const double here = lines_of(f);
        if (here >= least) continue;
        least = here;
        best = band;
      }
      bands_[f] = best;
      if (best == now) continue;
      filled[static_cast<std::size_t>(now)] -= size;
      filled[static_cast<std::size_t>(best)] += size;
      moved = true;
    }
    return moved;
  }

  double lines_of(std::size_t frame) const {
    double sum = 0;
    for (const Flow& flow : flows_of_[frame])
      sum += flow.lines * cost(bands_[flow.to] - bands_[flow.from], flow.equals);
    return sum;
  }

  // Sources first: always the frame that has the least flow from those still waiting.
  std::vector<std::size_t> sequence(FrameId home) const {
    std::vector<std::size_t> open = inner_[slot(home)], order;
    std::map<std::size_t, double> balance;
    for (const Flow& flow : flows_[slot(home)]) {
      balance[flow.to] += flow.lines;
      balance[flow.from] -= flow.lines;
    }
    while (!open.empty()) {
      const auto next =
          std::min_element(open.begin(), open.end(), [&](std::size_t a, std::size_t b) {
            return balance[a] != balance[b] ? balance[a] < balance[b] : a < b;
          });
      for (const Flow& flow : flows_of_[*next]) {
        if (flow.from == *next) balance[flow.to] -= flow.lines;
        if (flow.to == *next) balance[flow.from] += flow.lines;
      }
      order.push_back(*next);
      open.erase(next);
    }
    return order;
  }

  static constexpr double lines_matter = 0.5;

  const Graph& graph_;
  const std::vector<int>& ranks_;
  bool rightward_;
  double wanted_;
  Bands bands_;
  std::vector<std::vector<std::size_t>> inner_, boxes_;  // by slot of the home
  std::vector<std::vector<Flow>> flows_;                 // by slot of the home
  std::vector<std::vector<Flow>> flows_of_;              // by frame
  double across_pitch_ = 1, along_pitch_ = 1;
};

}  // namespace

Bands free_bands(const Graph& graph) {
  return Bands(graph.frames.size(), -1);
}

Bands shaped_bands(const Graph& graph, const std::vector<int>& ranks, bool rightward,
                   double shape) {
  return Banding(graph, ranks, rightward, shape).run();
}

Bands sink_bands(const Graph& graph) {
  Bands bands = free_bands(graph);
  std::vector<char> leads(graph.frames.size(), 0);
  std::set<std::pair<FrameId, FrameId>> calls;  // of siblings
  for (const Edge& edge : graph.edges) {
    if (!edge.ranks) continue;
    FrameId from = graph.nodes[edge.from.index()].frame, to = graph.nodes[edge.to.index()].frame;
    if (edge.backward) std::swap(from, to);
    const auto [a, b] = siblings(graph, from, to);
    if (!a) continue;
    leads[a.index()] = 1;
    calls.insert({a, b});
  }
  for (const auto& [from, to] : calls)
    if (leads[to.index()] == 0) {
      bands[from.index()] = 0;
      bands[to.index()] = 1;
    }
  return bands;
}

}  // namespace joist::layout
