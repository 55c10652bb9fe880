// A Mermaid flowchart, for pages that draw those.
#include <fmt/core.h>

#include "base/json.hpp"
#include "emit/emitter.hpp"
#include "emit/nested.hpp"
#include "emit/words.hpp"
#include "emit/xml.hpp"

namespace joist::emit::formats {
namespace {

using scene::Shape;

// Mermaid's own words cannot be ids; a prefix keeps clear of all of them.
std::string id_of(std::string_view id) {
  std::string result = "n_";
  for (char c : id) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain)
      result += c;
    else
      result += c == '.' ? std::string("__") : fmt::format("_{:02x}", byte);
  }
  return result;
}

// Mermaid has entities of its own, `#39;` without `&`: what it would read as a sign, as HTML, as
// mathematics (`$$`), as an icon (`fa:fa-car`) or as a break (`\n`) is written so.
std::string quoted_label(std::string_view text) {
  constexpr std::string_view signs = "\"#&<>`\\";
  std::string result = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const std::string_view rest = text.substr(i);
    const bool special = rest.starts_with("$$") || rest.starts_with(":fa-");
    if (c == '\n')
      result += "<br/>";
    else if (special || signs.find(c) != signs.npos)
      result += fmt::format("#{};", static_cast<int>(c));
    else if (static_cast<unsigned char>(c) >= 0x20)
      result += c;
  }
  return result + "\"";
}

struct Brackets {
  const char *open, *close;
};

Brackets brackets(Shape shape) {
  switch (shape) {
    case Shape::source:
      return {"([", "])"};
    case Shape::split:
      return {"{{", "}}"};
    case Shape::store:
      return {"[(", ")]"};
    case Shape::queue:
      return {"[/", "/]"};
    case Shape::cache:
      return {"(", ")"};
    case Shape::compute:
      return {"[[", "]]"};
    case Shape::closed:
      return {"[[", "]]"};
    default:
      return {"[", "]"};
  }
}

class Writer final : public NestedWriter {
 public:
  using NestedWriter::NestedWriter;

 private:
  void open(const scene::Panel& panel, std::size_t depth) override {
    out += fmt::format("{}subgraph {}[{}]\n", indent(depth), id_of("group." + panel.id),
                       quoted_label(panel.label));
  }
  void close(std::size_t depth) override { out += indent(depth) + "end\n"; }
  void box(const scene::Box& box, std::size_t depth) override {
    const Brackets around = brackets(box.shape);
    out += fmt::format("{}{}{}{}{}\n", indent(depth), id_of(box.id), around.open,
                       quoted_label(words_of(box)), around.close);
  }
};

std::string line_of(const scene::Scene& scene, const scene::Line& line) {
  const std::string label = words_of(line);
  const char* arrow = line.stroke == scene::Stroke::dotted   ? "---"
                      : line.stroke == scene::Stroke::dashed ? "-.->"
                      : line.hot                             ? "==>"
                                                             : "-->";
  return fmt::format("  {} {}{} {}\n", id_of(scene.boxes[line.from.index()].id), arrow,
                     label.empty() ? "" : fmt::format("|{}|", quoted_label(label)),
                     id_of(scene.boxes[line.to.index()].id));
}

// A title stands before the flowchart, as YAML; its own text is no Markdown and knows no entities.
std::string title_of(const scene::Scene& scene) {
  if (scene.title.empty()) return {};
  return fmt::format("---\ntitle: {}\n---\n", json_string(scene.title));
}

Written write(const Drawing& drawing) {
  const scene::Scene& scene = drawing.scene;
  std::string out = title_of(scene);
  out += scene.direction == "right" ? "flowchart LR\n" : "flowchart TB\n";
  Writer writer(scene);
  out += writer.write();
  for (const scene::Line& line : scene.lines) out += line_of(scene, line);
  std::string over;
  for (const scene::Box& box : scene.boxes) {
    if (box.meter && box.meter->band == scene::Band::over) {
      over += fmt::format("{}{}", over.empty() ? "" : ",", id_of(box.id));
    }
  }
  if (!over.empty()) {
    out += fmt::format("  classDef over stroke:#d4303a,stroke-width:3px\n  class {} over\n", over);
  }
  return {std::move(out), {}, {}};
}

}  // namespace

extern const Emitter mermaid;
constinit const Emitter mermaid{"mermaid",    "mmd mermaid", "a Mermaid flowchart",
                                Needs::scene, false,         write};

}  // namespace joist::emit::formats
