// The papers in docs/: their designs compile, and what is generated is what would be generated now.
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "cli/command.hpp"
#include "memory_world.hpp"
#include "model/attributes.hpp"
#include "model/formula.hpp"
#include "project/markdown.hpp"
#include "project/project.hpp"
#include "project/rule_pages.hpp"
#include "tests/checkout.hpp"

using namespace joist;

namespace {

const std::string folder = joist::tests::checkout() + "/docs/";

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  std::stringstream buffer;
  buffer << file.rdbuf();
  return buffer.str();
}

// A page that is made by a test: compared, or written with JOIST_UPDATE=1.
void check_page(const std::string& name, const std::string& text) {
  const char* update = std::getenv("JOIST_UPDATE");
  if (update != nullptr && std::string_view(update) == "1") std::ofstream(folder + name) << text;
  CHECK_MESSAGE(text_of(folder + name) == text, "docs/", name,
                " is not current: `scripts/test --update` writes it");
}

std::string example(std::string_view title, std::string_view info, std::string_view text) {
  return text.empty() ? "" : fmt::format("{}:\n\n```{}\n{}```\n\n", title, info, text);
}

std::string severity(Severity value) {
  if (value == Severity::error) return "error";
  return value == Severity::warning ? "warning" : "note";
}

std::string with_line_end(std::string_view text) {
  return std::string(text) + (text.empty() || text.back() == '\n' ? "" : "\n");
}

std::string rules_page(bool language) {
  std::string out;
  for (const project::RulePage& page : project::rule_pages()) {
    if (page.language != language) continue;
    out += fmt::format("### {}\n\n*{}{}.* {}.\n\n{}\n\n", page.name, severity(page.severity),
                       page.heuristic ? ", a rule of thumb" : "", page.summary, page.why);
    out += example("Found in", "joist ignore", with_line_end(page.bad));
    out += example("Not in", "joist ignore", with_line_end(page.good));
  }
  return out;
}

}  // namespace

TEST_CASE("every design in docs/ compiles") {
  for (const std::string name : {"language.md", "figures.md", "interview.md"}) {
    const std::string text = text_of(folder + name);
    CAPTURE(name);
    for (const project::Fence& fence : project::find_fences(text)) {
      const std::string& design = fence.text;
      CAPTURE(design);
      tests::MemoryWorld world;
      for (const Finding& finding : project::load_text(world, "x.joist", design).findings) {
        const bool broken = finding.severity == Severity::error && !finding.allowed;
        CHECK_MESSAGE(!broken, finding.rule, ": ", finding.message);
      }
    }
  }
  CHECK(project::find_fences(text_of(folder + "language.md")).size() >= 12);
}

TEST_CASE("docs/rules.md is what the rules say") {
  check_page(
      "rules.md",
      "# Rules\n\nMade from the rules themselves by `scripts/test --update`; `joist explain RULE` "
      "prints the same.\n\n## Of the design\n\n" +
          rules_page(false) + "## Of the text\n\n" + rules_page(true));
}

TEST_CASE("docs/kinds.md is what the standard library declares") {
  tests::MemoryWorld world;
  const std::vector<std::string> words = {"kinds"};
  CHECK(cli::run(world, words) == 0);
  check_page("kinds.md",
             "# Kinds\n\nMade from `stdlib/` by `scripts/test --update`; `joist kinds` prints the "
             "same. The sources of the defaults stand there beside them.\n\n```\n" +
                 world.output + "```\n");
}

namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Every word that a page has in backticks.
std::set<std::string> coded_words(const std::string& page) {
  std::set<std::string> words;
  bool coded = false;
  std::string word;
  for (const char c : page + " ") {
    if (is_word(c)) {
      word += c;
      continue;
    }
    if (coded) words.insert(word);
    word.clear();
    if (c == '`') coded = !coded;
  }
  return words;
}

}  // namespace

TEST_CASE("docs/language.md has every attribute and every figure of conditions") {
  const std::set<std::string> words = coded_words(text_of(folder + "language.md"));
  for (const model::AttributeInfo& attribute : model::attribute_table())
    CHECK_MESSAGE(words.count(std::string(attribute.name)) > 0, attribute.name);
  using Subject = model::FigureName::Subject;
  for (const Subject subject : {Subject::design, Subject::component, Subject::flow}) {
    for (std::string_view figure : model::figure_names(subject)) {
      for (std::size_t at = 0; at != std::string_view::npos;) {  // `done.p99` is two words
        const std::size_t dot = figure.find('.');
        CHECK_MESSAGE(words.count(std::string(figure.substr(0, dot))) > 0, figure);
        at = dot;
        if (dot != std::string_view::npos) figure.remove_prefix(dot + 1);
      }
    }
  }
}
