// Markdown as GitHub reads it; pictures are files beside it, or stand in it as text.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/format.hpp"
#include "document/words.hpp"
#include "report/place.hpp"

namespace joist::document::formats {
namespace {

// What would be markup is escaped, and what would end a line becomes a blank.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : report::one_line(text)) {
    const bool is_markup = std::string_view("\\`*_[]<>|~&#").find(c) != std::string_view::npos;
    if (is_markup) out += '\\';
    out += c;
  }
  return out;
}

// Between as many backticks as it takes; a bar would end the cell of a table even there.
std::string code(std::string_view text) {
  std::size_t longest = 0, run = 0;
  std::string inside;
  for (const char c : report::one_line(text)) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
    if (c == '|') inside += '\\';
    inside += c;
  }
  const std::string fence(longest + 1, '`');
  const std::string_view pad = longest > 0 ? " " : "";
  return fmt::format("{0}{1}{2}{1}{0}", fence, pad, inside);
}

// A block of lines as they are, between as many backticks as it takes.
std::string fenced(std::string_view text) {
  std::size_t longest = 2, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return fmt::format("{0}text\n{1}{0}\n\n", std::string(longest + 1, '`'), text);
}

class Paper {
 public:
  Paper(const Document& document, const Writing& writing) : document_(document), writing_(writing) {
    for (const Section& section : document.sections) find_targets(section);
  }

  Written write() {
    out_ = fmt::format("# {}\n\n", escaped(document_.title));
    if (!document_.subtitle.empty()) out_ += escaped(document_.subtitle) + "\n\n";
    for (std::size_t i = 1; i < document_.sections.size(); ++i) {
      const Section& section = document_.sections[i];
      targets_.insert(section.id);
      out_ += fmt::format("{}. [{}](#{})\n", i, escaped(section.title), section.id);
    }
    if (document_.sections.size() > 1) out_ += '\n';
    for (std::size_t i = 0; i < document_.sections.size(); ++i)
      section(document_.sections[i], "##", i == 0 ? "" : fmt::format("{}. ", i));
    out_ += fmt::format("---\n\nMade from {} by {}.\n", code(document_.source),
                        escaped(document_.maker));
    return {report::clean(out_), std::move(files_)};
  }

 private:
  void find_targets(const Words& words) {
    for (const Run& run : words)
      if (!run.target.empty()) targets_.insert(run.target);
  }
  void find_targets(const Section& section) {
    for (const Block& block : section.blocks) {
      if (const auto* one = std::get_if<Paragraph>(&block)) find_targets(one->words);
      if (const auto* list = std::get_if<List>(&block))
        for (const Words& item : list->items) find_targets(item);
      if (const auto* glance = std::get_if<Glance>(&block))
        for (const auto& item : glance->items) find_targets(item.what);
      if (const auto* card = std::get_if<Card>(&block)) {
        find_targets(card->head);
        for (const auto& [term, said] : card->lines) find_targets(said);
      }
      if (const auto* table = std::get_if<Table>(&block))
        for (const auto& row : table->rows)
          for (const Words& cell : row) find_targets(cell);
    }
    for (const Section& part : section.parts) find_targets(part);
  }

  // Headings get other ids from every reader of Markdown; this one they all keep.
  std::string anchor(const std::string& id) const {
    return targets_.count(id) > 0 ? fmt::format("<a id=\"{}\"></a>", id) : "";
  }

  void section(const Section& section, const std::string& level, const std::string& number) {
    const std::string mark = anchor(section.id);
    if (!mark.empty()) out_ += mark + "\n\n";
    out_ += fmt::format("{} {}{}", level, number, escaped(section.title));
    if (!section.quiet.empty()) out_ += fmt::format(" ({})", escaped(section.quiet));
    out_ += "\n\n";
    for (const Block& each : section.blocks) std::visit([&](const auto& one) { block(one); }, each);
    for (const Section& part : section.parts) this->section(part, level + "#", "");
  }

  // Blanks at the ends of a run stand outside of its markup, where they part it from the next.
  std::string text(const Words& words) const {
    std::string out;
    for (const Run& run : words) {
      if (run.text.empty()) continue;
      std::string one = run.look == Look::code ? code(run.text) : escaped(run.text);
      if (run.look == Look::strong) one = fmt::format("**{}**", one);
      if (!run.target.empty()) one = fmt::format("[{}](#{})", one, run.target);
      const bool parted = out.empty() || out.back() == ' ';
      if (run.text.front() == ' ' && !parted) out += ' ';
      out += one;
      if (run.text.back() == ' ' && out.back() != ' ') out += ' ';
    }
    return std::string(trimmed(out));
  }

  void block(const Paragraph& paragraph) { out_ += text(paragraph.words) + "\n\n"; }

  void block(const List& list) {
    for (const Words& item : list.items) out_ += "- " + text(item) + "\n";
    out_ += '\n';
  }

  void block(const Card& card) {
    out_ += fmt::format("- {}{}\n", anchor(card.id), text(card.head));
    for (const auto& [term, said] : card.lines)
      out_ += fmt::format("  - {}{}\n", term.empty() ? "" : escaped(term) + ": ", text(said));
    out_ += '\n';
  }

  void block(const Glance& glance) {
    for (const Glance::Item& item : glance.items)
      out_ += fmt::format("- **{}** {}\n", escaped(item.value), text(item.what));
    out_ += '\n';
  }

  void block(const Table& table) {
    out_ += fmt::format("{}:\n\n|", escaped(table.caption));
    for (const Column& column : table.columns) out_ += fmt::format(" {} |", escaped(column.head));
    out_ += "\n|";
    for (const Column& column : table.columns) out_ += column.is_number ? " ---: |" : " --- |";
    out_ += '\n';
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      out_ += '|';
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const bool first = c == 0 && !table.ids.empty();
        out_ += fmt::format(" {}{} |", first ? anchor(table.ids[i]) : "", text(table.rows[i][c]));
      }
      out_ += '\n';
    }
    out_ += '\n';
  }

  void block(const Figure& figure) {
    if (writing_.beside.empty() || figure.svg.empty()) {
      if (!figure.text.empty()) out_ += fenced(figure.text);
      return;
    }
    const std::string path = fmt::format("{}{}.svg", writing_.beside, figure.id);
    files_[path] = figure.svg;
    std::string target;
    for (const char c : path) target += c == ' ' ? "%20" : std::string(1, c);
    out_ += fmt::format("![{}]({})\n\n", escaped(figure.description), target);
  }

  void block(const Lines& lines) { out_ += fenced(lines.text); }

  const Document& document_;
  const Writing& writing_;
  std::string out_;
  std::set<std::string> targets_;
  std::map<std::string, std::string> files_;
};

Written write(const Document& document, const Writing& writing) {
  return Paper(document, writing).write();
}

}  // namespace

extern const Format md;
constexpr Format md = {"md", "md markdown", true, true, write};

}  // namespace joist::document::formats
