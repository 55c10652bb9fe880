// Plain text for a terminal: headings, tables in columns, pictures of characters.
#include "base/text.hpp"

#include <fmt/format.h>

#include "document/format.hpp"
#include "document/words.hpp"
#include "emit/table.hpp"
#include "report/place.hpp"

namespace joist::document::formats {
namespace {

class Screen {
 public:
  explicit Screen(const Document& document) : document_(document) {}

  std::string write() {
    heading(document_.title, "", '=');
    if (!document_.subtitle.empty()) out_ += document_.subtitle + "\n";
    for (const Section& each : document_.sections) section(each, '-');
    return report::clean(out_);
  }

 private:
  void heading(const std::string& title, const std::string& quiet, char rule) {
    const std::string line = quiet.empty() ? title : fmt::format("{} ({})", title, quiet);
    if (!out_.empty()) out_ += '\n';
    out_ += line + "\n";
    if (rule != 0) out_ += std::string(display_width(line), rule) + "\n";
  }

  void section(const Section& section, char rule) {
    heading(section.title, section.quiet, rule);
    bool first = true;
    for (const Block& each : section.blocks) {
      const bool is_line = std::holds_alternative<Paragraph>(each);
      if (!first && !is_line) out_ += '\n';
      std::visit([&](const auto& one) { block(one); }, each);
      first = false;
    }
    for (const Section& part : section.parts) this->section(part, rule == '-' ? '.' : 0);
  }

  void block(const Paragraph& paragraph) { out_ += text_of(paragraph.words) + "\n"; }

  void block(const List& list) {
    for (const Words& item : list.items) out_ += "- " + text_of(item) + "\n";
  }

  void block(const Card& card) {
    out_ += text_of(card.head) + "\n";
    for (const auto& [term, said] : card.lines)
      out_ += fmt::format("  {}{}\n", term.empty() ? "" : term + ": ", text_of(said));
  }

  void block(const Glance& glance) {
    emit::Table table({" ", ""});
    for (const Glance::Item& item : glance.items) table.row({item.value, text_of(item.what)});
    const std::string text = table.text();
    out_ += text.substr(text.find('\n') + 1);
  }

  void block(const Table& table) {
    std::vector<std::string> heads;
    for (const Column& column : table.columns)
      heads.push_back(column.is_number ? " " + column.head : column.head);
    emit::Table columns(std::vector<std::string_view>(heads.begin(), heads.end()));
    for (const auto& row : table.rows) {
      std::vector<std::string> cells;
      for (const Words& cell : row) cells.push_back(report::one_line(text_of(cell)));
      columns.row(std::move(cells));
    }
    out_ += table.caption + ":\n" + columns.text();
  }

  void block(const Figure& figure) { out_ += figure.text; }

  void block(const Lines& lines) {
    for (const std::string_view line : split(lines.text, '\n'))
      if (!line.empty()) out_ += fmt::format("  {}\n", line);
  }

  const Document& document_;
  std::string out_;
};

Written write(const Document& document, const Writing&) {
  return {Screen(document).write(), {}};
}

}  // namespace

extern const Format text;
constexpr Format text = {"text", "txt", false, true, write};

}  // namespace joist::document::formats
