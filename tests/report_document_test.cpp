// The document of a review: of every example, of designs that say little, and of hostile ones.
#include <algorithm>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "document/review.hpp"
#include "project/project.hpp"
#include "tests/command_line.hpp"
#include "tests/markup.hpp"
#include "tests/memory_world.hpp"

using namespace joist;
using joist::tests::MemoryWorld;
using joist::tests::run;
using joist::tests::values;

namespace {

std::string report_of(const std::string& text, int code = 0, const std::string& format = "html") {
  MemoryWorld world;
  world.files["/work/a.joist"] = text;
  CHECK(run(world, {"report", "a.joist", "--to", format}) == code);
  return world.output;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// What stands in the page without its style sheet and the pictures.
std::string without_styles(std::string html) {
  for (auto at = html.find("<style>"); at != std::string::npos; at = html.find("<style>"))
    html.erase(at, html.find("</style>", at) + 8 - at);
  return html;
}

// Markdown without what stands in code, between any number of backticks.
std::string without_code(const std::string& md) {
  std::string out;
  for (std::size_t at = 0; at < md.size();) {
    const std::size_t ticks = std::min(md.find_first_not_of('`', at), md.size()) - at;
    const bool escaped = at > 0 && md[at - 1] == '\\';
    if (ticks == 0 || escaped) {
      out += md[at++];
      continue;
    }
    const std::string fence(ticks, '`');
    std::size_t end = md.find(fence, at + ticks);
    while (end != std::string::npos && md.substr(end + ticks, 1) == "`")
      end = md.find(fence, md.find_first_not_of('`', end));
    REQUIRE(end != std::string::npos);
    at = end + ticks;
  }
  return out;
}

void check_page(const std::string& html) {
  REQUIRE(html.starts_with("<!DOCTYPE html>\n"));
  CHECK(tests::is_well_formed(without_styles(html).substr(16)));
  const std::vector<std::string> ids = values(html, "id");
  const std::set<std::string> known(ids.begin(), ids.end());
  CHECK(known.size() == ids.size());
  CHECK(known.count("") == 0);
  for (const std::string& target : values(html, "href")) {
    REQUIRE(target.starts_with("#"));
    CHECK_MESSAGE(known.count(target.substr(1)) == 1, target);
  }
  for (const std::string& label : values(html, "aria-labelledby"))
    CHECK_MESSAGE(known.count(label.substr(0, label.find(' '))) == 1, label);
  for (const char* refused :
       {"<script", "<link", "@import", "src=\"", "url(", "<img", "javascript:"})
    CHECK_MESSAGE(!has(html, refused), refused);
}

}  // namespace

TEST_CASE("the page of every example is well-formed, and every link in it leads somewhere") {
  for (const project::EmbeddedFile& file : project::example_files()) {
    CAPTURE(file.name);
    MemoryWorld world;
    for (const project::EmbeddedFile& each : project::example_files())
      world.files["/work/" + std::string(each.name)] = std::string(each.text);
    REQUIRE(run(world, {"report", std::string(file.name)}) == 0);
    const std::string first = world.output;
    check_page(first);
    run(world, {"report", std::string(file.name)});
    CHECK(world.output == first);
  }
}

TEST_CASE("sections with nothing to say are left out") {
  const std::string sketch = report_of("client -> api -> db\n");
  check_page(sketch);
  for (const char* missing : {"Estimates", "Interface", "Data model", "Cost", "Decisions",
                              "The scaling story", "What breaks first", "Latency"})
    CHECK_MESSAGE(!has(sketch, std::string(missing) + "</"), missing);
  for (const char* there : {"Architecture</", "Findings</", "What fails, and what then</"})
    CHECK_MESSAGE(has(sketch, there), there);
}

TEST_CASE("designs that say nothing, little or nonsense have a report, too") {
  check_page(report_of(""));
  check_page(report_of("# only a comment\n"));
  check_page(report_of("mau = 5M users \"a guess\"\n"));
  check_page(report_of("need a.p99 < 5 ms\nservice a\n"));
  const std::string broken = report_of("servce api { replicas: 3 }\nclient -> api\n}}}{\n", 1);
  check_page(broken);
  CHECK(has(broken, "error"));
  CHECK(has(broken, "client"));
}

TEST_CASE("texts of the design are text in the page, whatever they hold") {
  const std::string evil = "<script>alert(1)</script>\" onload='x' ]]> & `code`";
  std::string quoted = evil;
  for (auto at = quoted.find('"'); at != std::string::npos; at = quoted.find('"', at + 2))
    quoted.insert(at, "\\");
  const std::string design =
      "design \"" + quoted + "\"\nclient web \"" + quoted + "\"\nservice api \"" + quoted +
      "\" { capacity: 5 rps, note: \"" + quoted + "\" }\nfeature \"" + quoted +
      "\" by read\nassume \"" + quoted + "\"\ndefer \"" + quoted + "\" \"" + quoted +
      "\"\ndecide \"" + quoted + "\" over \"" + quoted + "\" because \"" + quoted + "\" but \"" +
      quoted + "\"\nq = 5 \"" + quoted + "\"\nallow overload on api \"" + quoted +
      "\"\nflow read \"" + quoted + "\" @ 9/s { web -> api \"" + quoted + "\" }\nstage \"" +
      quoted + "\" { q = 6 }\nendpoints of api { GET /<b> \"" + quoted + "\" by read }\n";
  const std::string html = report_of(design);
  check_page(html);
  CHECK(has(html, "&lt;script&gt;alert(1)"));
  const std::string md = report_of(design, 0, "md");
  CHECK(!has(without_code(md), "<script>"));
  CHECK(has(without_code(md), "\\<script\\>"));
}

TEST_CASE("names in other scripts have places of their own") {
  const std::string html = report_of(
      "client \u5ba2\nservice \u670d { capacity: 9 rps }\nflow \u8bfb @ 5/s { \u5ba2 -> \u670d "
      "}\n");
  check_page(html);
  CHECK(has(html, "<a href=\"#component-\u670d\"><code>\u670d</code></a>"));
}

TEST_CASE("Markdown names its pictures, and writes them beside it") {
  MemoryWorld world;
  world.files["/work/a.joist"] =
      "client web\nservice api { capacity: 50/s }\nflow read @ 9/s { web -> api }\n";
  REQUIRE(run(world, {"report", "a.joist", "-o", "docs/a.md"}) == 0);
  const std::string md = world.files.at("/work/docs/a.md");
  CHECK(has(md, "](assets/a-picture.svg)"));
  CHECK(world.files.at("/work/docs/assets/a-picture.svg").starts_with("<svg "));
  REQUIRE(run(world, {"report", "a.joist", "--to", "md"}) == 0);
  CHECK(has(world.output, "```text\n"));
  CHECK(!has(world.output, ".svg"));
}

TEST_CASE("an output whose name says no format is asked about") {
  MemoryWorld world;
  world.files["/work/a.joist"] = "client -> api\n";
  CHECK(run(world, {"report", "a.joist", "-o", "a.docx"}) == 2);
  CHECK(has(world.errors, "says no format"));
  CHECK(world.files.size() == 1);
}

TEST_CASE("numbers are rounded as one would say them") {
  using document::said;
  CHECK(said(1446.8) == doctest::Approx(1500));
  CHECK(said(144'675.9) == doctest::Approx(150'000));
  CHECK(said(4340) == doctest::Approx(4500));
  CHECK(said(868) == doctest::Approx(900));
  CHECK(said(289) == doctest::Approx(300));
  CHECK(said(1200) == doctest::Approx(1200));
  CHECK(said(13'020) == doctest::Approx(13'000));
  CHECK(said(0.0217) == doctest::Approx(0.022));
  CHECK(said(-1446.8) == doctest::Approx(-1500));
  CHECK(said(0) == 0);
  for (double value = 1; value < 1e4; value *= 1.0137)
    CHECK(said(value) == doctest::Approx(value).epsilon(0.05));
}
