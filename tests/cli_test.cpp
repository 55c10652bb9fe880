// The command line, run on a world in memory: words in; output, files and exit code out.
#include <set>
#include <stdexcept>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/diff.hpp"
#include "cli/picture.hpp"
#include "emit/emitter.hpp"
#include "report/reporter.hpp"
#include "tests/command_line.hpp"

using namespace joist;
using joist::tests::broken;
using joist::tests::line_count;
using joist::tests::MemoryWorld;
using joist::tests::run;

TEST_CASE("an unknown command or option is one line with the closest one, and exit 2") {
  MemoryWorld world;
  CHECK(run(world, {"chekc", "x.joist"}) == 2);
  CHECK(world.errors == "joist: unknown command `chekc`; did you mean `check`?\n");
  CHECK(run(world, {"chirp.jost"}) == 2);
  CHECK(world.errors == "joist render: cannot read `chirp.jost`: no such file\n");
  CHECK(run(world, {"check", "--fromat", "json", "x.joist"}) == 2);
  CHECK(world.errors == "joist check: unknown option `--fromat`; did you mean `--format`?\n");
  CHECK(run(world, {"check", "--format", "jsn"}) == 2);
  CHECK(line_count(world.errors) == 1);
  CHECK(world.errors.find("did you mean `json`?") != std::string::npos);
  CHECK(run(world, {"check", "--format"}) == 2);
  CHECK(world.errors == "joist check: `--format` needs a value: --format FORMAT\n");
  CHECK(run(world, {"check", "--fix=no"}) == 2);
  CHECK(world.errors == "joist check: `--fix` takes no value\n");
  CHECK(run(world, {"render"}) == 2);
  CHECK(line_count(world.errors) == 1);
  CHECK(world.output.empty());
}

TEST_CASE("options may stand behind operands, and behind -- all are operands") {
  const cli::Command* check = cli::find_command("check");
  const std::vector<std::string> words = {"a.joist", "-f", "json", "--fix", "-", "--", "--b.joist"};
  const cli::Parsed parsed = cli::parse(*check, words);
  CHECK(parsed.error.empty());
  CHECK(parsed.arguments.value("format") == "json");
  CHECK(parsed.arguments.has("fix"));
  CHECK(parsed.arguments.operands == std::vector<std::string>{"a.joist", "-", "--b.joist"});
}

TEST_CASE("a value may stand behind = and may be a negative number") {
  const cli::Command* check = cli::find_command("check");
  const std::vector<std::string> words = {"--select=a,b", "-ox.json", "--select", "c"};
  const cli::Parsed parsed = cli::parse(*check, words);
  CHECK(parsed.arguments.list("select") == std::vector<std::string>{"a", "b", "c"});
  CHECK(parsed.arguments.value("output") == "x.json");
  const std::vector<std::string> calc = {"-5", "+", "3"};
  CHECK(cli::parse(*cli::find_command("calc"), calc).arguments.operands == calc);
}

TEST_CASE("every command has help with examples, and answers it") {
  MemoryWorld world;
  for (const cli::Command* command : cli::commands::catalogue()) {
    CHECK(run(world, {std::string(command->name), "--help"}) == 0);
    CHECK(world.output.find("Usage: joist " + std::string(command->name)) != std::string::npos);
    CHECK_MESSAGE(!command->examples.empty(), command->name);
    for (const std::string& line : {world.output})
      CHECK(line.find("Examples:") != std::string::npos);
  }
  CHECK(run(world, {"help", "check"}) == 0);
  CHECK(run(world, {"--version"}) == 0);
  CHECK(world.output.substr(0, 6) == "joist ");
  CHECK(run(world, {}) == 0);
}

TEST_CASE("help fits a terminal") {
  MemoryWorld world;
  for (const cli::Command* command : cli::commands::catalogue()) {
    run(world, {"help", std::string(command->name)});
    for (const std::string_view line : split(world.output, '\n')) {
      CHECK_MESSAGE(display_width(line) <= 100, line);
    }
  }
}

