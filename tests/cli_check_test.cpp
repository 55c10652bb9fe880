// What `check` takes: rules, Markdown files, baselines; and options before the command.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "cli/command.hpp"
#include "tests/command_line.hpp"

using namespace joist;
using joist::tests::broken;
using joist::tests::line_count;
using joist::tests::MemoryWorld;
using joist::tests::run;

TEST_CASE("an unknown rule to select or ignore is told, with the closest one") {
  MemoryWorld world;
  world.files["/work/x.joist"] = "client -> api\n";
  CHECK(run(world, {"check", "x.joist", "--select", "overlaod"}) == 2);
  CHECK(world.errors == "joist check: unknown rule `overlaod`; did you mean `overload`?\n");
  CHECK(run(world, {"check", "x.joist", "--ignore", "zzz"}) == 2);
  CHECK(world.errors == "joist check: unknown rule `zzz`; `joist rules` lists them\n");
}

TEST_CASE("options may stand before the command") {
  MemoryWorld world;
  world.files["/work/x.joist"] = broken;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--format", "compact", "check", "x.joist"},
        {"--format=compact", "check", "x.joist"},
        {"-f", "compact", "--strict", "check", "x.joist"}}) {
    CHECK(run(world, words) == 1);
    CHECK(world.output.find("x.joist:1:1: error: ") == 0);
  }
  CHECK(run(world, {"--help", "check"}) == 0);
  CHECK(world.output.find("Usage: joist check") != std::string::npos);
  CHECK(run(world, {"-o", "check", "x.joist"}) == 2);  // `check` is the output's name here
}

TEST_CASE("blocks of a Markdown file are checked and mended where they stand") {
  MemoryWorld world;
  world.files["/work/n.md"] =
      "# Notes\n\n```joist\nclient -> api\nservice api { replicas 2 }\n```\n\n- item\n\n"
      "  ~~~~joist\n  a → b\n  ~~~\n  ~~~~\n\n```joist ignore\n!\n```\n```sh\njoist\n```\n";
  CHECK(run(world, {"check", "n.md", "-f", "compact", "--select", "syntax,lookalike-arrow"}) == 1);
  CHECK(world.output ==
        "n.md:5:15: error: `replicas` has no `:` before its value [syntax]\n"
        "n.md:12:3: error: `~` stands where the statement cannot go on so [syntax]\n"
        "n.md:11:5: warning: `→` is read as `->` [lookalike-arrow]\n");
  CHECK(run(world, {"check", "n.md"}) == 1);
  CHECK(world.output.find("5 | service api { replicas 2 }") != std::string::npos);
  CHECK(run(world, {"check", "n.md", "--fix", "-f", "compact", "--fail-on", "never"}) == 0);
  CHECK(world.files["/work/n.md"] ==
        "# Notes\n\n```joist\nclient -> api\nservice api { replicas: 2 }\n```\n\n- item\n\n"
        "  ~~~~joist\n  a -> b\n  ~~~\n  ~~~~\n\n```joist ignore\n!\n```\n```sh\njoist\n```\n");
  world.files["/work/e.md"] = "no design\n";
  CHECK(run(world, {"check", "e.md"}) == 0);
  CHECK(world.errors == "joist check: no ```joist block in `e.md`\n");
  CHECK(run(world, {"fmt", "e.md"}) == 0);
}

TEST_CASE("what stands in a baseline is left out, though lines move") {
  MemoryWorld world;
  world.files["/work/x.joist"] = broken;
  for (const std::string format : {"json", "sarif"}) {
    world.files["/work/x.joist"] = broken;
    CHECK(run(world, {"check", "x.joist", "-f", format, "-o", "known"}) == 1);
    world.files["/work/x.joist"] = "# new\n\n" + broken;
    CHECK(run(world, {"check", "x.joist", "--baseline", "known", "-f", "compact"}) == 0);
    world.files["/work/x.joist"] += "dtabase db\n";
    CHECK(run(world, {"check", "x.joist", "--baseline", "known", "-f", "compact"}) == 1);
    CHECK(line_count(world.output) == 1);
  }
  CHECK(run(world, {"check", "x.joist", "--baseline", "x.joist"}) == 2);
  CHECK(run(world, {"check", "x.joist", "--baseline", "none"}) == 2);
}

TEST_CASE("a picture is not written into a folder's name") {
  MemoryWorld world;
  world.files["/work/x.joist"] = "client -> api\n";
  world.files["/work/out/other"] = "";
  CHECK(run(world, {"render", "x.joist", "out"}) == 2);
  CHECK(world.errors ==
        "joist render: `out` is a folder; name a file in it, as `out/picture.svg`\n");
}
