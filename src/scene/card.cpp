// Sizes of cards, tabs and pills from what stands in them.
#include "scene/card.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "scene/measure.hpp"

namespace joist::scene {
namespace {

constexpr int most_label_lines = 4;  // what is longer is cut off
constexpr double widest_label = 176, narrowest_card = 116;
// A machine without the fonts measured shows wider ones; boxes leave this much for them.
constexpr double spare = 1.04;

double header_height(const Box& box) {
  const double words = static_cast<double>(box.label_lines.size()) * label_leading +
                       (box.quiet.empty() && box.load.empty() ? 0 : quiet_leading);
  return std::max(box.icon.empty() ? 0 : tile_size, words);
}

// What a width is asked for: what is shown, or what would be without findings and with figures of
// usual length, which stays when a load changes.
enum class Words : std::uint8_t { shown, usual };

const std::string& or_usual(const std::string& figure, Words words) {
  static const std::string rate = "1.5k/s", capacity = "1.5k/s of 2.5k", share = "50%";
  if (words == Words::shown) return figure;
  if (figure.find("/s of ") != std::string::npos) return capacity;
  return figure.ends_with('%') ? share : rate;
}

double header_width(const Box& box, Words words) {
  double width = text_width(box.quiet, quiet_size) * spare;
  if (!box.load.empty()) {
    width += text_width(or_usual(box.load, words), quiet_size, Weight::bold) * spare;
    if (!box.quiet.empty()) width += text_width(quiet_separator, quiet_size);
  }
  for (std::size_t i = 0; i < box.label_lines.size(); ++i) {
    double line = text_width(box.label_lines[i], label_size, Weight::bold) * spare;
    if (i == 0 && !box.badges.empty() && words == Words::shown)
      line += 8 + badges_width(box.badges, box.more_badges);
    if (i == 0 && box.note) line += note_room;
    width = std::max(width, line);
  }
  return width + (box.icon.empty() ? 0 : tile_size + tile_gap);
}

// Name, type and mark of a column side by side.
double rows_width(const Box& box) {
  constexpr double between = 14, before_mark = 6;
  double width = 0;
  for (const CardRow& row : box.rows) {
    double one =
        text_width(row.name, row_size, Weight::bold) + between + text_width(row.type, row_size);
    if (!row.mark.empty()) one += before_mark + text_width(row.mark, row_size, Weight::bold);
    width = std::max(width, one * spare);
  }
  return width;
}

double rows_height(const Box& box) {
  if (box.rows.empty()) return 0;
  const std::size_t lines = box.rows.size() + (box.more_rows > 0 ? 1 : 0);
  return rows_gap + static_cast<double>(lines) * row_leading;
}

double meter_width(const Box& box, Words words) {
  if (!box.meter) return 0;
  return text_width(or_usual(box.meter->load, words), quiet_size) * spare + 14 +
         text_width(or_usual(box.meter->share, words), quiet_size, Weight::bold) * spare;
}

}  // namespace

Space space(Shape shape) {
  switch (shape) {
    case Shape::store:
      return {12, 12, 2 * store_cap + 5, 10};
    case Shape::queue:
      return {10 + queue_cap, 12 + 2 * queue_cap, 10, 10};
    case Shape::split:
      return {12 + split_point / 2, 12 + split_point / 2, 10, 10};
    case Shape::source:
      return {14, 16, 10, 10};
    case Shape::closed:
      return {12, 12 + 2 * closed_step, 10 + 2 * closed_step, 10};
    default:
      return {};
  }
}

Corner corner(const Box& box) {
  constexpr double clear = 8;
  if (box.ring) return {card_round + ring_gap + clear, card_round + ring_gap};
  switch (box.shape) {
    case Shape::source:
      return {std::min(source_round, box.height / 2) + clear, box.height / 3};
    case Shape::split:
      return {split_point + clear, clear};
    case Shape::cache:
      return {cache_cut + clear, cache_cut + clear};
    case Shape::store:
      return {3 * store_cap, 2 * store_cap + clear};
    case Shape::queue:
      return {2 * queue_cap + clear, 2 * queue_cap};
    case Shape::closed:
      return {2 * closed_step + card_round + clear, 2 * closed_step + card_round};
    case Shape::pass:
    case Shape::compute:
    case Shape::external:
    case Shape::table:
      break;
  }
  return {card_round + clear, card_round + clear};
}

std::string badge_text(const Badge& badge) {
  const char* sign = badge.severity == Severity::error     ? "\u00d7"
                     : badge.severity == Severity::warning ? "!"
                                                           : "i";
  return badge.number == 0 ? sign : fmt::format("{} {}", sign, badge.number);
}

std::string badge_text(std::uint32_t more) {
  return fmt::format("+{}", more);
}

double badge_width(const std::string& text) {
  return std::ceil(text_width(text, badge_size, Weight::bold)) + 12;
}

double badges_width(const std::vector<Badge>& badges, std::uint32_t more) {
  double width = 0;
  for (const Badge& badge : badges) width += badge_width(badge_text(badge)) + badge_gap;
  if (more > 0) width += badge_width(badge_text(more)) + badge_gap;
  return std::max(0.0, width - badge_gap);
}

void size_card(Box& box) {
  box.label_lines = wrapped(box.label, widest_label, label_size, Weight::bold, most_label_lines);
  box.quiet = elided(box.quiet, widest_label + 20, quiet_size);
  const Space around = space(box.shape);
  const double ring = box.ring ? 2 * ring_gap : 0;
  const auto width = [&](Words words) {
    const double inside = std::max({header_width(box, words), meter_width(box, words),
                                    rows_width(box), narrowest_card - around.left - around.right});
    return std::ceil(inside + around.left + around.right);
  };
  box.width = width(Words::shown) + ring;
  box.height = std::ceil(natural_height(box));
  box.usual_width = width(Words::usual);
  box.usual_height = box.height - ring;
}

std::string more_rows_text(const Box& box) {
  return fmt::format("and {} more", box.more_rows);
}

double row_middle(const Box& box, std::uint32_t row) {
  return space(box.shape).top + header_height(box) + rows_gap + 8 + row * row_leading;
}

double natural_height(const Box& box) {
  const Space around = space(box.shape);
  double height = header_height(box) + around.top + around.bottom;
  if (box.meter) height += meter_gap + quiet_leading + meter_height;
  height += rows_height(box);
  return height + (box.ring ? 2 * ring_gap : 0);
}

void ask_room(Box& box, std::size_t arrows_in, std::size_t arrows_out) {
  constexpr double apart = 13, widest = 320, highest = 240;
  const double ends = static_cast<double>(std::max(arrows_in, arrows_out)) + 1;
  box.side_width = std::min(widest, ends * apart);
  // Sideways there is room for few only; but a high card is uncalm: only hubs become one, and of
  // others just the heads have to be clear of each other.
  const double close = 9.2 * (ends - 2) + 20;
  box.side_height = ends > 8 ? std::min(highest, ends * apart) : ends > 5 ? close : 0;
}

void size_tab(Panel& panel) {
  const double words = text_width(panel.label, tab_size, Weight::bold) +
                       (panel.quiet.empty() ? 0 : 7 + text_width(panel.quiet, quiet_size));
  const double badges = panel.badges.empty() ? 0 : 8 + badges_width(panel.badges, 0);
  const double usual =
      words * spare + (panel.note ? note_room : 0) + (panel.icon.empty() ? 0 : 21) + 20;
  panel.tab_width = std::ceil(usual + badges);
  panel.usual_tab_width = std::ceil(usual);
  panel.tab_height = 24;
}

void size_pill(Line& line) {
  if (line.pill.empty() && line.badges.empty()) return;
  const auto width_of = [&](Words words) {
    double width = 0;
    for (const PillRow& row : line.pill) {
      const double gap = row.rate.empty() || row.text.empty() ? 0 : 4;
      const double rate =
          row.rate.empty() ? 0 : text_width(or_usual(row.rate, words), pill_size, Weight::bold);
      width = std::max(width, rate + gap + text_width(row.text, pill_size));
    }
    return width;
  };
  const auto around = [](double words) {
    return words > 0 ? std::ceil(words * spare + 2 * pill_padding) : 0;
  };
  line.usual_pill_width = around(width_of(Words::usual));
  double width = width_of(Words::shown);
  if (!line.badges.empty()) width += (width > 0 ? 6 : 0) + badges_width(line.badges, 0);
  line.pill_width = around(width);
  line.pill_height =
      static_cast<double>(std::max<std::size_t>(1, line.pill.size())) * pill_leading + 6;
}

}  // namespace joist::scene