TEST_CASE("the formats in help are those there are") {
  MemoryWorld world;
  run(world, {"render", "--help"});
  for (const emit::Emitter* emitter : emit::formats::catalogue()) {
    CHECK(world.output.find(std::string(emitter->name)) != std::string::npos);
  }
  run(world, {"check", "--help"});
  for (const report::Reporter* reporter : report::reporters::catalogue()) {
    CHECK(world.output.find(std::string(reporter->name)) != std::string::npos);
  }
}

TEST_CASE("check exits 0, 1 or 2") {
  MemoryWorld world;
  world.files["/work/good.joist"] = "client -> lb -> api\n";
  world.files["/work/bad.joist"] = broken;
  CHECK(run(world, {"check", "good.joist", "--fail-on", "error"}) == 0);
  CHECK(run(world, {"check", "bad.joist"}) == 1);
  CHECK(run(world, {"check", "bad.joist", "--fail-on", "never"}) == 0);
  CHECK(run(world, {"check", "none.joist"}) == 2);
  CHECK(world.errors == "joist check: cannot read `none.joist`: no such file\n");
  CHECK(run(world, {"check", "bad.joist", "-o", "none/../bad.txt"}) == 1);
  world.read_only.insert("/work/bad.txt");
  CHECK(run(world, {"check", "bad.joist", "-o", "bad.txt"}) == 2);
}

TEST_CASE("analyze samples as finely as it is told") {
  MemoryWorld world;
  world.files["/work/a.joist"] =
      "sum = (1..3) + max(10..50, 20)\nflow f @ sum * 1 rps { app -> api }\n";
  REQUIRE(run(world, {"analyze", "a.joist", "--format", "json", "--samples", "64"}) == 0);
  const std::string few = world.output;
  REQUIRE(run(world, {"analyze", "a.joist", "--format", "json"}) == 0);
  CHECK(world.output != few);
  CHECK(run(world, {"analyze", "a.joist", "--samples", "3"}) == 2);
  CHECK(world.errors ==
        "joist analyze: `--samples` is a count from 64 to 1048576, but is `3` here\n");
}

TEST_CASE("check walks folders for designs and reads standard input") {
  MemoryWorld world;
  world.files["/work/a/x.joist"] = broken;
  world.files["/work/a/b/y.joist"] = broken;
  world.files["/work/a/.hidden/z.joist"] = broken;
  world.files["/work/a/notes.txt"] = broken;
  CHECK(run(world, {"check", "-f", "compact"}) == 1);
  CHECK(world.output.find("a/b/y.joist:1:1: error: ") == 0);
  CHECK(world.output.find("\na/x.joist:1:1: error: ") != std::string::npos);
  CHECK(line_count(world.output) == 2);
  world.input = broken;
  CHECK(run(world, {"check", "-", "--stdin-filename", "deep/q.joist", "-f", "compact"}) == 1);
  CHECK(world.output.find("deep/q.joist:1:1: ") == 0);
  CHECK(run(world, {"check", "a/notes.txt/../b", "-f", "compact"}) == 1);
  world.files.clear();
  CHECK(run(world, {"check"}) == 2);
}

TEST_CASE("several formats go to several places") {
  MemoryWorld world;
  world.files["/work/x.joist"] = broken;
  CHECK(run(world, {"check", "x.joist", "-f", "compact", "-f", "sarif", "-o", "x.sarif", "-o",
                    "x.json"}) == 1);
  CHECK(world.output.find("x.joist:1:1: error: ") == 0);
  CHECK(nlohmann::json::parse(world.files["/work/x.sarif"])["version"] == "2.1.0");
  const auto json = nlohmann::json::parse(world.files["/work/x.json"]);
  CHECK(json["summary"]["errors"] == 1);
  CHECK(json["findings"][0]["file"] == "x.joist");
}

