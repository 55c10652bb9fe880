// The pages of the manual: joist(1) from the commands, and joist(7) from docs/language.md.
#include "cli/manual.hpp"

#include <cstdlib>
#include <fstream>

#include <cmark.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/version.hpp"
#include "tests/checkout.hpp"
#include "tests/source_tree.hpp"

using namespace joist;

namespace {

std::vector<std::string> cells(const std::string& row) {
  std::vector<std::string> result;
  for (const std::string_view cell : split(std::string_view(row).substr(1, row.size() - 2), '|')) {
    result.emplace_back(trimmed(cell));
  }
  return result;
}

// A manual has no tables that wrap: each row becomes an entry, its first cell in front.
std::string without_tables(const std::string& text) {
  std::string out;
  bool head = true;
  for (const std::string& line : tests::lines_of(text)) {
    const bool row = line.size() > 1 && line.front() == '|' && line.back() == '|';
    if (!row) {
      head = true;
      out += line + "\n";
      continue;
    }
    if (head || line.find_first_not_of("|- ") == std::string::npos) {
      head = false;
      continue;
    }
    const std::vector<std::string> parts = cells(line);
    out += fmt::format("- {}", parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i)
      out += fmt::format("{}{}", i == 1 ? ": " : "; ", parts[i]);
    out += "\n";
  }
  return out;
}

// Fonts by one letter, which every reader of manuals knows, and no empty paragraph below a heading.
std::string with_plain_fonts(std::string text) {
  const std::pair<std::string_view, std::string_view> fonts[] = {
      {"\\f[C]", "\\fB"}, {"\\f[B]", "\\fB"}, {"\\f[I]", "\\fI"}, {"\\f[]", "\\fR"}};
  for (const auto& [from, to] : fonts) {
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at)) {
      text.replace(at, from.size(), to);
    }
  }
  std::string out;
  bool below_heading = true, heading_begins = false;
  for (const std::string& line : tests::lines_of(text)) {
    if (!(below_heading && line == ".PP")) out += line + "\n";
    // The words of a heading stand on a line of their own.
    below_heading = heading_begins || line.starts_with(".SH ");
    heading_begins = line == ".SS" || line == ".SH";
  }
  return out;
}

std::string language_manual() {
  std::string text = tests::read_file(tests::checkout() + "/docs/language.md");
  text.erase(0, text.find('\n') + 1);  // the title stands in the head of the page
  text = without_tables(text);
  cmark_node* document = cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT);
  char* rendered = cmark_render_man(document, CMARK_OPT_DEFAULT, 0);
  const std::string head = fmt::format(
      ".TH JOIST 7 \"{}\" \"Joist {}\"\n.SH NAME\njoist \\- the language of system designs\n"
      ".SH DESCRIPTION\n",
      cli::release_date(), cli::version());
  std::string out = head + with_plain_fonts(rendered);
  std::free(rendered);
  cmark_node_free(document);
  return out + ".SH SEE ALSO\n\\fBjoist\\fR(1), \\fBjoist.toml\\fR(5)\n";
}

}  // namespace

TEST_CASE("joist(1) has every command and option") {
  const std::string page = cli::manual();
  for (const cli::Command* command : cli::commands::catalogue()) {
    CHECK_MESSAGE(
        (page.find(fmt::format(".Ss {}\n", command->name)) != page.npos) == !command->hidden,
        command->name);
  }
  CHECK(page.find(".It Fl f , Fl \"\\-format\" Ar \"FORMAT\"\n") != page.npos);
  CHECK(page.find(".It Fl \"\\-fail\\-on\" Ar \"SEVERITY\"\n") != page.npos);
  CHECK(page.find('`') == page.npos);
}

TEST_CASE("docs/man/joist.7 is what docs/language.md says") {
  const std::string path = tests::checkout() + "/docs/man/joist.7", page = language_manual();
  const char* update = std::getenv("JOIST_UPDATE");
  if (update != nullptr && std::string_view(update) == "1") std::ofstream(path) << page;
  CHECK_MESSAGE(tests::read_file(path) == page, path,
                " is not current: `scripts/test --update` writes it");
}
