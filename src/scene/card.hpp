// The measures of a card, shared by who sizes it and who draws it. Pixels at 1x.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scene/scene.hpp"

namespace joist::scene {

inline constexpr double label_size = 13, label_leading = 16;
inline constexpr double quiet_size = 11, quiet_leading = 14;
inline constexpr std::string_view quiet_separator = " \u00b7 ";  // from the load on its line
inline constexpr double tile_size = 30, tile_gap = 9;            // the square behind an icon
inline constexpr double meter_gap = 8, meter_height = 6;  // the bar, and what is above its words
inline constexpr double row_leading = 17, rows_gap = 8, row_size = 11;  // of the columns of a table
inline constexpr double tab_size = 12, widest_tab_label = 240;
inline constexpr double ring_gap = 5;  // from a card's outline to its ring
inline constexpr double badge_height = 16, badge_size = 10.5, badge_gap = 4;
inline constexpr double note_width = 9, note_height = 11, note_room = 15;
inline constexpr double pill_size = 11, pill_leading = 14, pill_padding = 7;
inline constexpr double source_round = 22, card_round = 8;  // radius of the corners
inline constexpr double cache_cut = 14, compute_cut = 8;    // what corners lose on either side
inline constexpr double store_cap = 7;                      // half the height of a cylinder's end
inline constexpr double queue_cap = 8;
inline constexpr double split_point = 12;  // how far a balancer's sides come out
inline constexpr double closed_step = 5;   // of the cards behind a closed group

// From the outline to what stands inside.
struct Space {
  double left = 12, right = 12, top = 10, bottom = 10;
};
Space space(Shape shape);

// How far from the corners of a card its arrows end: past what is round or cut there. Widths are
// along the upper and the lower side.
struct Corner {
  double width = 0, height = 0;
};
Corner corner(const Box& box);

// "× 1", "! 2", "i 3": a sign for each severity, so that colour is never all there is.
std::string badge_text(const Badge& badge);
std::string badge_text(std::uint32_t more);  // "+3"
double badge_width(const std::string& text);
double badges_width(const std::vector<Badge>& badges, std::uint32_t more);

// Breaks the label into lines and sets width and height; all words must be there.
void size_card(Box& box);
// "and 12 more", for the columns that a card leaves out.
std::string more_rows_text(const Box& box);
// How far below the top of its card a column of a table stands.
double row_middle(const Box& box, std::uint32_t row);
// The height of what stands in a card, with the space around it and a ring; cards may be higher.
double natural_height(const Box& box);
// States the room for the arrows along a side of the card, where it is the end of very many.
void ask_room(Box& box, std::size_t arrows_in, std::size_t arrows_out);
void size_tab(Panel& panel);
void size_pill(Line& line);

}  // namespace joist::scene