TEST_CASE("what several designs import is reported once") {
  MemoryWorld world;
  world.files["/work/part.joist"] = broken;
  world.files["/work/a.joist"] = "import \"part.joist\"\nclient -> api\n";
  world.files["/work/b.joist"] = "import \"part.joist\"\nclient -> api\n";
  run(world, {"check", "a.joist", "b.joist", "-f", "compact", "--select", "unknown-kind"});
  CHECK(line_count(world.output) == 1);
}

TEST_CASE("rules are selected and ignored by name") {
  MemoryWorld world;
  world.files["/work/x.joist"] = broken + "x = 5 usres\n";
  CHECK(run(world, {"check", "x.joist", "-f", "compact", "--select", "unknown-unit"}) == 1);
  CHECK(line_count(world.output) == 1);
  CHECK(run(world,
            {"check", "x.joist", "-f", "compact", "--ignore", "unknown-unit,unknown-kind"}) == 0);
  CHECK(world.output.empty());
}

TEST_CASE("colour follows --color, NO_COLOR and the terminal") {
  MemoryWorld world;
  world.files["/work/x.joist"] = broken;
  const auto has_color = [&](const std::vector<std::string>& words) {
    run(world, words);
    return world.output.find('\x1b') != std::string::npos;
  };
  CHECK(!has_color({"check", "x.joist"}));
  CHECK(has_color({"check", "x.joist", "--color", "always"}));
  world.terminal = true;
  CHECK(has_color({"check", "x.joist"}));
  CHECK(!has_color({"check", "x.joist", "--color", "never"}));
  world.variables["NO_COLOR"] = "1";
  CHECK(!has_color({"check", "x.joist"}));
}

TEST_CASE("joist.toml counts for designs below it, and its mistakes are told with their line") {
  MemoryWorld world;
  world.files["/work/a/x.joist"] = "client -> api\n";
  world.files["/work/joist.toml"] = "strict = true\n";
  CHECK(run(world, {"check", "a/x.joist", "-f", "compact"}) == 1);
  world.files["/work/a/joist.toml"] = "# the nearest counts\n";
  CHECK(run(world, {"check", "a/x.joist", "-f", "compact"}) == 0);
  world.files["/work/a/joist.toml"] = "theme = \"dark\"\nstrct = true\n";
  CHECK(run(world, {"check", "a/x.joist"}) == 2);
  CHECK(world.errors ==
        "joist check: /work/a/joist.toml:2: unknown setting `strct`; did you mean `strict`?\n");
  for (const char* wrong : {"headroom = 3", "headroom = \"x%\"", "theme = \"blue\"", "rules = 1",
                            "[rules]\noverlaod = \"off\"", "a = = b", "strict = 1"}) {
    world.files["/work/a/joist.toml"] = wrong;
    CHECK_MESSAGE(run(world, {"check", "a/x.joist"}) == 2, wrong);
    CHECK_MESSAGE(line_count(world.errors) == 1, world.errors);
  }
}

TEST_CASE("a theme comes from the command line, the settings or the design, in this order") {
  MemoryWorld world;
  world.files["/work/x.joist"] = "design \"X\" { theme: contrast }\na -> b\n";
  const auto drawn = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"render", "x.joist", "-q", "-o", "-"});
    REQUIRE(run(world, words) == 0);
    return world.output;
  };
  const std::string contrast = drawn({});
  CHECK(contrast.find("#000000") != std::string::npos);
  CHECK(contrast.find("<style>") != std::string::npos);
  CHECK(drawn({"--theme", "dark"}).find("<style>") == std::string::npos);
  CHECK(drawn({"--theme", "neutral"}) != contrast);
  world.files["/work/joist.toml"] = "theme = \"print\"\n";
  CHECK(drawn({}) != contrast);
  CHECK(drawn({"--theme", "contrast"}) == contrast);
}

