// Edits made one after the other are the same as what they are composed to.
#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include "ide/composed.hpp"

using namespace joist;

namespace {

const FileId file(std::size_t{3});

std::string applied(std::string text, const std::vector<Edit>& edits) {
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
    text.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->text);
  return text;
}

std::string letters(std::mt19937& random, std::size_t most) {
  std::string text;
  for (std::size_t n = random() % (most + 1); n > 0; --n)
    text += static_cast<char>('a' + random() % 26);
  return text;
}

// In order of place; none touches another.
std::vector<Edit> some_edits(std::mt19937& random, std::size_t size) {
  std::vector<Edit> edits;
  for (std::size_t at = random() % 5; at <= size; at += 1 + random() % 8) {
    const std::size_t end = std::min(size, at + random() % 4);
    edits.push_back({{file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
                     letters(random, 3)});
    at = end;
  }
  return edits;
}

}  // namespace

TEST_CASE("edits made one after the other are edits of the first text") {
  std::mt19937 random(5);
  for (int i = 0; i < 2000; ++i) {
    const std::string before = letters(random, 30);
    ide::ComposedEdits composed(file, before);
    std::string text = before;
    CHECK(composed.edits().empty());
    for (std::size_t rounds = 1 + random() % 4; rounds > 0; --rounds) {
      std::vector<Edit> edits = some_edits(random, text.size());
      text = applied(text, edits);
      std::shuffle(edits.begin(), edits.end(), random);
      composed.apply(edits);
      REQUIRE(composed.text() == text);
    }
    const std::vector<Edit> whole = composed.edits();
    CHECK(applied(before, whole) == text);
    for (std::size_t k = 1; k < whole.size(); ++k)
      CHECK(whole[k - 1].span.end < whole[k].span.begin);
  }
}
