// The lists of words in the files under editors/ are those of the language.
#include <cstdlib>
#include <fstream>

#include <doctest/doctest.h>

#include "tests/checkout.hpp"
#include "tests/editor_files.hpp"
#include "tests/source_tree.hpp"
#include "tests/vocabulary.hpp"

using namespace joist::tests;

namespace {

// Compared, or written with JOIST_UPDATE=1.
void check(const std::string& path, const std::string& expected) {
  const std::string whole = checkout() + "/" + path;
  const char* update = std::getenv("JOIST_UPDATE");
  if (update != nullptr && std::string_view(update) == "1") {
    std::ofstream(whole, std::ios::binary) << expected;
  }
  CHECK_MESSAGE(read_file(whole) == expected, path,
                " is not current: `scripts/test --update` writes it");
}

bool has(const std::string& list, const std::string& word) {
  const auto& words = words_of(list);
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

TEST_CASE("the words of the language are found where they are defined") {
  CHECK(has("statements", "endpoints"));
  CHECK(has("words", "because"));
  CHECK(!has("words", "design"));
  CHECK(has("attributes", "replicas"));
  CHECK(has("choices", "quorum"));
  CHECK(has("kinds", "postgres"));
  CHECK(has("types", "uuid"));
  CHECK(has("units", "rps"));
  CHECK(has("functions", "ceil"));
  CHECK(has("figures", "p99"));
  CHECK(has("rules", "single-point-of-failure"));
  for (const WordList& list : vocabulary()) {
    CHECK_MESSAGE(list.words.size() >= (list.name == "functions" ? 5u : 15u), list.name);
  }
}

TEST_CASE("the files of editors have the words of the language") {
  for (const EditorFile& file : editor_files()) {
    const std::string text = read_file(checkout() + "/" + file.path);
    const std::string expected = with_made(file, text);
    CHECK_MESSAGE((file.whole || expected.find(file.made) != std::string::npos), file.path,
                  " has no lines to put words between");
    check(file.path, expected);
  }
}

TEST_CASE("the TextMate grammar has the words of the language") {
  const std::string path = "editors/vscode/syntaxes/joist.tmLanguage.json";
  const std::string expected = with_word_patterns(read_file(checkout() + "/" + path));
  for (const WordList& list : vocabulary()) {
    CHECK_MESSAGE(expected.find("\"words-" + list.name + "\"") != std::string::npos, list.name);
  }
  check(path, expected);
}
