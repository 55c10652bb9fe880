// Findings for people at a terminal: what is wrong, the source line, the arithmetic, what to do.
#include "base/text.hpp"

#include <fmt/format.h>

#include "report/excerpt.hpp"
#include "report/place.hpp"
#include "report/reporter.hpp"

namespace joist::report::reporters {

namespace {

Style style_of(Severity severity) {
  switch (severity) {
    case Severity::note:
      return Style::note;
    case Severity::warning:
      return Style::warning;
    case Severity::error:
      return Style::error;
  }
  return Style::error;
}

class TextWriter {
 public:
  explicit TextWriter(const Report& report)
      : report_(report), paint_{report.color}, locate_(report.sources) {}

  std::string write() {
    for (const Finding& finding : report_.findings) {
      if (!finding.allowed) block(finding);
    }
    const Counts counts = count(report_.findings);
    out_ += text(counts);
    if (!report_.inputs.empty()) out_ += " in " + inputs_text(report_.inputs);
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void block(const Finding& finding) {
    const std::string head = fmt::format("{}[{}]", text(finding.severity), finding.rule);
    std::string message = one_line(finding.message);
    if (!finding.stage.empty()) message += fmt::format(" (stage \"{}\")", one_line(finding.stage));
    out_ += paint_(style_of(finding.severity), head) + paint_(Style::strong, ": " + message) + "\n";
    const std::vector<Mark> marks = marks_of(finding);
    const std::size_t gutter = gutter_width(report_.sources, marks);
    excerpts(finding, marks, gutter);
    for (const std::string& note : finding.notes) remark(gutter, Style::strong, "note", note);
    if (finding.chance && *finding.chance > 0 && *finding.chance < 1) {
      const std::string share =
          fmt::format("holds in {:.0f}% of the estimates", *finding.chance * 100);
      remark(gutter, Style::strong, "note", share);
    }
    if (!finding.help.empty()) remark(gutter, Style::help, "help", finding.help);
    out_ += '\n';
  }

  // The main place, then the others; a label of the main place itself stands behind its carets.
  std::vector<Mark> marks_of(const Finding& finding) const {
    std::vector<Mark> marks{{finding.span, "", style_of(finding.severity), true}};
    for (const Label& label : finding.labels) {
      if (label.span == finding.span && marks.front().text.empty()) {
        marks.front().text = one_line(label.text);
      } else {
        marks.push_back({label.span, one_line(label.text), Style::frame, false});
      }
    }
    return marks;
  }

  void excerpts(const Finding& finding, std::vector<Mark> marks, std::size_t gutter) {
    while (!marks.empty()) {
      const Span lead = marks.front().span;
      std::vector<Mark> here, elsewhere;
      for (Mark& mark : marks) {
        (mark.span.file == lead.file ? here : elsewhere).push_back(std::move(mark));
      }
      marks = std::move(elsewhere);
      const Place place = locate_(lead);
      if (place.path.empty()) continue;
      const std::string_view arrow = lead.file == finding.span.file ? "-->" : ":::";
      out_.append(gutter, ' ');
      out_ += paint_(Style::frame, arrow);
      out_ += fmt::format(" {}:{}:{}\n", clean(place.path), place.begin.line, place.begin.column);
      const Source& source = report_.sources.at(lead.file);
      if (!source.text().empty()) out_ += excerpt(source, here, gutter, paint_);
    }
  }

  // ` = note: words`; further lines are indented to stand below the words.
  void remark(std::size_t gutter, Style style, std::string_view kind, std::string_view words) {
    const std::string margin(gutter + 1, ' ');
    bool first = true;
    const std::string cleaned = clean(words);
    for (const std::string_view line : split(cleaned, '\n')) {
      if (first) {
        out_ += margin + paint_(Style::frame, "=") + " " + paint_(style, fmt::format("{}:", kind));
        out_ += fmt::format(" {}\n", line);
      } else {
        out_ += fmt::format("{}{:{}}{}\n", margin, "", kind.size() + 4, line);
      }
      first = false;
    }
  }

  const Report& report_;
  Paint paint_;
  Locator locate_;
  std::string out_;
};

std::string write(const Report& report) {
  return TextWriter(report).write();
}

}  // namespace

extern const Reporter text;
const Reporter text{"text", "for people: source lines, underlines, notes and help", write};

}  // namespace joist::report::reporters
