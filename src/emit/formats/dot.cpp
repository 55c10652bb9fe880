// Graphviz text that plain `dot` draws well.
#include <fmt/core.h>

#include "emit/emitter.hpp"
#include "emit/nested.hpp"
#include "emit/words.hpp"

namespace joist::emit::formats {
namespace {

using scene::Shape;

// A string of the DOT language; `\n` breaks a line there, and entities of HTML are read in it.
std::string quoted_dot(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\n')
      result += "\\n";
    else if (c == '&')
      result += "&amp;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      result += c;
  }
  return result + "\"";
}

std::string look_of(Shape shape) {
  switch (shape) {
    case Shape::source:
      return "shape=box, style=\"rounded,filled\"";
    case Shape::pass:
      return "shape=box, style=filled";
    case Shape::split:
      return "shape=hexagon, style=filled, margin=0";
    case Shape::cache:
      return "shape=note, style=filled";
    case Shape::store:
      return "shape=cylinder, style=filled";
    case Shape::queue:
      return "shape=cds, style=filled, margin=\"0.2,0.14\"";
    case Shape::compute:
      return "shape=component, style=filled";
    case Shape::external:
      return "shape=box, style=\"dashed,filled\"";
    case Shape::closed:
      return "shape=folder, style=filled";
    case Shape::table:
      return "shape=box, style=filled";
  }
  return "shape=box, style=filled";
}

std::string line_of(const scene::Scene& scene, const scene::Line& line) {
  std::string text =
      fmt::format("{} -> {} [penwidth={:.2g}", quoted_dot(scene.boxes[line.from.index()].id),
                  quoted_dot(scene.boxes[line.to.index()].id), line.width);
  const std::string label = words_of(line);
  if (!label.empty()) text += ", label=" + quoted_dot(" " + label);
  if (line.stroke == scene::Stroke::dashed) text += ", style=dashed";
  if (line.stroke == scene::Stroke::dotted) text += ", style=dotted, constraint=false";
  if (line.head == scene::Head::none) text += ", arrowhead=none";
  if (line.head == scene::Head::read) text += ", arrowhead=empty";
  if (line.head == scene::Head::both) text += ", arrowhead=normalempty";
  if (line.hot) text += ", color=\"#2450c8\"";
  return text + "];\n";
}

class Writer final : public NestedWriter {
 public:
  using NestedWriter::NestedWriter;

 private:
  void open(const scene::Panel& panel, std::size_t depth) override {
    out += fmt::format("{0}subgraph {1} {{\n{0}  label={2};\n", indent(depth),
                       quoted_dot("cluster_" + panel.id), quoted_dot(panel.label));
  }
  void close(std::size_t depth) override { out += indent(depth) + "}\n"; }
  void box(const scene::Box& box, std::size_t depth) override {
    out += fmt::format("{}{} [label={}, {}", indent(depth), quoted_dot(box.id),
                       quoted_dot(words_of(box)), look_of(box.shape));
    if (box.meter && box.meter->band == scene::Band::over) out += ", color=\"#d4303a\", penwidth=2";
    out += "];\n";
  }
};

Written write(const Drawing& drawing) {
  const scene::Scene& scene = drawing.scene;
  std::string out = fmt::format(
      "digraph {} {{\n"
      "  graph [newrank=true, rankdir={}, fontname=\"Helvetica\", labeljust=l, nodesep=0.4, "
      "ranksep=0.6, style=\"rounded,filled\", color=\"#c3ccd8\", fillcolor=\"#f5f7fa\"];\n"
      "  node [fontname=\"Helvetica\", fontsize=11, fillcolor=white, color=\"#475467\"];\n"
      "  edge [fontname=\"Helvetica\", fontsize=9, color=\"#77849a\"];\n",
      quoted_dot(scene.title.empty() ? "design" : scene.title),
      scene.direction == "right" ? "LR" : "TB");
  if (!scene.title.empty()) {
    out += fmt::format("  label={};\n  labelloc=t;\n", quoted_dot(scene.title));
  }
  Writer writer(scene);
  out += writer.write();
  for (const scene::Line& line : scene.lines) out += "  " + line_of(scene, line);
  return {out + "}\n", {}, {}};
}

}  // namespace

extern const Emitter dot;
constinit const Emitter dot{"dot",        "dot gv", "Graphviz text, to be laid out elsewhere",
                            Needs::scene, false,    write};

}  // namespace joist::emit::formats
