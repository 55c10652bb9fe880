// Writes a picture as SVG.
#include "emit/svg.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "emit/xml.hpp"

namespace joist::emit {
namespace {

using layout::Anchor;
using layout::Point;
using layout::Style;
using scene::Color;

constexpr std::string_view fonts = "Arial, Helvetica, 'Liberation Sans', sans-serif";

class Writer {
 public:
  Writer(const layout::Picture& picture, Theme theme, std::string_view prefix)
      : picture_(picture), theme_(theme), prefix_(prefix) {}

  std::string write();

 private:
  void write_head(std::string_view body_styles);
  std::string styles() const;
  void write_group(const layout::Group& group);
  void write_item(const layout::Path& path);
  void write_item(const layout::Box& box);
  void write_item(const layout::Circle& circle);
  void write_item(const layout::Words& words);
  void write_item(const layout::Mark& mark);

  std::string hex(Color color) const;
  // `property` is "fill", "stroke" or "color"; its class is known by its first letter.
  std::string painted(std::string_view property, Color color, std::vector<std::string>& classes);
  std::string style(const Style& style);
  std::string class_attribute(const std::vector<std::string>& classes) const;

  const layout::Picture& picture_;
  Theme theme_;
  std::string prefix_;
  std::string out_;
  std::set<std::pair<std::string, Color>> used_;  // property and colour
  std::set<std::string> ids_;
};

std::string point(Point p) {
  return rounded(p.x) + " " + rounded(p.y);
}

std::string data_of(const layout::Path& path) {
  using Kind = layout::Step::Kind;
  std::string data;
  for (const layout::Step& step : path.steps) {
    switch (step.kind) {
      case Kind::move:
        data += "M" + point(step.points[0]);
        break;
      case Kind::line:
        data += "L" + point(step.points[0]);
        break;
      case Kind::cubic:
        data += fmt::format("C{} {} {}", point(step.points[0]), point(step.points[1]),
                            point(step.points[2]));
        break;
      case Kind::close:
        data += "Z";
        break;
    }
  }
  return data;
}

std::string Writer::hex(Color color) const {
  const scene::Paint& paint = scene::paint(color);
  return fmt::format("#{:06x}", theme_ == Theme::dark ? paint.dark : paint.light);
}

std::string Writer::painted(std::string_view property, Color color,
                            std::vector<std::string>& classes) {
  if (color == Color::none) return property == "fill" ? " fill=\"none\"" : "";
  classes.push_back(fmt::format("j{}-{}", property.front(), scene::paint(color).name));
  used_.emplace(property, color);
  return fmt::format(" {}=\"{}\"", property, hex(color));
}

std::string Writer::class_attribute(const std::vector<std::string>& classes) const {
  if (theme_ != Theme::automatic || classes.empty()) return {};
  std::string all;
  for (const std::string& one : classes) all += (all.empty() ? "" : " ") + one;
  return fmt::format(" class=\"{}\"", all);
}

std::string Writer::style(const Style& style) {
  std::vector<std::string> classes;
  std::string text = painted("fill", style.fill, classes);
  if (style.stroke == Color::none) return text + class_attribute(classes);
  if (style.custom.empty())
    text += painted("stroke", style.stroke, classes);
  else
    text += fmt::format(" stroke=\"{}\"", escaped(style.custom));
  if (style.width != 1) text += fmt::format(" stroke-width=\"{}\"", rounded(style.width));
  if (style.dash == scene::Stroke::dashed) {
    text += fmt::format(" stroke-dasharray=\"{} {}\"", rounded(4 + style.width),
                        rounded(3 + style.width));
  } else if (style.dash == scene::Stroke::dotted) {
    text += fmt::format(" stroke-dasharray=\"0.1 {}\" stroke-linecap=\"round\"",
                        rounded(2.5 + 1.2 * style.width));
  }
  return text + class_attribute(classes);
}

void Writer::write_item(const layout::Path& path) {
  out_ += fmt::format("<path d=\"{}\"{}/>\n", data_of(path), style(path.style));
}

void Writer::write_item(const layout::Box& box) {
  const layout::Rect& r = box.rect;
  out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", rounded(r.x),
                      rounded(r.y), rounded(r.width), rounded(r.height));
  if (box.radius > 0) out_ += fmt::format(" rx=\"{}\"", rounded(box.radius));
  out_ += style(box.style) + "/>\n";
}

void Writer::write_item(const layout::Circle& circle) {
  out_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>\n", rounded(circle.center.x),
                      rounded(circle.center.y), rounded(circle.radius), style(circle.style));
}

