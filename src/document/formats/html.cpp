// One page of HTML that is also XML: readable without script, in light and dark, on paper.
#include <fmt/format.h>

#include "document/format.hpp"
#include "document/page.hpp"
#include "document/words.hpp"
#include "emit/xml.hpp"

namespace joist::document::formats {
namespace {

using emit::escaped;

std::string_view class_of(Look look) {
  switch (look) {
    case Look::quiet:
      return "quiet";
    case Look::good:
      return "good";
    case Look::caution:
      return "caution";
    case Look::bad:
      return "bad";
    default:
      return "";
  }
}

class Page {
 public:
  Page(const Document& document, const Writing& writing) : document_(document), writing_(writing) {}

  std::string write() {
    head();
    out_ += fmt::format("<header>\n<h1>{}</h1>\n", escaped(document_.title));
    if (!document_.subtitle.empty())
      out_ += fmt::format("<p class=\"subtitle\">{}</p>\n", escaped(document_.subtitle));
    out_ += "</header>\n";
    contents();
    out_ += "<main id=\"main\">\n";
    for (std::size_t i = 0; i < document_.sections.size(); ++i)
      section(document_.sections[i], 2, number(i));
    out_ += "</main>\n";
    out_ += fmt::format("<footer><p>Made from {} by {}.</p></footer>\n</body>\n</html>\n",
                        escaped(document_.source), escaped(document_.maker));
    return std::move(out_);
  }

 private:
  // The first section is the summary, which has none.
  static std::string number(std::size_t index) {
    return index == 0 ? "" : fmt::format("<span class=\"number\">{}</span> ", index);
  }

  void head() {
    out_ += "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\"";
    if (writing_.theme == emit::Theme::light) out_ += " class=\"light\"";
    if (writing_.theme == emit::Theme::dark) out_ += " class=\"dark\"";
    out_ += ">\n<head>\n<meta charset=\"utf-8\"/>\n";
    out_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n";
    out_ += fmt::format("<meta name=\"generator\" content=\"{}\"/>\n", escaped(document_.maker));
    out_ += fmt::format("<title>{}</title>\n<style>\n", escaped(document_.title));
    for (const auto& file : style_files()) out_ += file.text;
    out_ += "</style>\n</head>\n<body>\n";
    out_ += "<a class=\"skip\" href=\"#main\">Skip to the review</a>\n";
  }

  void contents() {
    out_ += "<nav aria-label=\"Contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n";
    for (std::size_t i = 0; i < document_.sections.size(); ++i) {
      const Section& section = document_.sections[i];
      out_ += fmt::format("<li><a href=\"#{}\">{}{}</a>", escaped(section.id), number(i),
                          escaped(section.title));
      if (!section.parts.empty()) out_ += "\n<ol>\n";
      for (const Section& part : section.parts)
        out_ +=
            fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escaped(part.id), escaped(part.title));
      if (!section.parts.empty()) out_ += "</ol>\n";
      out_ += "</li>\n";
    }
    out_ += "</ol>\n</nav>\n";
  }

  void section(const Section& section, int level, const std::string& number) {
    out_ += fmt::format(
        "<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h{1} id=\"{0}-title\">"
        "{2}{3}",
        escaped(section.id), level, number, escaped(section.title));
    if (!section.quiet.empty())
      out_ += fmt::format(" <span class=\"quiet\">{}</span>", escaped(section.quiet));
    out_ += fmt::format("</h{}>\n", level);
    for (const Block& each : section.blocks) std::visit([&](const auto& one) { block(one); }, each);
    for (const Section& part : section.parts) this->section(part, level + 1, "");
    out_ += "</section>\n";
  }

  void words(const Words& words) {
    for (const Run& run : words) {
      if (run.text.empty()) continue;
      if (!run.target.empty()) out_ += fmt::format("<a href=\"#{}\">", escaped(run.target));
      const std::string_view name = class_of(run.look);
      if (run.look == Look::code)
        out_ += fmt::format("<code>{}</code>", escaped(run.text));
      else if (run.look == Look::strong)
        out_ += fmt::format("<strong>{}</strong>", escaped(run.text));
      else if (!name.empty())
        out_ += fmt::format("<span class=\"{}\">{}</span>", name, escaped(run.text));
      else
        out_ += escaped(run.text);
      if (!run.target.empty()) out_ += "</a>";
    }
  }