TEST_CASE("render writes beside the input, by the output's name, or to standard output") {
  MemoryWorld world;
  world.files["/work/d/x.joist"] = "client -> api\n";
  CHECK(run(world, {"render", "d/x.joist"}) == 0);
  CHECK(world.files["/work/d/x.svg"].find("<svg") != std::string::npos);
  CHECK(world.output.empty());
  CHECK(run(world, {"d/x.joist", "out.dot"}) == 0);
  CHECK(world.files["/work/out.dot"].find("digraph") != std::string::npos);
  CHECK(run(world, {"render", "d/x.joist", "--to", "mermaid", "-o", "-"}) == 0);
  CHECK(world.output.find("flowchart") != std::string::npos);
  world.input = "client -> api\n";
  CHECK(run(world, {"-"}) == 0);
  CHECK(world.output.find("<svg") != std::string::npos);
  CHECK(run(world, {"render", "d/x.joist", "x.bmp"}) == 2);
  CHECK(line_count(world.errors) == 1);
  CHECK(run(world, {"render", "d/x.joist", "--stage", "none"}) == 2);
  CHECK(run(world, {"render", "d/x.joist", "--metrics", "json"}) == 0);
  CHECK(nlohmann::json::parse(world.output)["box_overlaps"] == 0);
}

TEST_CASE("render draws what it understood and exits 1 for the rest") {
  MemoryWorld world;
  world.files["/work/x.joist"] = "client -> api\n" + broken;
  CHECK(run(world, {"x.joist"}) == 1);
  CHECK(world.files["/work/x.svg"].find("<svg") != std::string::npos);
  CHECK(world.errors.find("error[unknown-kind]") != std::string::npos);
  CHECK(run(world, {"x.joist", "--quiet"}) == 1);
  CHECK(world.errors.empty());
}

TEST_CASE("render --watch draws again at every change") {
  MemoryWorld world;
  world.files["/work/x.joist"] = "client -> api\n";
  int changes = 0;
  world.change = [&] {
    if (++changes == 3) throw std::runtime_error("interrupted");
    world.files["/work/x.joist"] = changes == 1 ? "client -> api -> changed\n" : "";
    if (changes == 2) world.files.erase("/work/x.joist");
    return true;
  };
  CHECK_THROWS(run(world, {"render", "--watch", "x.joist"}));
  CHECK(world.files["/work/x.svg"].find("changed") != std::string::npos);
}

TEST_CASE("new starts from an example and never overwrites") {
  MemoryWorld world;
  CHECK(run(world, {"new", "--list"}) == 0);
  CHECK(line_count(world.output) >= 5);
  CHECK(run(world, {"new", "feed", "--from", "chirp"}) == 0);
  CHECK(world.files["/work/feed.joist"].find("design \"Chirp\"") == 0);
  CHECK(run(world, {"new", "feed.joist"}) == 2);
  CHECK(world.errors == "joist new: `feed.joist` is there already\n");
  CHECK(run(world, {"new", "chirp"}) == 0);
  CHECK(world.files["/work/chirp.joist"] == world.files["/work/feed.joist"]);
  CHECK(run(world, {"new", "y", "--from", "chrip"}) == 2);
  CHECK(world.errors == "joist new: no example `chrip`; did you mean `chirp`?\n");
}

TEST_CASE("calc answers in the unit asked for, and shows mistakes where they are") {
  MemoryWorld world;
  CHECK(run(world, {"calc", "500M users * 50% * 0.5/day in 1/s"}) == 0);
  CHECK(world.output == "1.45k/s\n");
  CHECK(run(world, {"calc", "--format", "json", "10", "+", "32"}) == 0);
  CHECK(nlohmann::json::parse(world.output)["value"] == 42);
  CHECK(run(world, {"calc", "1 + 5 usres"}) == 1);
  CHECK(world.errors.find("--> <expression>:1:7") != std::string::npos);
}

TEST_CASE("completions name every command and option") {
  MemoryWorld world;
  for (const char* shell : {"bash", "zsh", "fish"}) {
    CHECK(run(world, {"completions", shell}) == 0);
    for (const cli::Command* command : cli::commands::catalogue()) {
      if (command->hidden) continue;
      CHECK(world.output.find(std::string(command->name)) != std::string::npos);
      for (const cli::Option& option : command->options) {
        CHECK_MESSAGE(world.output.find(std::string(option.name)) != std::string::npos,
                      option.name);
      }
    }
  }
  CHECK(run(world, {"completions", "tcsh"}) == 2);
}

