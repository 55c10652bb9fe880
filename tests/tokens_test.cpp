// What stands before the cursor is the same whether the text is cut into words from its begin or
// from where completion begins, some statements before.
#include "ide/tokens.hpp"

#include <random>
#include <string>

#include <doctest/doctest.h>

#include "fixtures.hpp"
#include "ide/design.hpp"
#include "tests/random_edits.hpp"
#include "tests/sanitized.hpp"

using namespace joist;
using namespace joist::tests;

namespace {

std::string told(const std::vector<ide::Token>& tokens) {
  std::string text;
  for (const ide::Token& token : tokens)
    text += std::to_string(static_cast<int>(token.sort)) + ' ' + std::to_string(token.begin) + '-' +
            std::to_string(token.end) + (token.after_line_end ? " after a line end, " : ", ");
  return text;
}

std::string told(const ide::Writing& writing) {
  std::string text = std::to_string(writing.word_begin) + " `" + std::string(writing.word) + "` " +
                     std::string(writing.before) + (writing.in_text ? " in text" : "") +
                     (writing.after_number ? " after a number" : "") + "\n";
  for (const auto& header : writing.headers) text += told(header) + "{\n";
  return text + told(writing.statement);
}

project::Project read_alone(const std::string& text) {
  project::Project project;
  const FileId id = project.sources.add("/work/a.joist", text);
  project.files.push_back(syntax::read(id, project.sources.at(id).text()));
  return project;
}

}  // namespace

TEST_CASE("what stands before a cursor needs but some statements before it") {
  std::mt19937 random(1903);
  std::size_t begun_late = 0;
  for (const cases::Fixture& fixture : cases::fixtures()) {
    std::string text = fixture.text;
    for (int i = 0; i < (is_sanitized ? 2 : 15); ++i) {
      const project::Project project = read_alone(text);
      for (int j = 0; j < 10; ++j) {
        const auto at = static_cast<std::uint32_t>(random() % (text.size() + 1));
        const std::uint32_t from =
            ide::begin_before({{&project, nullptr}, FileId(std::size_t{0}), at});
        begun_late += from > 0 ? 1 : 0;
        CAPTURE(text);
        CAPTURE(at);
        CAPTURE(from);
        REQUIRE(told(ide::writing_at(text, at, from)) == told(ide::writing_at(text, at)));
      }
      text = edited(std::move(text), random);
    }
  }
  CHECK(begun_late > 100);
}
