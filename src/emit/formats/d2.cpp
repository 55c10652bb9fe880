// D2 text, to be laid out and drawn by D2.
#include <fmt/core.h>

#include "emit/emitter.hpp"
#include "emit/nested.hpp"
#include "emit/words.hpp"

namespace joist::emit::formats {
namespace {

using scene::Shape;

std::string quoted_d2(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\' || c == '$') result += '\\';
    if (c == '\n')
      result += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20)
      result += c;
  }
  return result + "\"";
}

std::string_view shape_of(Shape shape) {
  switch (shape) {
    case Shape::source:
      return "oval";
    case Shape::split:
      return "hexagon";
    case Shape::cache:
      return "page";
    case Shape::store:
      return "cylinder";
    case Shape::queue:
      return "queue";
    case Shape::compute:
      return "step";
    case Shape::external:
      return "cloud";
    case Shape::closed:
      return "package";
    case Shape::pass:
    case Shape::table:
      return "rectangle";
  }
  return "rectangle";
}

// A box is reached through the groups around it.
std::string path_of(const scene::Scene& scene, const scene::Box& box) {
  std::string path = quoted_d2(box.id);
  for (scene::PanelId panel = box.panel; panel; panel = scene.panels[panel.index()].parent) {
    path = quoted_d2(scene.panels[panel.index()].id) + "." + path;
  }
  return path;
}

class Writer final : public NestedWriter {
 public:
  using NestedWriter::NestedWriter;

 private:
  static std::string blanks(std::size_t depth) { return std::string(2 * depth, ' '); }
  void open(const scene::Panel& panel, std::size_t depth) override {
    out += fmt::format("{}{}: {} {{\n", blanks(depth), quoted_d2(panel.id), quoted_d2(panel.label));
  }
  void close(std::size_t depth) override { out += blanks(depth) + "}\n"; }
  void box(const scene::Box& box, std::size_t depth) override {
    out += fmt::format("{0}{1}: {2} {{\n{0}  shape: {3}\n", blanks(depth), quoted_d2(box.id),
                       quoted_d2(words_of(box)), shape_of(box.shape));
    if (box.meter && box.meter->band == scene::Band::over) {
      out += blanks(depth) + "  style.stroke: \"#d4303a\"\n";
    }
    if (!box.link.empty()) out += fmt::format("{}  link: {}\n", blanks(depth), quoted_d2(box.link));
    out += blanks(depth) + "}\n";
  }
};

std::string line_of(const scene::Scene& scene, const scene::Line& line) {
  const std::string label = words_of(line);
  std::string text = fmt::format("{} {} {}", path_of(scene, scene.boxes[line.from.index()]),
                                 line.stroke == scene::Stroke::dotted ? "--" : "->",
                                 path_of(scene, scene.boxes[line.to.index()]));
  if (!label.empty()) text += ": " + quoted_d2(label);
  text += fmt::format(" {{style.stroke-width: {:.0f}", std::max(1.0, line.width));
  if (line.stroke == scene::Stroke::dashed) text += "; style.stroke-dash: 5";
  if (line.stroke == scene::Stroke::dotted) text += "; style.stroke-dash: 2";
  return text + "}\n";
}

// No box has blanks in its id.
std::string title_of(const scene::Scene& scene) {
  if (scene.title.empty()) return {};
  return fmt::format(
      "\"title of the picture\": {} {{\n  shape: text\n  near: top-center\n"
      "  style.font-size: 24\n  style.bold: true\n}}\n",
      quoted_d2(scene.title));
}

Written write(const Drawing& drawing) {
  const scene::Scene& scene = drawing.scene;
  std::string out = scene.direction == "right" ? "direction: right\n" : "direction: down\n";
  out += title_of(scene);
  Writer writer(scene);
  out += writer.write();
  for (const scene::Line& line : scene.lines) out += line_of(scene, line);
  return {std::move(out), {}, {}};
}

}  // namespace

extern const Emitter d2;
constinit const Emitter d2{"d2", "d2", "D2 text", Needs::scene, false, write};

}  // namespace joist::emit::formats
