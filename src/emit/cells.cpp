// Boxes, pills and titles as lines of text, and a graph of their sizes.
#include "emit/cells.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "base/text.hpp"
#include "emit/words.hpp"
#include "layout/assemble.hpp"
#include "layout/spacing.hpp"
#include "scene/card.hpp"

namespace joist::emit {
namespace {

constexpr int bar_cells = 8;

double cells(double count, double size) {
  return count * size;
}

std::size_t widest(const std::vector<std::string>& lines) {
  std::size_t width = 0;
  for (const std::string& line : lines) width = std::max(width, display_width(line));
  return width;
}

std::string badge(const scene::Badge& badge) {
  return fmt::format(" [{}{}]", sign_of(badge.severity), badge.number);
}

// "██████░░ 73%": full cells, and lighter ones where it is over.
std::string bar(const scene::Meter& meter) {
  const double share = std::clamp(meter.utilization, 0.0, 1.0);
  const int full = static_cast<int>(std::lround(share * bar_cells));
  const char* cell = meter.band == scene::Band::over ? "\u2593" : "\u2588";
  std::string text;
  for (int i = 0; i < bar_cells; ++i) text += i < full ? cell : "\u2591";
  return fmt::format("{} {}", text, meter.share);
}

}  // namespace

std::vector<std::string> cell_lines(const scene::Box& box) {
  std::vector<std::string> lines = box.label_lines;
  if (lines.empty()) lines.push_back(box.label);
  for (const scene::Badge& one : box.badges) lines.front() += badge(one);
  if (box.more_badges > 0) lines.front() += fmt::format(" [+{}]", box.more_badges);
  const std::string quiet = quiet_words(box);
  if (!quiet.empty()) lines.push_back(quiet);
  if (box.meter) {
    lines.push_back(box.meter->load);
    lines.push_back(bar(*box.meter));
  }
  for (const scene::CardRow& row : box.rows) lines.push_back(row_words(row));
  if (box.more_rows > 0) lines.push_back(scene::more_rows_text(box));
  if (box.ring) lines.push_back("single point of failure");
  return lines;
}

std::string cell_title(const scene::Panel& panel) {
  std::string title = panel.label;
  if (!panel.quiet.empty()) title += fmt::format(" ({})", panel.quiet);
  for (const scene::Badge& one : panel.badges) title += badge(one);
  return title;
}

namespace {

// The most lines that lead into one box, or out of it: those of a side, where the flow is level.
std::vector<int> lines_of_sides(const layout::Graph& graph) {
  std::vector<int> in(graph.nodes.size(), 0), out(graph.nodes.size(), 0);
  for (const layout::Edge& edge : graph.edges) {
    if (edge.from == edge.to) continue;
    ++(edge.backward ? in : out)[edge.from.index()];
    ++(edge.backward ? out : in)[edge.to.index()];
  }
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = std::max(in[i], out[i]);
  return in;
}

// High enough for each of so many lines to end in a row of its own, between the corners.
double side_of(int lines) {
  const double rows = (layout::spacing::port_gap * (lines - 1) + 1) / cell_height;
  return cells(std::ceil(rows) + 2, cell_height);
}

}  // namespace

layout::Graph cell_graph(const scene::Scene& scene) {
  layout::Graph graph = layout::graph_of(scene);
  const std::vector<int> sides = lines_of_sides(graph);
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const std::vector<std::string> lines = cell_lines(scene.boxes[i]);
    graph.nodes[i].size = {cells(static_cast<double>(widest(lines)) + 4, cell_width),
                           cells(static_cast<double>(lines.size()) + 2, cell_height)};
    graph.nodes[i].sides.height = side_of(sides[i]);
  }
  for (std::size_t i = 0; i < graph.frames.size(); ++i) {
    const double width = static_cast<double>(display_width(cell_title(scene.panels[i]))) + 6;
    graph.frames[i].title = {cells(width, cell_width), cell_height};
  }
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    const std::vector<std::string> lines = rows_of(scene.lines[i]);
    if (lines.empty()) continue;
    graph.edges[i].label = {cells(static_cast<double>(widest(lines)) + 2, cell_width),
                            cells(static_cast<double>(lines.size()), cell_height)};
  }
  return graph;
}

}  // namespace joist::emit
