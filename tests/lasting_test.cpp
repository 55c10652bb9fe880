// Numbers stay with what they were given to, whatever comes or goes beside it.
#include "analysis/lasting.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace joist;
using analysis::LastingNumbers;

namespace {

using Numbers = std::vector<std::uint32_t>;

// A name for each letter.
LastingNumbers numbered(std::string_view letters, const LastingNumbers& before = {}) {
  std::vector<Fingerprint> names(letters.size());
  for (std::size_t i = 0; i < letters.size(); ++i) names[i].add(letters[i]);
  return analysis::number_again(std::move(names), before);
}

}  // namespace

TEST_CASE("what is still there keeps its number") {
  const LastingNumbers first = numbered("abcd");
  CHECK(first.of == Numbers{0, 1, 2, 3});
  CHECK(numbered("abcd", first).of == Numbers{0, 1, 2, 3});
  CHECK(numbered("abxcd", first).of == Numbers{0, 1, 4, 2, 3});
  CHECK(numbered("acd", first).of == Numbers{0, 2, 3});
  CHECK(numbered("xabcdy", first).of == Numbers{4, 0, 1, 2, 3, 5});
  CHECK(numbered("axcyd", first).of == Numbers{0, 1, 2, 4, 3});  // `b` has become `x`
  CHECK(numbered("", first).of.empty());
  const LastingNumbers without = numbered("abd", first);
  CHECK(numbered("abcd", without).of == Numbers{0, 1, 4, 3});
  CHECK(without.indices() == Numbers{0, 1, analysis::nowhere, 2});
}

TEST_CASE("what keeps its number keeps its order") {
  std::mt19937 random(3);
  std::string letters = "abcdefghij";
  LastingNumbers before = numbered(letters);
  for (int edit = 0; edit < 3000; ++edit) {
    for (auto changes = random() % 4; changes > 0; --changes) {
      const auto letter = static_cast<char>('a' + random() % 26);
      const std::size_t at = random() % (letters.size() + 1);
      if (random() % 2 == 0 || letters.size() < 4) {
        letters.insert(at, 1, letter);
      } else {
        letters.erase(random() % letters.size(), 1);
      }
    }
    const LastingNumbers now = numbered(letters, before);
    REQUIRE(std::set(now.of.begin(), now.of.end()).size() == now.of.size());
    const Numbers earlier = before.indices();
    Numbers kept;
    for (const std::uint32_t number : now.of) {
      REQUIRE(number < now.end);
      if (number < earlier.size() && earlier[number] != analysis::nowhere)
        kept.push_back(earlier[number]);
    }
    CHECK(std::is_sorted(kept.begin(), kept.end()));
    before = now;
  }
}
