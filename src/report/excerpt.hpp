// Pieces of source text for a terminal: numbered lines with underlines and words below them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"

namespace joist::report {

enum class Style : unsigned char { plain, strong, error, warning, note, help, frame };

// Escapes of the terminal round a text, or the text alone where there is no colour.
struct Paint {
  bool color = false;
  std::string operator()(Style style, std::string_view text) const;
};

// A stretch of source to be underlined: with `^` where it is the main one, else with `-`.
struct Mark {
  Span span;
  std::string text;  // one line, may be empty
  Style style = Style::frame;
  bool main = false;
};

// How many digits the largest line number of these marks takes.
std::size_t gutter_width(const Sources& sources, const std::vector<Mark>& marks);

// The lines under the marks of one file, in order of lines, each with its underlines; every output
// line ends in a line end. Lines too long for a terminal are cut round the mark.
std::string excerpt(const Source& source, const std::vector<Mark>& marks, std::size_t gutter,
                    const Paint& paint);

}  // namespace joist::report
