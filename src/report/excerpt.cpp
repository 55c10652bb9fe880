// Cuts, cleans and underlines source lines, in columns as a terminal counts them.
#include "report/excerpt.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/place.hpp"

namespace joist::report {

namespace {

constexpr std::size_t longest_line = 120;   // display columns
constexpr std::size_t context_before = 40;  // code points kept before a mark in a cut line
constexpr std::size_t longest_block = 8;    // lines of one span that are shown in full

// As the terminal shows it: tabs are four blanks, what must not reach it is U+FFFD.
std::string shown(std::string_view bytes) {
  std::string result;
  result.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint point = decode(bytes, at);
    at += point.size;
    if (point.value == '\t') {
      result += "    ";
    } else {
      append(result, is_unprintable(point.value) ? char32_t{0xFFFD} : point.value);
    }
  }
  return result;
}

std::size_t columns(std::string_view bytes) {
  return display_width(shown(bytes));
}

bool continues(std::string_view text, std::size_t at) {
  return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

std::size_t back(std::string_view text, std::size_t at, std::size_t code_points) {
  while (at > 0 && code_points > 0) {
    --at;
    while (at > 0 && continues(text, at)) --at;
    --code_points;
  }
  return at;
}

std::size_t forward(std::string_view text, std::size_t at, std::size_t code_points) {
  while (at < text.size() && code_points > 0) {
    ++at;
    while (at < text.size() && continues(text, at)) ++at;
    --code_points;
  }
  return at;
}

// The bytes of a line that are shown: all of it, or a part round a mark.
struct Window {
  std::size_t from = 0, to = 0;
  bool whole = true;
};

Window window(std::string_view line, std::size_t mark) {
  const bool may_fit = line.size() <= 4 * longest_line;
  if (may_fit && columns(line) <= longest_line) return {0, line.size(), true};
  mark = std::min(mark, line.size());
  Window result{0, 0, false};
  if (mark > 2 * context_before) result.from = back(line, mark, context_before);
  result.to = forward(line, result.from, longest_line);
  return result;
}

// One line of a source, ready to be printed and underlined.
class Row {
 public:
  Row(const Source& source, std::uint32_t number, std::uint32_t focus)
      : start_(source.line_start(number)), line_(source.line(number)) {
    window_ = window(line_, focus > start_ ? focus - start_ : 0);
    if (window_.from > 0) text_ = "...";
    lead_ = text_.size();
    text_ += shown(line_.substr(window_.from, window_.to - window_.from));
    if (window_.to < line_.size()) text_ += "...";
  }

  const std::string& text() const { return text_; }
  bool whole() const { return window_.whole; }
  // The display column of a byte of the file, clamped to what is shown.
  std::size_t column(std::uint32_t offset) const {
    const std::size_t in_line = offset > start_ ? offset - start_ : 0;
    const std::size_t at = std::clamp(in_line, window_.from, window_.to);
    return lead_ + columns(line_.substr(window_.from, at - window_.from));
  }
  bool only_blanks_before(std::uint32_t offset) const {
    return trimmed(line_.substr(0, std::max(offset, start_) - start_)).empty();
  }

 private:
  std::uint32_t start_;
  std::string_view line_;
  Window window_;
  std::size_t lead_ = 0;
  std::string text_;
};

struct LineMark {
  std::uint32_t first = 1, last = 1;  // lines
  const Mark* mark = nullptr;
  bool is_block() const { return mark->main && last > first; }
};

class Writer {
 public:
  Writer(const Source& source, std::size_t gutter, const Paint& paint)
      : source_(source), gutter_(gutter), paint_(paint) {}

  std::string write(std::span<const LineMark> marks) {
    margin(0);
    out_ += '\n';
    while (!marks.empty()) {
      skip_to(marks.front().first);
      std::size_t taken = 1;
      if (marks.front().is_block()) {
        block(marks.front());
      } else {
        while (taken < marks.size() && marks[taken].first == marks.front().first &&
               !marks[taken].is_block()) {
          ++taken;
        }
        line(marks.first(taken));
      }
      marks = marks.subspan(taken);
    }
    return std::move(out_);
  }

 private:
  // The gutter with a line number, or without one where it is 0.
  void margin(std::uint32_t number) {
    const std::string digits = number > 0 ? std::to_string(number) : "";
    out_ += paint_(Style::frame, fmt::format("{:>{}} |", digits, gutter_));
  }

  void skip_to(std::uint32_t number) {
    if (last_line_ > 0 && number > last_line_ + 1) out_ += paint_(Style::frame, "...") + "\n";
  }

  void source_line(std::uint32_t number, std::string_view bracket, const std::string& text) {
    margin(number);
    const std::string content = fmt::format("{}{}", bracket, text);
    if (!content.empty()) out_ += " " + content;
    out_ += '\n';
    last_line_ = number;
  }

  void line(std::span<const LineMark> marks) {
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const Row row(source_, marks[i].first, marks[i].mark->span.begin);
      if (i == 0 || !row.whole()) source_line(marks[i].first, "", row.text());
      underline(row, *marks[i].mark);
    }
  }

  void underline(const Row& row, const Mark& mark) {
    const std::size_t from = row.column(mark.span.begin);
    const std::size_t to = std::max(row.column(mark.span.end), from + 1);
    margin(0);
    out_.append(from + 1, ' ');
    words(std::string(to - from, mark.main ? '^' : '-'), mark);
  }

  void words(std::string underlines, const Mark& mark) {
    if (!mark.text.empty()) underlines += " " + mark.text;
    out_ += paint_(mark.style, underlines) + "\n";
  }

  // A span of several lines, bracketed on its left.
  void block(const LineMark& place) {
    const Mark& mark = *place.mark;
    const Row first(source_, place.first, mark.span.begin);
    const bool from_start = first.only_blanks_before(mark.span.begin);
    source_line(place.first, from_start ? "/ " : "  ", first.text());
    if (!from_start) {
      margin(0);
      const std::string reach(first.column(mark.span.begin) + 1, '_');
      out_ += "  " + paint_(mark.style, reach + "^") + "\n";
    }
    const bool all = place.last - place.first < longest_block;
    for (std::uint32_t number = place.first + 1; number <= place.last; ++number) {
      if (!all && number == place.first + 3) {
        out_ += paint_(Style::frame, "...") + "\n";
        number = place.last;
      }
      source_line(number, "| ", Row(source_, number, source_.line_start(number)).text());
    }
    const Row last(source_, place.last, source_.line_start(place.last));
    const std::size_t end = std::max<std::size_t>(last.column(mark.span.end), 1);
    margin(0);
    out_ += " " + paint_(mark.style, "|");
    words(std::string(end, '_') + "^", mark);
  }

  const Source& source_;
  std::size_t gutter_;
  const Paint& paint_;
  std::string out_;
  std::uint32_t last_line_ = 0;
};

// A span that ends behind a line end ends on the line before, for drawing.
std::uint32_t last_line(const Source& source, Span span, std::uint32_t first) {
  if (span.end <= span.begin) return first;
  return std::max(first, source.position(span.end - 1).line);
}

}  // namespace

std::string Paint::operator()(Style style, std::string_view text) const {
  constexpr std::string_view codes[] = {"", "1", "1;31", "1;33", "1;36", "1;32", "1;34"};
  const std::string_view code = codes[static_cast<unsigned char>(style)];
  if (!color || code.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::size_t gutter_width(const Sources& sources, const std::vector<Mark>& marks) {
  std::uint32_t greatest = 1;
  for (const Mark& mark : marks) {
    if (!mark.span.file || mark.span.file.index() >= sources.size()) continue;
    const Source& source = sources.at(mark.span.file);
    const std::uint32_t first = source.position(mark.span.begin).line;
    greatest = std::max(greatest, mark.main ? last_line(source, mark.span, first) : first);
  }
  return std::to_string(greatest).size();
}

std::string excerpt(const Source& source, const std::vector<Mark>& marks, std::size_t gutter,
                    const Paint& paint) {
  std::vector<LineMark> placed;
  for (const Mark& mark : marks) {
    const std::uint32_t first = source.position(mark.span.begin).line;
    placed.push_back({first, last_line(source, mark.span, first), &mark});
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const LineMark& a, const LineMark& b) { return a.first < b.first; });
  return Writer(source, gutter, paint).write(placed);
}

}  // namespace joist::report
