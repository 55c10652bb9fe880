// Cards, frames, bars and badges as primitives.
#include <algorithm>
#include <cmath>

#include "layout/assemble.hpp"
#include "layout/pen.hpp"
#include "scene/card.hpp"
#include "scene/measure.hpp"

namespace joist::layout {
namespace {

using scene::Shape;
using scene::Weight;

Rect inset(const Rect& rect, double by) {
  return {rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by};
}

// Where a capital's middle stands above its baseline, in em; puts text in the middle of a box.
constexpr double cap_middle = 0.36;

void draw_ring(const Rect& rect, Group& into) {
  const Style style{Color::none, Color::ring, 1.75, scene::Stroke::solid, {}};
  into.items.push_back(Box{inset(rect, 1), 12, style});
}

void draw_icon(const scene::Box& box, Point at, Group& into) {
  if (box.icon.empty()) return;
  const RoleColors colors = colors_of(box.shape);
  const Rect tile{at.x, at.y, scene::tile_size, scene::tile_size};
  into.items.push_back(Box{tile, 7, {colors.tint, Color::none, 0, {}, {}}});
  into.items.push_back(Mark{inset(tile, 6), box.icon, colors.ink, box.color});
}

Color band_ink(scene::Band band) {
  return band == scene::Band::over    ? Color::over_ink
         : band == scene::Band::tight ? Color::tight_ink
                                      : Color::ink;
}

// The words, then the bar under them.
void draw_meter(const scene::Box& box, double left, double right, double top, Group& into) {
  const double baseline = top + scene::quiet_leading - 3.5;
  const scene::Meter& meter = *box.meter;
  write(into, {left, baseline}, meter.load, scene::quiet_size, Weight::regular, Color::quiet,
        Color::card);
  write(into, {right, baseline}, meter.share, scene::quiet_size, Weight::bold, band_ink(meter.band),
        Color::card, Anchor::end);
  draw_bar(meter.utilization, meter.band,
           {left, top + scene::quiet_leading + 2, right - left, scene::meter_height}, into);
}

// Label and quiet line, in the middle of the icon's height where they are lower than it.
double draw_header(const scene::Box& box, double left, double right, double top, Group& into) {
  const double lines = static_cast<double>(box.label_lines.size());
  const double words = lines * scene::label_leading +
                       (box.quiet.empty() && box.load.empty() ? 0 : scene::quiet_leading);
  const double height = std::max(box.icon.empty() ? 0 : scene::tile_size, words);
  draw_icon(box, {left, top + std::max(0.0, (height - scene::tile_size) / 2)}, into);
  const double text_left = left + (box.icon.empty() ? 0 : scene::tile_size + scene::tile_gap);
  double y = top + (height - words) / 2;
  for (const std::string& line : box.label_lines) {
    write(into, {text_left, y + 12.5}, line, scene::label_size, Weight::bold, Color::ink,
          Color::card);
    y += scene::label_leading;
  }
  std::vector<Run> quiet;
  if (!box.quiet.empty()) quiet.push_back({box.quiet, Weight::regular, Color::quiet});
  if (!box.load.empty()) {
    if (!quiet.empty()) quiet.back().text += scene::quiet_separator;
    quiet.push_back({box.load, Weight::bold, Color::ink});
  }
  write(into, {text_left, y + 10.5}, std::move(quiet), scene::quiet_size, Color::card);
  if (box.note) draw_note({right - scene::note_width, top + 2}, into);
  draw_badges(box.badges, box.more_badges, {right - (box.note ? scene::note_room : 0), top}, into);
  return top + height;
}

}  // namespace

// A little page with a folded corner and two lines: there is a note, and the tooltip has it.
void draw_note(Point at, Group& into) {
  const double right = at.x + scene::note_width, bottom = at.y + scene::note_height, fold = 3.5;
  const Style outline{Color::none, Color::quiet, 1, {}, {}};
  into.items.push_back(polygon(
      {{at.x, at.y}, {right - fold, at.y}, {right, at.y + fold}, {right, bottom}, {at.x, bottom}},
      outline));
  Path lines{{}, outline};
  for (const double y : {at.y + 6, at.y + 8.5}) {
    lines.steps.push_back(move_to({at.x + 2, y}));
    lines.steps.push_back(line_to({right - 2, y}));
  }
  into.items.push_back(std::move(lines));
}

void draw_bar(double utilization, scene::Band band, const Rect& rect, Group& into) {
  const double radius = rect.height / 2;
  const Color color = band == scene::Band::over    ? Color::over
                      : band == scene::Band::tight ? Color::tight
                                                   : Color::fine;
  into.items.push_back(Box{rect, radius, {Color::track, Color::none, 0, {}, {}}});
  const double share = std::clamp(utilization, 0.0, 1.0);
  const double filled = std::max(rect.height, rect.width * share);
  const Rect bar{rect.x, rect.y, filled, rect.height};
  into.items.push_back(Box{bar, radius, {color, Color::none, 0, {}, {}}});
  if (band != scene::Band::over) return;
  Path hatch{{}, {Color::none, Color::hatch, 1.5, {}, {}}};
  for (double x = rect.x + 6; x + rect.height < rect.right() - 2; x += 7) {
    hatch.steps.push_back(move_to({x, rect.bottom()}));
    hatch.steps.push_back(line_to({x + rect.height, rect.y}));
  }
  into.items.push_back(std::move(hatch));
}

double draw_badge(const std::string& text, Severity severity, Point top_left, Group& into) {
  const bool is_error = severity == Severity::error, is_warning = severity == Severity::warning;
  const Color fill = is_error     ? Color::error_fill
                     : is_warning ? Color::warning_fill
                                  : Color::note_fill;
  const Color ink = is_error ? Color::error_ink : is_warning ? Color::warning_ink : Color::note_ink;
  const double width = scene::badge_width(text), height = scene::badge_height;
  into.items.push_back(Box{{top_left.x, top_left.y, width, height},
                           is_error ? 4 : height / 2,
                           {fill, Color::none, 0, {}, {}}});
  write(into, {top_left.x + width / 2, top_left.y + height / 2 + cap_middle * scene::badge_size},
        text, scene::badge_size, Weight::bold, ink, fill, Anchor::middle);
  return width;
}

void draw_badges(const std::vector<scene::Badge>& badges, std::uint32_t more, Point right_top,
                 Group& into) {
  double x = right_top.x - scene::badges_width(badges, more);
  for (const scene::Badge& badge : badges) {
    x += draw_badge(scene::badge_text(badge), badge.severity, {x, right_top.y}, into) +
         scene::badge_gap;
  }
  if (more > 0) draw_badge(scene::badge_text(more), Severity::note, {x, right_top.y}, into);
}

void draw_card(const scene::Box& box, const Rect& rect, Group& into) {
  if (box.ring) draw_ring(rect, into);
  const Rect card = box.ring ? inset(rect, scene::ring_gap) : rect;
  const bool is_marked = box.outline != Color::none;
  Style style{Color::card, is_marked ? box.outline : colors_of(box.shape).ink,
              is_marked ? 2.2 : 1.4, scene::Stroke::solid, box.color};
  if (box.shape == Shape::external) style.dash = scene::Stroke::dashed;
  draw_outline(box.shape, card, style, into);
  const scene::Space space = scene::space(box.shape);
  const double left = card.x + space.left, right = card.right() - space.right;
  const double spare = std::max(0.0, rect.height - scene::natural_height(box));
  const double bottom = draw_header(box, left, right, card.y + space.top + spare / 2, into);
  if (box.meter) draw_meter(box, left, right, bottom + scene::meter_gap - 3, into);
}

void draw_panel(const scene::Panel& panel, const Rect& rect, Group& into) {
  const Color fill = panel.depth % 2 == 0 ? Color::frame_even : Color::frame_odd;
  into.items.push_back(Box{rect, 10, {fill, Color::frame_line, 1, {}, {}}});
  const double right = rect.x + panel.tab_width, bottom = rect.y + panel.tab_height;
  Path tab = rounded({{rect.x + 0.5, bottom}, {rect.x + 0.5, rect.y + 0.5}, {right, rect.y + 0.5}},
                     9.5, {Color::frame_tab, Color::none, 0, {}, {}});
  tab.steps.push_back(line_to({right, bottom - 8}));
  tab.steps.push_back(curve_to({right, bottom - 3.6}, {right - 3.6, bottom}, {right - 8, bottom}));
  tab.steps.push_back(closing());
  into.items.push_back(std::move(tab));
  double x = rect.x + 10;
  if (!panel.icon.empty()) {
    into.items.push_back(Mark{{x, rect.y + 5, 14, 14}, panel.icon, Color::quiet, {}});
    x += 21;
  }
  std::vector<Run> runs{{panel.label, Weight::bold, Color::ink}};
  write(into, {x, rect.y + 16.3}, runs, scene::tab_size, Color::frame_tab);
  x += width_of(runs, scene::tab_size) + 7;
  write(into, {x, rect.y + 16.3}, panel.quiet, scene::quiet_size, Weight::regular, Color::quiet,
        Color::frame_tab);
  if (panel.note) draw_note({right - 10 - scene::note_width, rect.y + 6}, into);
  draw_badges(panel.badges, 0, {right - 10 - (panel.note ? scene::note_room : 0), rect.y + 4},
              into);
}

RoleColors colors_of(Shape shape) {
  switch (shape) {
    case Shape::source:
      return {Color::source_ink, Color::source_tint};
    case Shape::pass:
      return {Color::pass_ink, Color::pass_tint};
    case Shape::split:
      return {Color::split_ink, Color::split_tint};
    case Shape::cache:
      return {Color::cache_ink, Color::cache_tint};
    case Shape::store:
      return {Color::store_ink, Color::store_tint};
    case Shape::queue:
      return {Color::queue_ink, Color::queue_tint};
    case Shape::compute:
      return {Color::compute_ink, Color::compute_tint};
    case Shape::external:
      return {Color::external_ink, Color::external_tint};
    case Shape::closed:
      return {Color::source_ink, Color::source_tint};
  }
  return {Color::pass_ink, Color::pass_tint};
}

}  // namespace joist::layout
