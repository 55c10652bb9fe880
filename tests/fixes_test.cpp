// Fixes: which are applied, in what order, and what `--fix` and `--diff` write.
#include "cli/fixes.hpp"

#include <doctest/doctest.h>

#include "tests/memory_world.hpp"

using namespace joist;
using joist::tests::MemoryWorld;

namespace {

Finding fixable(Span span, const std::string& text, bool safe) {
  Finding finding;
  finding.span = span;
  finding.fixes = {{"write it so", safe, {{span, text}}}};
  return finding;
}

std::string applied(const std::string& text, const std::vector<Finding>& found, bool unsafe,
                    std::size_t& count) {
  Sources sources;
  const FileId file = sources.add("x", text);
  const auto texts = cli::apply(sources, found, unsafe, 0, count);
  return texts.count(file) > 0 ? texts.at(file) : text;
}

}  // namespace

TEST_CASE("safe fixes are applied from the end, unsafe ones only when asked for") {
  const FileId file(0);
  const std::vector<Finding> found = {fixable({file, 0, 1}, "long", true),
                                      fixable({file, 2, 3}, "B", false),
                                      fixable({file, 4, 5}, "", true)};
  std::size_t count = 0;
  CHECK(applied("a b c", found, false, count) == "long b ");
  CHECK(count == 2);
  CHECK(applied("a b c", found, true, count) == "long B ");
}

TEST_CASE("of fixes that touch each other the first is applied") {
  const FileId file(0);
  std::size_t count = 0;
  const std::vector<Finding> overlapping = {fixable({file, 0, 3}, "x", true),
                                            fixable({file, 2, 4}, "y", true)};
  CHECK(applied("abcdef", overlapping, false, count) == "xdef");
  CHECK(count == 1);
  const std::vector<Finding> twice = {fixable({file, 1, 1}, "x", true),
                                      fixable({file, 1, 1}, "y", true)};
  CHECK(applied("ab", twice, false, count) == "axb");
  const std::vector<Finding> touching = {fixable({file, 0, 1}, "x", true),
                                         fixable({file, 1, 2}, "y", true)};
  CHECK(applied("ab", touching, false, count) == "xy");
}

TEST_CASE("what a fix writes ends its lines as the file does") {
  const FileId file(0);
  std::size_t count = 0;
  const std::vector<Finding> found = {fixable({file, 1, 1}, "\nx\r\n", true)};
  CHECK(applied("a\r\nb\r\n", found, false, count) == "a\r\nx\r\n\r\nb\r\n");
  CHECK(applied("a\nb\n", found, false, count) == "a\nx\r\n\nb\n");
}

TEST_CASE("silenced findings and files of the stdlib are left alone") {
  const FileId file(0);
  std::vector<Finding> found = {fixable({file, 0, 1}, "x", true)};
  found.front().allowed = "as it is";
  std::size_t count = 0;
  CHECK(applied("a", found, true, count) == "a");
  Sources sources;
  sources.add("stdlib", "a");
  found.front().allowed.reset();
  CHECK(cli::apply(sources, found, true, 1, count).empty());
}

TEST_CASE("--fix mends the file, --diff only shows, and standard input comes out mended") {
  MemoryWorld world;
  world.files["/work/x.joist"] = "a => b\n";
  const auto run = [&](const std::vector<std::string>& words) {
    world.output.clear();
    world.errors.clear();
    return cli::run(world, words);
  };
  CHECK(run({"check", "x.joist", "--diff"}) == 1);
  CHECK(world.output == "--- x.joist\n+++ x.joist\n@@ -1 +1 @@\n-a => b\n+a -> b\n");
  CHECK(world.files["/work/x.joist"] == "a => b\n");
  world.input = "a => b\n";
  run({"check", "-", "--fix"});
  CHECK(world.output == "a -> b\n");
  run({"check", "x.joist", "--fix"});
  CHECK(world.files["/work/x.joist"] == "a -> b\n");
  CHECK(world.errors == "joist check: fixed 1 finding in 1 file\n");
}
