// Writes a picture as SVG.
#include "emit/svg.hpp"

#include <algorithm>
#include <array>
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

// Which colours an element has, for its classes.
struct Painted {
  Color fill = Color::none, stroke = Color::none, color = Color::none;
};

class Writer {
 public:
  explicit Writer(const Drawing& drawing)
      : picture_(drawing.picture),
        palette_(drawing.palette),
        theme_(drawing.palette.is_fixed() ? Theme::light : drawing.theme),
        prefix_(drawing.prefix) {
    const auto page = theme_ == Theme::dark ? scene::Theme::dark : scene::Theme::light;
    for (std::size_t i = 0; i < scene::color_count; ++i) {
      hex_.push_back(fmt::format("#{:06x}", palette_.value(static_cast<Color>(i), page)));
    }
    for (auto& of_property : used_) of_property.assign(hex_.size(), false);
  }

  std::string write();

 private:
  enum Property : std::size_t { color_property, fill_property, stroke_property };
  static constexpr std::string_view properties[] = {"color", "fill", "stroke"};

  void write_head(std::string_view body_styles);
  std::string styles() const;
  void write_group(const layout::Group& group);
  void write_item(const layout::Path& path);
  void write_item(const layout::Box& box);
  void write_item(const layout::Circle& circle);
  void write_item(const layout::Words& words);
  void write_item(const layout::Mark& mark);

  // Texts as they are, numbers rounded.
  void put_one(std::string_view text) { out_ += text; }
  void put_one(double value) { append_rounded(out_, value); }
  template <class... Parts>
  void put(const Parts&... parts) {
    (put_one(parts), ...);
  }

  void paint(Property property, Color color);
  void style(const Style& style);
  void classes(const Painted& painted);
  void data(const layout::Path& path);
  void look(const layout::Run& run);

  // With others, which may be of other themes, so that its styles hold for it alone.
  bool shares_page() const { return prefix_ != "joist-"; }

  const layout::Picture& picture_;
  const scene::Palette& palette_;
  Theme theme_;
  std::string prefix_;
  std::string out_;
  std::vector<std::string> hex_;           // by colour
  std::array<std::vector<char>, 3> used_;  // by property and colour
  std::set<std::string> ids_;
};

void Writer::data(const layout::Path& path) {
  using Kind = layout::Step::Kind;
  const auto point = [&](Point p) { put(p.x, " ", p.y); };
  for (const layout::Step& step : path.steps) {
    switch (step.kind) {
      case Kind::move:
      case Kind::line:
        put(step.kind == Kind::move ? "M" : "L");
        point(step.points[0]);
        break;
      case Kind::cubic:
        put("C");
        point(step.points[0]);
        put(" ");
        point(step.points[1]);
        put(" ");
        point(step.points[2]);
        break;
      case Kind::close:
        put("Z");
        break;
    }
  }
}

void Writer::paint(Property property, Color color) {
  if (color == Color::none) {
    if (property == fill_property) put(" fill=\"none\"");
    return;
  }
  const auto index = static_cast<std::size_t>(color);
  used_[property][index] = true;
  put(" ", properties[property], "=\"", hex_[index], "\"");
}

void Writer::classes(const Painted& painted) {
  if (theme_ != Theme::automatic) return;
  bool first = true;
  const auto add = [&](std::string_view property, Color color) {
    if (color == Color::none) return;
    put(first ? " class=\"" : " ", "j", property.substr(0, 1), "-", scene::name(color));
    first = false;
  };
  add("fill", painted.fill);
  add("stroke", painted.stroke);
  add("color", painted.color);
  if (!first) put("\"");
}

void Writer::style(const Style& style) {
  paint(fill_property, style.fill);
  if (style.stroke == Color::none) {
    classes({style.fill});
    return;
  }
  if (style.custom.empty())
    paint(stroke_property, style.stroke);
  else
    put(" stroke=\"", escaped(style.custom), "\"");
  if (style.width != 1) put(" stroke-width=\"", style.width, "\"");
  if (style.dash == scene::Stroke::dashed) {
    put(" stroke-dasharray=\"", 4 + style.width, " ", 3 + style.width, "\"");
  } else if (style.dash == scene::Stroke::dotted) {
    put(" stroke-dasharray=\"0.1 ", 2.5 + 1.2 * style.width, "\" stroke-linecap=\"round\"");
  }
  classes({style.fill, style.custom.empty() ? style.stroke : Color::none});
}

void Writer::write_item(const layout::Path& path) {
  put("<path d=\"");
  data(path);
  put("\"");
  style(path.style);
  put("/>\n");
}

void Writer::write_item(const layout::Box& box) {
  const layout::Rect& r = box.rect;
  put("<rect x=\"", r.x, "\" y=\"", r.y, "\" width=\"", r.width, "\" height=\"", r.height, "\"");
  if (box.radius > 0) put(" rx=\"", box.radius, "\"");
  style(box.style);
  put("/>\n");
}

