// Title, legend, findings and notes as primitives.
#include "layout/assemble_page.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "layout/assemble_line.hpp"
#include "layout/pen.hpp"
#include "scene/card.hpp"

namespace joist::layout {
namespace {

using scene::Weight;

constexpr std::size_t title_lines = 3, subtitle_lines = 3;
constexpr double title_size = 20, subtitle_size = 13, legend_size = 11;

// Things of one height, from left to right and on to the next row where one is full.
struct Shelf {
  double left, width, row_height, gap;
  double x = 0, y = 0;

  Point place(double item) {
    if (x > 0 && x + item > width) {
      x = 0;
      y += row_height;
    }
    const Point at{left + x, y};
    x += item + gap;
    return at;
  }
};

Color headline_color(scene::Band band) {
  return band == scene::Band::over    ? Color::over_ink
         : band == scene::Band::tight ? Color::tight_ink
                                      : Color::ink;
}

// A little picture of what an entry of the legend means, and its words.
struct Entry {
  std::string text;
  double sample = 26;
  void (*draw)(const Entry& entry, Point left_middle, Group& group) = nullptr;
  scene::Shape shape = scene::Shape::pass;
  scene::Stroke stroke = scene::Stroke::solid;
  scene::Head head = scene::Head::call;
  scene::Band band = scene::Band::fine;
  Color color = Color::line;
};

void draw_shape_sample(const Entry& entry, Point at, Group& group) {
  const RoleColors colors = colors_of(entry.shape);
  Style style{colors.tint, colors.ink, 1.2, scene::Stroke::solid, {}};
  if (entry.shape == scene::Shape::external) style.dash = scene::Stroke::dashed;
  draw_outline(entry.shape, {at.x, at.y - 7, 22, 14}, style, group);
}

void draw_line_sample(const Entry& entry, Point at, Group& group) {
  const double width = entry.color == Color::hot ? 2.5 : 1.6;
  const double end = at.x + entry.sample - 4;
  std::vector<Path> heads;
  draw_head(entry.head, {end, at.y}, {1, 0}, width, entry.color, heads);
  const double length = head_length(entry.head, width);
  group.items.push_back(polygon({at, {end - std::max(0.0, length - 1), at.y}},
                                {Color::none, entry.color, width, entry.stroke, {}}, false));
  for (Path& head : heads) group.items.push_back(std::move(head));
}

void draw_bar_sample(const Entry& entry, Point at, Group& group) {
  const double share = entry.band == scene::Band::over    ? 1
                       : entry.band == scene::Band::tight ? 0.85
                                                          : 0.5;
  draw_bar(share, entry.band, {at.x, at.y - 3, entry.sample - 4, 6}, group);
}

void draw_ring_sample(const Entry&, Point at, Group& group) {
  group.items.push_back(Box{{at.x, at.y - 8, 22, 16}, 6, {Color::none, Color::ring, 1.75, {}, {}}});
  group.items.push_back(Box{{at.x + 4, at.y - 4, 14, 8}, 2, {Color::card, Color::line, 1, {}, {}}});
}

void draw_note_sample(const Entry&, Point at, Group& group) {
  draw_note({at.x, at.y - scene::note_height / 2}, group);
}

Entry line_entry(std::string text, scene::Stroke stroke, scene::Head head,
                 Color color = Color::line) {
  Entry entry{std::move(text), 34, draw_line_sample};
  entry.stroke = stroke;
  entry.head = head;
  entry.color = color;
  return entry;
}

std::vector<Entry> entries_of(const scene::Legend& legend) {
  using scene::Head, scene::Stroke, scene::Band;
  std::vector<Entry> entries;
  for (scene::Shape shape : legend.shapes) {
    entries.push_back({std::string(text(shape)), 28, draw_shape_sample, shape});
  }
  if (legend.calls) {
    entries.push_back(
        line_entry(legend.writes ? "call or write" : "call", Stroke::solid, Head::call));
  }
  if (legend.messages) entries.push_back(line_entry("message", Stroke::dashed, Head::call));
  if (legend.relations) entries.push_back(line_entry("relation", Stroke::dotted, Head::none));
  if (legend.reads) entries.push_back(line_entry("read", Stroke::solid, Head::read));
  if (legend.both) entries.push_back(line_entry("reads and writes", Stroke::solid, Head::both));
  if (!legend.hot.empty()) {
    entries.push_back(line_entry(legend.hot + " (hottest)", Stroke::solid, Head::call, Color::hot));
  }
  const auto bar = [&](bool occurs, std::string text, Band band) {
    if (!occurs) return;
    Entry entry{std::move(text), 34, draw_bar_sample};
    entry.band = band;
    entries.push_back(std::move(entry));
  };
  bar(legend.fine, "utilisation at the peak", Band::fine);
  bar(legend.tight, "little headroom", Band::tight);
  bar(legend.over, "overloaded", Band::over);
  if (legend.note) entries.push_back({"with a note", 14, draw_note_sample});
  if (legend.ring) entries.push_back({"single point of failure", 28, draw_ring_sample});
  return entries;
}

void draw_rule(double left, double y, double width, Group& group) {
  group.items.push_back(
      polygon({{left, y}, {left + width, y}}, {Color::none, Color::rule, 1, {}, {}}, false));
}

}  // namespace

double draw_headlines(const scene::Scene& scene, double left, double top, double width,
                      Group& group) {
  Shelf shelf{left, width, 18, 24, 0, top};
  for (const scene::Headline& line : scene.headlines) {
    const std::vector<Run> runs{{line.value, Weight::bold, headline_color(line.band)},
                                {" " + line.what, Weight::regular, Color::quiet}};
    const Point at = shelf.place(width_of(runs, 12));
    write(group, {at.x, at.y + 12}, runs, 12, Color::canvas);
  }
  return shelf.y + 18;
}

double heading_width(const scene::Scene& scene) {
  constexpr double step = 40, widest = 760;
  const auto lines_at = [](const std::string& text, double width, double size, Weight weight) {
    return scene::wrapped(text, width, size, weight, 20).size();
  };
  double width = 0;
  for (double at = 360; at <= widest; at += step) {
    if (lines_at(scene.title, at, title_size, Weight::bold) <= 2 &&
        lines_at(scene.subtitle, at, subtitle_size, Weight::regular) <= subtitle_lines)
      break;
    width = at + step;
  }
  return std::min(width, widest);
}

double draw_heading(const scene::Scene& scene, double left, double top, double width,
                    Picture& into) {
  Group group{"title", "heading", {}, {}, {}, {}};
  double y = top;
  for (const std::string& line :
       scene::wrapped(scene.title, width, title_size, Weight::bold, title_lines)) {
    write(group, {left, y + 19}, line, title_size, Weight::bold, Color::ink, Color::canvas);
    y += 26;
  }
  for (const std::string& line :
       scene::wrapped(scene.subtitle, width, subtitle_size, Weight::regular, subtitle_lines)) {
    write(group, {left, y + 13}, line, subtitle_size, Weight::regular, Color::quiet, Color::canvas);
    y += 18;
  }
  if (!scene.headlines.empty()) y = draw_headlines(scene, left, y + 6, width, group);
  if (group.items.empty()) return top;
  into.groups.push_back(std::move(group));
  return y + 20;
}

double draw_legend(const scene::Scene& scene, double left, double top, double width,
                   Picture& into) {
  Group group{"legend", "legend", "Legend", {}, {}, {}};
  const std::vector<Entry> entries = entries_of(scene.legend);
  if (entries.empty()) return top;
  draw_rule(left, top + 4, width, group);
  Shelf shelf{left, width, 22, 20, 0, top + 24};
  for (const Entry& entry : entries) {
    const Point at = shelf.place(entry.sample + 2 + scene::text_width(entry.text, legend_size));
    entry.draw(entry, at, group);
    write(group, {at.x + entry.sample + 2, at.y + 4}, entry.text, legend_size, Weight::regular,
          Color::quiet, Color::canvas);
  }
  into.groups.push_back(std::move(group));
  return shelf.y + 14;
}

double draw_finding(const scene::ListedFinding& finding, double left, double top, double width,
                    Group& group) {
  draw_badge(scene::badge_text(finding.badge), finding.badge.severity, {left, top}, group);
  const double indent = 40;
  double y = top;
  const auto put = [&](const std::string& text, Color color) {
    for (auto& line : flowed(text, width - indent, small_size, color)) {
      write(group, {left + indent, y + 11.8}, std::move(line), small_size, Color::canvas);
      y += 15.5;
    }
  };
  put(finding.message, Color::ink);
  if (!finding.help.empty()) put("\u2192 " + finding.help, Color::quiet);
  return std::max(y, top + scene::badge_height) + 6;
}

double draw_findings(const scene::Scene& scene, double left, double top, double width,
                     Picture& into) {
  if (scene.findings.empty()) return top;
  // A long list takes narrower columns rather than more of the page.
  const double enough = scene.findings.size() > 6 ? 720 : 1000;
  const bool two_columns = width >= enough && scene.findings.size() > 1;
  const double gap = 36, column = two_columns ? (width - gap) / 2 : width;
  double y = top + 16;
  Group rule{{}, "rule", {}, {}, {}, {}};
  draw_rule(left, top + 4, width, rule);
  into.groups.push_back(std::move(rule));
  const std::size_t count = scene.findings.size(), rows = two_columns ? (count + 1) / 2 : count;
  double lowest = y;
  for (std::size_t i = 0; i < count; ++i) {
    const scene::ListedFinding& finding = scene.findings[i];
    if (i == rows) y = top + 16;
    Group group{{}, "finding", without_backticks(finding.message), {}, {}, {}};
    if (finding.badge.number > 0) group.id = "finding-" + std::to_string(finding.badge.number);
    y = draw_finding(finding, i < rows ? left : left + column + gap, y, column, group);
    lowest = std::max(lowest, y);
    into.groups.push_back(std::move(group));
  }
  return lowest;
}

double draw_notes(const scene::Scene& scene, double left, double top, double width, Picture& into) {
  std::vector<std::string> notes = scene.notes;
  if (scene.more_findings > 0) {
    notes.insert(notes.begin(), "and " + std::to_string(scene.more_findings) +
                                    " more findings: `joist check` lists them");
  }
  if (notes.empty()) return top;
  Group group{{}, "notes", {}, {}, {}, {}};
  double y = top + 4;
  for (const std::string& note : notes) {
    for (auto& line : flowed(note, width, small_size, Color::quiet)) {
      write(group, {left, y + 11.8}, std::move(line), small_size, Color::canvas);
      y += 15.5;
    }
  }
  into.groups.push_back(std::move(group));
  return y + 4;
}

}  // namespace joist::layout
