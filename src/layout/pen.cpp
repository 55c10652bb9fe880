// Primitives and prose for a picture.
#include "layout/pen.hpp"

#include <algorithm>
#include <cmath>

namespace joist::layout {
namespace {

// The point `distance` away from `from` on the way to `to`.
Point towards(Point from, Point to, double distance) {
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  if (length == 0) return from;
  return {from.x + (to.x - from.x) * distance / length,
          from.y + (to.y - from.y) * distance / length};
}

double distance(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

struct Word {
  std::string text;
  bool bold = false;
  bool glued = false;  // no blank before it
};

// A short piece of the language is read as a whole: "gw -> auth | another", "most: 5".
bool stays_whole(std::string_view code) {
  constexpr std::size_t longest = 44;
  return code.size() <= longest &&
         (code.find("->") != std::string_view::npos || code.find(": ") != std::string_view::npos);
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  bool bold = false, glued = false;
  std::string word;
  const auto finish = [&](bool next_glued) {
    if (!word.empty()) {
      words.push_back({word, bold, glued});
      glued = next_glued;
    } else if (!next_glued) {
      glued = false;
    }
    word.clear();
  };
  bool is_whole = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '`') {
      finish(true);
      bold = !bold;
      const std::string_view rest = text.substr(i + 1);
      is_whole = bold && stays_whole(rest.substr(0, rest.find('`')));
    } else if ((c == ' ' && !is_whole) || c == '\n') {
      finish(false);
    } else {
      word += c;
    }
  }
  finish(false);
  if (!words.empty()) words.front().glued = false;
  return words;
}

}  // namespace

Step move_to(Point p) {
  return {Step::Kind::move, {p, {}, {}}};
}
Step line_to(Point p) {
  return {Step::Kind::line, {p, {}, {}}};
}
Step curve_to(Point a, Point b, Point p) {
  return {Step::Kind::cubic, {a, b, p}};
}
Step closing() {
  return {Step::Kind::close, {}};
}

Path polygon(const std::vector<Point>& points, const Style& style, bool closed) {
  Path path{{}, style};
  for (const Point& p : points) {
    path.steps.push_back(path.steps.empty() ? move_to(p) : line_to(p));
  }
  if (closed) path.steps.push_back(closing());
  return path;
}

Path rounded(const std::vector<Point>& points, double radius, const Style& style) {
  Path path{{}, style};
  if (points.empty()) return path;
  path.steps.push_back(move_to(points.front()));
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    const Point& bend = points[i];
    const double room = std::min(distance(points[i - 1], bend), distance(bend, points[i + 1])) / 2;
    const double r = std::min(radius, room);
    const Point in = towards(bend, points[i - 1], r), out = towards(bend, points[i + 1], r);
    path.steps.push_back(line_to(in));
    path.steps.push_back(
        curve_to(towards(in, bend, r * kappa), towards(out, bend, r * kappa), out));
  }
  if (points.size() > 1) path.steps.push_back(line_to(points.back()));
  return path;
}

void write(Group& into, Point baseline, std::string_view text, double size, scene::Weight weight,
           Color color, Color on, Anchor anchor) {
  write(into, baseline, {{std::string(text), weight, color}}, size, on, anchor);
}

void write(Group& into, Point baseline, std::vector<Run> runs, double size, Color on,
           Anchor anchor) {
  const double width = width_of(runs, size);
  if (width == 0) return;
  into.items.push_back(Words{baseline, anchor, size, std::move(runs), on, width});
}

double width_of(const std::vector<Run>& runs, double size) {
  double width = 0;
  for (const Run& run : runs) width += scene::text_width(run.text, size, run.weight);
  return width;
}

std::vector<std::vector<Run>> flowed(std::string_view text, double width, double size,
                                     Color color) {
  using scene::Weight;
  std::vector<std::vector<Run>> lines;
  const double blank = scene::text_width(" ", size);
  const std::vector<Word> words = words_of(text);
  const auto weight_of = [](const Word& word) {
    return word.bold ? Weight::bold : Weight::regular;
  };
  // With what is glued to it: `name`, and the comma behind it.
  const auto width_from = [&](std::size_t i) {
    double sum = scene::text_width(words[i].text, size, weight_of(words[i]));
    for (++i; i < words.size() && words[i].glued; ++i)
      sum += scene::text_width(words[i].text, size, weight_of(words[i]));
    return sum;
  };
  double used = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    const Weight weight = weight_of(word);
    std::string piece = scene::elided(word.text, width, size, weight);
    const double wide = scene::text_width(piece, size, weight);
    const double gap = lines.empty() || word.glued ? 0 : blank;
    const double wanted = word.glued ? wide : width_from(i);
    if (lines.empty() || (used > 0 && used + gap + wanted > width)) {
      lines.emplace_back();
      used = 0;
    } else if (gap > 0) {
      piece.insert(0, " ");
      used += gap;
    }
    used += wide;
    auto& line = lines.back();
    if (!line.empty() && line.back().weight == weight)
      line.back().text += piece;
    else
      line.push_back({std::move(piece), weight, color});
  }
  return lines;
}

}  // namespace joist::layout
