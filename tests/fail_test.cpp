// What `joist fail` says is left, for the designs in tests/fail.
#include <doctest/doctest.h>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "tests/figures_in_text.hpp"
#include "tests/memory_world.hpp"
#include "tests/source_tree.hpp"

using namespace joist;
using namespace joist::tests;
using nlohmann::json;

namespace {

// `--kill` for each; the words of one that has two stand apart, as in a shell.
std::vector<std::string> kills(std::string_view line) {
  std::vector<std::string> words;
  for (const std::string_view kill : split(line, ',')) {
    words.emplace_back("--kill");
    for (const std::string_view word : split(trimmed(kill), ' ')) words.emplace_back(word);
  }
  return words;
}

struct Answer {
  int code = 0;
  std::string output, errors;
};

Answer fail(const std::string& text, std::vector<std::string> words) {
  MemoryWorld world;
  world.files["/work/d.joist"] = text;
  words.insert(words.begin(), {"fail", "d.joist"});
  const int code = cli::run(world, words);
  return {code, world.output, world.errors};
}

std::string two_zones() {
  return project_files("tests/fail", {".joist"}).front().text;
}

}  // namespace

TEST_CASE("what stops, what overloads and what is left, step by step") {
  int compared = 0;
  for (const ProjectFile& design : project_files("tests/fail", {".joist"})) {
    CAPTURE(design.path);
    json left;
    std::string killed;
    for (const std::string& line : lines_of(design.text)) {
      if (line.rfind("#> ", 0) == 0) {
        killed = line.substr(3);
        std::vector<std::string> words = kills(killed);
        words.insert(words.end(), {"--format", "json"});
        const Answer answer = fail(design.text, words);
        CAPTURE(killed);
        REQUIRE(answer.errors == "");
        REQUIRE(answer.code == 0);
        left = json::parse(answer.output);
      } else if (is_figure(line)) {
        CAPTURE(killed);
        CHECK(check_figure(left, line) == "");
        ++compared;
      }
    }
  }
  CHECK(compared > 20);
}

TEST_CASE("the same in words") {
  const Answer answer = fail(two_zones(), {"--kill", "zone", "a"});
  CHECK(answer.output.find("without zone `us.a`\n\nat once: stops `post`\n") == 0);
  CHECK(answer.output.find("step 1: stops `read`\n  `us.b.y` gets 167% of what it can carry now") !=
        std::string::npos);
  CHECK(answer.output.find("`us.d` takes no writes") != std::string::npos);
}

TEST_CASE("what cannot be killed is said in one line") {
  const std::string text = two_zones();
  const auto complaint = [&](std::vector<std::string> words) {
    const Answer answer = fail(text, std::move(words));
    CHECK(answer.code == 2);
    CHECK(answer.output == "");
    return answer.errors;
  };
  CHECK(complaint({"--kill", "zone", "q"}) ==
        "joist fail: there is no zone `q`; there are `us.a` and `us.b`\n");
  CHECK(complaint({"--kill", "wroker"}) ==
        "joist fail: there is no component or group `wroker`; did you mean `worker`?\n");
  CHECK(complaint({"--kill", "y:none"}) ==
        "joist fail: `y:none` does not say how many copies: `y:1`\n");
  CHECK(complaint({"--kill", "rack", "r"}) ==
        "joist fail: there is no rack `r`; the design has no racks\n");
  CHECK(complaint({}) == "joist fail: nothing is gone: say what with `--kill NAME`\n");
}