  void block(const Paragraph& paragraph) {
    out_ += "<p>";
    words(paragraph.words);
    out_ += "</p>\n";
  }

  void block(const List& list) {
    out_ += "<ul>\n";
    for (const Words& item : list.items) {
      out_ += "<li>";
      words(item);
      out_ += "</li>\n";
    }
    out_ += "</ul>\n";
  }

  void block(const Card& card) {
    out_ += fmt::format("<article class=\"card {}\"", class_of(card.tone));
    if (!card.id.empty()) out_ += fmt::format(" id=\"{}\"", escaped(card.id));
    out_ += ">\n<p class=\"head\">";
    words(card.head);
    out_ += "</p>\n";
    if (!card.lines.empty()) out_ += "<dl>\n";
    for (const auto& [term, said] : card.lines) {
      out_ += fmt::format("<dt>{}</dt><dd>", escaped(term));
      words(said);
      out_ += "</dd>\n";
    }
    if (!card.lines.empty()) out_ += "</dl>\n";
    out_ += "</article>\n";
  }

  void block(const Glance& glance) {
    out_ += "<ul class=\"glance\">\n";
    for (const Glance::Item& item : glance.items) {
      out_ += fmt::format("<li><strong class=\"{}\">{}</strong> ", class_of(item.look),
                          escaped(item.value));
      out_ += "<span>";
      words(item.what);
      out_ += "</span></li>\n";
    }
    out_ += "</ul>\n";
  }

  static std::string_view side(const Column& column) {
    return column.is_number ? " class=\"n\"" : "";
  }

  // A few words stay in one line: on a narrow screen the second might be out of sight.
  static std::string_view side(const Column& column, const Words& cell) {
    constexpr std::size_t few = 24;
    if (column.is_number) return side(column);
    const std::string text = text_of(cell);
    return text.size() <= few && text.find(' ') != std::string::npos ? " class=\"w\"" : "";
  }

  void row(const Table& table, std::size_t index) {
    out_ += "<tr";
    if (!table.ids.empty() && !table.ids[index].empty())
      out_ += fmt::format(" id=\"{}\"", escaped(table.ids[index]));
    out_ += ">";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      out_ += c == 0 ? "<th scope=\"row\">"
                     : fmt::format("<td{}>", side(table.columns[c], table.rows[index][c]));
      words(table.rows[index][c]);
      out_ += c == 0 ? "</th>" : "</td>";
    }
    out_ += "</tr>\n";
  }

  void block(const Table& table) {
    constexpr std::size_t short_table = 12;  // rows that stay on one sheet of paper
    out_ += fmt::format(
        "<div class=\"table{1}\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\">\n"
        "<table>\n<caption>{0}</caption>\n<thead><tr>",
        escaped(table.caption), table.rows.size() <= short_table ? " short" : "");
    for (const Column& column : table.columns)
      out_ += fmt::format("<th scope=\"col\"{}>{}</th>", side(column), escaped(column.head));
    out_ += "</tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) row(table, i);
    out_ += "</tbody>\n</table>\n</div>\n";
  }

  void block(const Figure& figure) {
    out_ += fmt::format("<figure id=\"{}\">\n{}", escaped(figure.id), figure.svg);
    if (!figure.caption.empty())
      out_ += fmt::format("<figcaption>{}</figcaption>\n", escaped(figure.caption));
    out_ += "</figure>\n";
  }

  void block(const Lines& lines) { out_ += fmt::format("<pre>{}</pre>\n", escaped(lines.text)); }

  const Document& document_;
  const Writing& writing_;
  std::string out_;
};

Written write(const Document& document, const Writing& writing) {
  return {Page(document, writing).write(), {}};
}

}  // namespace

extern const Format html;
constexpr Format html = {"html", "html htm", true, false, write};

}  // namespace joist::document::formats