TEST_CASE("rules and explain print what the checker knows") {
  MemoryWorld world;
  CHECK(run(world, {"rules", "--format", "json"}) == 0);
  const auto rules = nlohmann::json::parse(world.output)["rules"];
  for (const auto& rule : rules) {
    CHECK(run(world, {"explain", rule["name"]}) == 0);
    CHECK(world.output.find(std::string(rule["summary"])) != std::string::npos);
  }
  CHECK(run(world, {"explain", "no-such-rule-at-all"}) == 2);
}

TEST_CASE("explain shows the arithmetic behind quantities and loads") {
  MemoryWorld world;
  world.files["/work/x.joist"] =
      "dau = 100M users\nreads = dau * 10/day\nclient app\nservice api\n"
      "flow read @ reads {\n  app -> api x 2\n}\n";
  CHECK(run(world, {"explain", "reads", "x.joist"}) == 0);
  CHECK(world.output.find("= dau * 10/day\n") != std::string::npos);
  CHECK(world.output.find("`dau` is 100M users  (x.joist:1)") != std::string::npos);
  CHECK(run(world, {"explain", "api.load", "x.joist"}) == 0);
  CHECK(world.output.find("23.1k/s from `app` on `read`: 11.6k/s x 2  (x.joist:6)") !=
        std::string::npos);
  CHECK(run(world, {"explain", "read.load", "x.joist"}) == 0);
  CHECK(run(world, {"explain", "apii.load", "x.joist"}) == 2);
  CHECK(world.errors.find("did you mean `api`?") != std::string::npos);
}

TEST_CASE("fmt writes the canonical form, or says what would change") {
  MemoryWorld world;
  world.files["/work/x.joist"] = "a->b\n";
  CHECK(run(world, {"fmt", "--check", "x.joist"}) == 1);
  CHECK(world.output == "x.joist\n");
  CHECK(run(world, {"fmt", "--diff", "x.joist"}) == 1);
  CHECK(world.output == "--- x.joist\n+++ x.joist\n@@ -1 +1 @@\n-a->b\n+a -> b\n");
  CHECK(run(world, {"fmt"}) == 0);
  CHECK(world.files["/work/x.joist"] == "a -> b\n");
  CHECK(run(world, {"fmt", "--check", "x.joist"}) == 0);
  CHECK(world.output.empty());
  world.files["/work/x.joist"] = "a->b\r\nb->c # d\r\n";
  CHECK(run(world, {"fmt"}) == 0);
  CHECK(world.files["/work/x.joist"] == "a -> b\r\nb -> c  # d\r\n");
  CHECK(run(world, {"fmt", "--check", "x.joist"}) == 0);
  world.input = "a->b # c\n";
  CHECK(run(world, {"fmt", "-"}) == 0);
  CHECK(world.output == "a -> b  # c\n");
  world.input = "a->b\nservice = = 3\n";
  CHECK(run(world, {"fmt", "-"}) == 1);
  CHECK(world.output.find("a -> b\n") == 0);
  CHECK(world.errors.find("error[") == 0);
}

TEST_CASE("a diff is what diff -u writes") {
  CHECK(cli::unified_diff("f", "a\nb\n", "a\nb\n").empty());
  CHECK(cli::unified_diff("f", "a\nb\nc\n", "a\nx\nc\n") ==
        "--- f\n+++ f\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n");
  CHECK(cli::unified_diff("f", "", "a\n") == "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n");
  CHECK(cli::unified_diff("f", "a", "a\n") ==
        "--- f\n+++ f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  const std::string diff = cli::unified_diff("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n",
                                             "1\nx\n3\n4\n5\n6\n7\n8\n9\n10\ny\n12\n");
  CHECK(diff.find("@@ -1,5 +1,5 @@\n") != std::string::npos);
  CHECK(diff.find("@@ -8,5 +8,5 @@\n") != std::string::npos);
}