void Writer::write_item(const layout::Circle& circle) {
  put("<circle cx=\"", circle.center.x, "\" cy=\"", circle.center.y, "\" r=\"", circle.radius,
      "\"");
  style(circle.style);
  put("/>\n");
}

void Writer::look(const layout::Run& run) {
  paint(fill_property, run.color);
  classes({run.color});
  if (run.weight == scene::Weight::bold) put(" font-weight=\"bold\"");
  put(">");
  append_escaped(out_, run.text);
}

void Writer::write_item(const layout::Words& words) {
  put("<text x=\"", words.at.x, "\" y=\"", words.at.y, "\" font-size=\"", words.size, "\"");
  if (words.anchor != Anchor::start) {
    put(words.anchor == Anchor::middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
  }
  put(" textLength=\"", words.width, "\" lengthAdjust=\"spacingAndGlyphs\"");
  if (words.runs.size() == 1) {
    look(words.runs[0]);
  } else {
    put(" xml:space=\"preserve\">");
    for (const layout::Run& run : words.runs) {
      put("<tspan");
      look(run);
      put("</tspan>");
    }
  }
  put("</text>\n");
}

void Writer::write_item(const layout::Mark& mark) {
  const IconParts parts = icon_parts(mark.markup);
  if (parts.body.empty()) return;
  const double scale = std::min(mark.rect.width / parts.width, mark.rect.height / parts.height);
  put("<g transform=\"translate(", mark.rect.x, " ", mark.rect.y, ") scale(",
      fmt::format("{:.4g}", scale), ")\"");
  if (mark.custom.empty()) {
    paint(color_property, mark.color);
    classes({Color::none, Color::none, mark.color});
  } else {
    put(" color=\"", escaped(mark.custom), "\"");
  }
  put(parts.attributes, " aria-hidden=\"true\">", parts.body, "</g>\n");
}

void Writer::write_group(const layout::Group& group) {
  if (!group.link.empty()) put("<a href=\"", escaped(group.link), "\">\n");
  put("<g");
  if (!group.id.empty()) {
    std::string id = prefix_ + as_id(group.id);
    for (int again = 2; !ids_.insert(id).second; ++again) {
      id = fmt::format("{}{}-{}", prefix_, as_id(group.id), again);
    }
    put(" id=\"", id, "\"");
  }
  put(" class=\"joist-", group.name, "\"");
  if (group.spoken.empty())
    put(group.id.empty() ? " aria-hidden=\"true\">\n" : ">\n");
  else
    put(" role=\"graphics-symbol\" aria-label=\"", escaped(group.spoken), "\">\n");
  if (!group.tooltip.empty()) put("<title>", escaped(group.tooltip), "</title>\n");
  for (const layout::Item& item : group.items) {
    std::visit([&](const auto& one) { write_item(one); }, item);
  }
  put("</g>\n");
  if (!group.link.empty()) put("</a>\n");
}

std::string Writer::styles() const {
  if (theme_ != Theme::automatic) return {};
  std::string css = "<style>@media (prefers-color-scheme: dark) {\n";
  for (std::size_t property = 0; property < used_.size(); ++property) {
    const std::string_view name = properties[property];
    for (std::size_t i = 0; i < scene::color_count; ++i) {
      if (!used_[property][i]) continue;
      const auto color = static_cast<Color>(i);
      if (shares_page()) css += fmt::format("#{}picture ", prefix_);
      css += fmt::format(".j{}-{} {{ {}: #{:06x} }}\n", name.front(), scene::name(color), name,
                         palette_.value(color, scene::Theme::dark));
    }
  }
  return css + "}</style>\n";
}

void Writer::write_head(std::string_view body_styles) {
  const std::string width = rounded(picture_.size.width), height = rounded(picture_.size.height);
  out_ += fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\"{5} viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"graphics-document document\" "
      "aria-roledescription=\"{4}\" aria-labelledby=\"{2}title-text\" "
      "aria-describedby=\"{2}desc\" "
      "font-family=\"{3}\">\n",
      width, height, prefix_, fonts, picture_.kind,
      shares_page() ? fmt::format(" id=\"{}picture\"", prefix_) : "");
  out_ += fmt::format("<title id=\"{}title-text\">{}</title>\n", prefix_, escaped(picture_.title));
  out_ += fmt::format("<desc id=\"{}desc\">{}</desc>\n", prefix_, escaped(picture_.description));
  out_ += body_styles;
}

std::string Writer::write() {
  write_item(layout::Box{{0, 0, picture_.size.width, picture_.size.height},
                         0,
                         {Color::canvas, Color::none, 0, {}, {}}});
  for (const layout::Group& group : picture_.groups) write_group(group);
  put("</svg>\n");
  // Which colours occur is known only now; the body, which may be large, is not copied for that.
  std::string body = std::move(out_);
  out_.clear();
  write_head(styles());
  body.insert(0, out_);
  return body;
}

}  // namespace

std::string write_svg(const Drawing& drawing) {
  return Writer(drawing).write();
}

}  // namespace joist::emit
