// What a picture shows, before anything has a place: boxes, frames and lines with their words and
// figures. Everything a reader sees is decided here; layout only places it, emit only writes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "base/id.hpp"
#include "scene/palette.hpp"

namespace joist::scene {

using BoxId = Id<struct BoxTag>;
using PanelId = Id<struct PanelTag>;

// What the outline of a card says; one for each role, one for a group that is closed, and one for a
// table of a store.
enum class Shape : std::uint8_t {
  source,
  pass,
  split,
  cache,
  store,
  queue,
  compute,
  external,
  closed,
  table,
};

std::string_view text(Shape shape);  // "store"

// A mark on what a finding is about, with its number in the list; 0 where it is about nothing that
// could be marked.
struct Badge {
  Severity severity = Severity::note;
  std::uint32_t number = 0;
};

enum class Band : std::uint8_t { fine, tight, over };

// The load bar of a card.
struct Meter {
  double utilization = 0;
  Band band = Band::fine;
  std::string load;   // "13.0k/s of 9.6k"
  std::string share;  // "136%"
};

// A column of a table: "author_id", "bigint", "key".
struct CardRow {
  std::string name, type, mark;
};

// Icon markup as it stands in the stdlib: a whole `<svg>` with one drawing in it.
using Icon = std::string;

// A component, or a group that is closed. Width and height are the whole card's.
struct Box {
  std::string id;     // "us.a.api"; unique among boxes and panels
  std::string label;  // whole
  std::vector<std::string> label_lines;
  std::string kind;   // of the kind; empty where there is none
  std::string quiet;  // "PostgreSQL · 12 × 3"
  Shape shape = Shape::pass;
  Icon icon;
  std::string color;            // asked for by the design, as `#rrggbb`; mostly empty
  Color outline = Color::none;  // in place of the role's, in a difference
  PanelId panel;
  std::vector<CardRow> rows;  // under the label; of tables
  std::uint32_t more_rows = 0;
  std::optional<Meter> meter;
  std::string load;  // "434k/s", where no capacity is known
  std::vector<Badge> badges;
  std::uint32_t more_badges = 0;  // that found no room
  bool ring = false;              // a single point of failure
  bool note = false;              // its tooltip ends in a remark of the author
  std::string link;
  std::string tooltip;  // several lines
  std::string spoken;   // one line, for screen readers
  double width = 0, height = 0;
  double usual_width = 0, usual_height = 0;  // whatever its findings and its load are
  // What its arrows want along the upper and the lower side, or along the left and the right one:
  // which of them counts depends on where arrows lead.
  double side_width = 0, side_height = 0;
};

// A group that is open: a frame with a tab at its top left.
struct Panel {
  std::string id, label, kind, quiet;
  Icon icon;
  PanelId parent;
  std::uint32_t depth = 0;  // 0 at the top
  std::vector<Badge> badges;
  bool note = false;
  std::string link, tooltip, spoken;
  double tab_width = 0, tab_height = 0;
  double usual_tab_width = 0;  // whatever its findings are
};

enum class Stroke : std::uint8_t { solid, dashed, dotted };
enum class Head : std::uint8_t { none, call, read, write, both };

// One row of the words on an arrow.
struct PillRow {
  std::string rate;  // bold; may be empty
  std::string text;
};

// Arrows from one box to another that mean the same, as one line; a reference between tables.
struct Line {
  std::string id;  // "lb->us.a.api"
  BoxId from, to;
  Stroke stroke = Stroke::solid;
  Head head = Head::call;
  double width = 1.5;
  double rate = 0;  // at the peak; 0 where unknown
  bool hot = false;
  bool backward = false;
  std::vector<PillRow> pill;
  double pill_width = 0, pill_height = 0;
  double usual_pill_width = 0;  // whatever its findings and its rate are
  std::optional<std::uint32_t> from_row, to_row;  // of a reference: the rows of its tables
  std::vector<Badge> badges;
  std::string link, tooltip, spoken;
};

// One entry of the list under the picture: a finding, or all that say the same. Names in backticks,
// as they stand in the picture.
struct ListedFinding {
  Badge badge;
  std::string message, help;
};

// One of "the numbers that matter".
struct Headline {
  std::string value, what;  // "136%", "Tweets, the hottest"
  Band band = Band::fine;
};

// Just what occurs in this picture.
struct Legend {
  std::vector<Shape> shapes;  // in order of the enumeration, with what they are called
  bool calls = false, messages = false, relations = false;
  bool reads = false, writes = false, both = false;  // by head
  std::string hot;                                   // label of the hottest flow, or empty
  bool fine = false, tight = false, over = false, ring = false, note = false;
};

struct Scene {
  std::string title, subtitle;
  std::vector<Headline> headlines;
  std::vector<Box> boxes;     // in order of writing
  std::vector<Panel> panels;  // a panel stands behind the panels around it
  std::vector<Line> lines;
  Legend legend;
  std::vector<ListedFinding> findings;
  std::uint32_t more_findings = 0;
  std::vector<std::string> notes;  // "drawn by groups; `--depth 9` opens them"
  std::string direction;           // "", "down", "right"
  std::string theme;               // asked for by the view or the design: "", "dark", "print"
  bool tables = false;             // the data model
  std::vector<std::vector<BoxId>> ranks, orders;
  std::string description;  // the design in words
};

}  // namespace joist::scene
