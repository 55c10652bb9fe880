// The distances a picture keeps, in pixels at 1x.
#pragma once

namespace joist::layout::spacing {

inline constexpr double box_gap = 26;          // between boxes that stand side by side
inline constexpr double line_gap = 12;         // between parallel lines
inline constexpr double crowded_gap = 8;       // between parallel lines where there are many
inline constexpr double port_gap = 16;         // between lines that end on the same side of a box
inline constexpr double port_margin = 10;      // from the corner of a box to its first line
inline constexpr double pill_port_margin = 8;  // the same where pills would bend the lines else
inline constexpr double tip_gap = 18;       // between a box and the first crosswise line: the head
inline constexpr double bend_room = 9;      // between a long head and that line
inline constexpr double label_gap = 10;     // between a pill and the first crosswise line
inline constexpr double straight_gap = 34;  // between rows of boxes with straight lines only
inline constexpr double pill_gap = 12;      // between pills that stand side by side
inline constexpr double stacked_pill_gap = 6;  // between pills one below the other
inline constexpr double frame_gap = 20;        // between frames that stand side by side
inline constexpr double frame_pad = 12;        // from a frame's border to what it holds
inline constexpr double frame_clearance = 10;  // from a frame's border to a line beside it
inline constexpr double title_inset = 12;      // from a frame's left to its title
inline constexpr double title_drop = 6;        // from a frame's top to its title
inline constexpr double title_gap = 8;         // from a title to what stands below it
inline constexpr double title_clearance = 6;   // between a title and a line that passes it
inline constexpr double loop_reach = 18;       // how far a loop stands out from its box
inline constexpr double least_jog = 8;         // a shorter sideways step looks like a mistake
inline constexpr double stair = 8;             // so far off the middle of a side is seen
inline constexpr int stairs_for_step = 1;      // ends of trunks off the middle, as bad as one step

}  // namespace joist::layout::spacing