void Writer::write_item(const layout::Words& words) {
  const auto look = [&](const layout::Run& run) {
    std::vector<std::string> classes;
    std::string text = painted("fill", run.color, classes);
    text += class_attribute(classes);
    return run.weight == scene::Weight::bold ? text + " font-weight=\"bold\"" : text;
  };
  out_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\"", rounded(words.at.x),
                      rounded(words.at.y), rounded(words.size));
  if (words.anchor != Anchor::start) {
    out_ += words.anchor == Anchor::middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"";
  }
  out_ += fmt::format(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", rounded(words.width));
  if (words.runs.size() == 1) {
    out_ += look(words.runs[0]) + ">" + escaped(words.runs[0].text);
  } else {
    out_ += " xml:space=\"preserve\">";
    for (const layout::Run& run : words.runs) {
      out_ += fmt::format("<tspan{}>{}</tspan>", look(run), escaped(run.text));
    }
  }
  out_ += "</text>\n";
}

void Writer::write_item(const layout::Mark& mark) {
  const IconParts parts = icon_parts(mark.markup);
  if (parts.body.empty()) return;
  const double scale = std::min(mark.rect.width / parts.width, mark.rect.height / parts.height);
  std::vector<std::string> classes;
  const std::string color = mark.custom.empty()
                                ? painted("color", mark.color, classes)
                                : fmt::format(" color=\"{}\"", escaped(mark.custom));
  out_ +=
      fmt::format("<g transform=\"translate({} {}) scale({})\"{}{}{} aria-hidden=\"true\">{}</g>\n",
                  rounded(mark.rect.x), rounded(mark.rect.y), fmt::format("{:.4g}", scale), color,
                  class_attribute(classes), parts.attributes, parts.body);
}

void Writer::write_group(const layout::Group& group) {
  if (!group.link.empty()) out_ += fmt::format("<a href=\"{}\">\n", escaped(group.link));
  out_ += "<g";
  if (!group.id.empty()) {
    std::string id = prefix_ + as_id(group.id);
    for (int again = 2; !ids_.insert(id).second; ++again) {
      id = fmt::format("{}{}-{}", prefix_, as_id(group.id), again);
    }
    out_ += fmt::format(" id=\"{}\"", id);
  }
  out_ += fmt::format(" class=\"joist-{}\"", group.name);
  if (group.spoken.empty())
    out_ += group.id.empty() ? " aria-hidden=\"true\">\n" : ">\n";
  else
    out_ += fmt::format(" role=\"graphics-symbol\" aria-label=\"{}\">\n", escaped(group.spoken));
  if (!group.tooltip.empty()) out_ += fmt::format("<title>{}</title>\n", escaped(group.tooltip));
  for (const layout::Item& item : group.items) {
    std::visit([&](const auto& one) { write_item(one); }, item);
  }
  out_ += "</g>\n";
  if (!group.link.empty()) out_ += "</a>\n";
}

std::string Writer::styles() const {
  if (theme_ != Theme::automatic) return {};
  std::string css = "<style>@media (prefers-color-scheme: dark) {\n";
  for (const auto& [property, color] : used_) {
    const scene::Paint& paint = scene::paint(color);
    css += fmt::format(".j{}-{} {{ {}: #{:06x} }}\n", property.front(), paint.name, property,
                       paint.dark);
  }
  return css + "}</style>\n";
}

void Writer::write_head(std::string_view body_styles) {
  const std::string width = rounded(picture_.size.width), height = rounded(picture_.size.height);
  out_ += fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"graphics-document document\" "
      "aria-roledescription=\"architecture diagram\" aria-labelledby=\"{2}title-text {2}desc\" "
      "font-family=\"{3}\">\n",
      width, height, prefix_, fonts);
  out_ += fmt::format("<title id=\"{}title-text\">{}</title>\n", prefix_, escaped(picture_.title));
  out_ += fmt::format("<desc id=\"{}desc\">{}</desc>\n", prefix_, escaped(picture_.description));
  out_ += body_styles;
}

std::string Writer::write() {
  write_item(layout::Box{{0, 0, picture_.size.width, picture_.size.height},
                         0,
                         {Color::canvas, Color::none, 0, {}, {}}});
  for (const layout::Group& group : picture_.groups) write_group(group);
  const std::string body = std::move(out_);
  out_.clear();
  write_head(styles());
  return out_ + body + "</svg>\n";
}

}  // namespace

std::string write_svg(const layout::Picture& picture, Theme theme, std::string_view prefix) {
  return Writer(picture, theme, prefix).write();
}

}  // namespace joist::emit
