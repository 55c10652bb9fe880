// A design review as a document: sections of paragraphs, lists, tables and pictures, before it is
// written in any format. Plain data; nothing here knows designs or markup.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace joist::document {

// How a run of text is set. `good`, `caution` and `bad` are verdicts: a sign goes with the colour.
enum class Look : unsigned char { plain, code, strong, quiet, good, caution, bad };

// `target` is the id of a place in the document that it leads to, or empty.
struct Run {
  std::string text;
  Look look = Look::plain;
  std::string target = {};
};
using Words = std::vector<Run>;

struct Paragraph {
  Words words;
};

struct List {
  std::vector<Words> items;
};

// A statement set apart, with what is said of it line by line: "because" and its text. A place, if
// it has an id.
struct Card {
  std::string id;
  Look tone = Look::plain;
  Words head;
  std::vector<std::pair<std::string, Words>> lines = {};
};

// The few numbers that matter, each with what it is.
struct Glance {
  struct Item {
    std::string value;
    Words what;
    Look look = Look::plain;
  };
  std::vector<Item> items;
};

struct Column {
  std::string head;
  bool is_number = false;  // set to the right
};

// The first cell of a row names it. A row may be a place: its id stands in `ids`, which is empty or
// as long as `rows`.
struct Table {
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<Words>> rows;
  std::vector<std::string> ids = {};
};

// A picture as SVG, whose ids begin with the figure's id; in words for who cannot see it, and with
// the characters of a terminal where it is known.
struct Figure {
  std::string id, caption, description, svg, text;
};

// Lines as they are: the arithmetic of a figure.
struct Lines {
  std::string text;
};

using Block = std::variant<Paragraph, List, Card, Glance, Table, Figure, Lines>;

struct Section {
  std::string id, title;
  std::string quiet = {};  // behind the title: "postgres"
  std::vector<Block> blocks = {};
  std::vector<Section> parts = {};

  bool is_empty() const { return blocks.empty() && parts.empty(); }
};

struct Document {
  std::string title, subtitle;
  std::string source;  // the file it was made from
  std::string maker;   // "joist 0.1.0"
  std::vector<Section> sections;
};

}  // namespace joist::document
