// Every report format, on findings made by hand.
#include <algorithm>

#include <doctest/doctest.h>

#include "report/finding_json.hpp"
#include "report/place.hpp"
#include "report/reporter.hpp"

using namespace joist;

namespace {

// One file and the findings in it; spans are found by the text they cover.
struct Fixture {
  Sources sources;
  std::vector<Finding> findings;
  FileId file;

  explicit Fixture(const std::string& text, const std::string& path = "chirp.joist")
      : file(sources.add(path, text)) {}

  Span span(std::string_view words) const {
    const auto begin = static_cast<std::uint32_t>(sources.at(file).text().find(words));
    return {file, begin, begin + static_cast<std::uint32_t>(words.size())};
  }

  Finding& add(std::string rule, Severity severity, Span place, std::string message) {
    Finding& finding = findings.emplace_back();
    finding.rule = std::move(rule);
    finding.severity = severity;
    finding.span = place;
    finding.message = std::move(message);
    return finding;
  }

  std::string write(std::string_view format, bool color = false) const {
    const report::Report report{sources, findings, {}, "0.1.0", color, {"chirp.joist"}, "/work"};
    const report::Reporter* reporter = report::find_reporter(format);
    REQUIRE(reporter != nullptr);
    return reporter->write(report);
  }
};

}  // namespace

TEST_CASE("text shows a finding with its line, arithmetic and help") {
  Fixture f(std::string(40, '\n') + "postgres tweets_db \"Tweets\" { shards: 12, replicas: 3 }\n");
  Finding& finding = f.add("overload", Severity::error, f.span("postgres tweets_db"),
                           "`tweets_db` gets 13.0k reads/s and can serve 9.7k");
  finding.labels = {{finding.span, "134% of its capacity at peak"}};
  finding.notes = {"434k reads/s (line 52) x 3% misses of `inbox` = 13.0k/s"};
  finding.help = "69 copies carry it with 30% headroom";
  CHECK(f.write("text") ==
        "error[overload]: `tweets_db` gets 13.0k reads/s and can serve 9.7k\n"
        "  --> chirp.joist:41:1\n"
        "   |\n"
        "41 | postgres tweets_db \"Tweets\" { shards: 12, replicas: 3 }\n"
        "   | ^^^^^^^^^^^^^^^^^^ 134% of its capacity at peak\n"
        "   = note: 434k reads/s (line 52) x 3% misses of `inbox` = 13.0k/s\n"
        "   = help: 69 copies carry it with 30% headroom\n"
        "\n"
        "1 error in chirp.joist\n");
}

TEST_CASE("text puts further places below, in order of lines") {
  Fixture f("service a\n\n\nservice b\nservice a\n");
  Finding& finding = f.add("declared-twice", Severity::warning, {f.file, 30, 31}, "`a` again");
  finding.labels = {{f.span("a"), "first here"}};
  CHECK(f.write("text").find("  --> chirp.joist:5:9\n"
                             "  |\n"
                             "1 | service a\n"
                             "  |         - first here\n"
                             "...\n"
                             "5 | service a\n"
                             "  |         ^\n") == std::string::npos);
  CHECK(f.write("text").find(" --> chirp.joist:5:9\n"
                             "  |\n"
                             "1 | service a\n"
                             "  |         - first here\n"
                             "...\n"
                             "5 | service a\n"
                             "  |         ^\n") != std::string::npos);
}

TEST_CASE("text brackets a span of several lines") {
  Fixture f("table t in db {\n  id uuid\n}\n");
  f.add("no-key", Severity::note, {f.file, 0, 27}, "`t` has no key");
  CHECK(f.write("text").find("1 | / table t in db {\n"
                             "2 | |   id uuid\n"
                             "3 | | }\n"
                             "  | |_^\n") != std::string::npos);
  f.findings.front().span.begin = 6;
  CHECK(f.write("text").find("1 |   table t in db {\n"
                             "  |  _______^\n"
                             "2 | |   id uuid\n") != std::string::npos);
}

TEST_CASE("carets stand below their text behind tabs, wide letters and marks") {
  Fixture f("\tservice 漢字 -> e\u0301x\n");
  f.add("unknown", Severity::error, f.span("x"), "no");
  CHECK(f.write("text").find("1 |     service 漢字 -> e\u0301x\n"
                             "  |                      ^\n") != std::string::npos);
  CHECK(f.write("compact") == "chirp.joist:1:18: error: no [unknown]\n");
}

TEST_CASE("a terminal gets no escapes out of a design") {
  Fixture f("a \x1b[31m b \u202e c\n");
  f.add("syntax", Severity::error, {f.file, 0, 1}, "seen `\x1b[2J`");
  for (const char* format : {"text", "compact", "github"}) {
    CHECK(f.write(format).find('\x1b') == std::string::npos);
    CHECK(f.write(format).find("\u202e") == std::string::npos);
  }
}

TEST_CASE("a long line is cut round the mark") {
  const std::string filler(1'000'000, 'x');
  Fixture f(filler + " bad " + filler + "\n");
  f.add("syntax", Severity::error, f.span("bad"), "what is `bad`");
  const std::string text = f.write("text");
  CHECK(text.size() < 600);
  CHECK(text.find("--> chirp.joist:1:1000002") != std::string::npos);
  const auto line = text.find("1 | ...");
  REQUIRE(line != std::string::npos);
  const auto carets = text.find("^^^");
  const auto bad = text.find(" bad ", line) + 1;
  const auto below = text.find('\n', line) + 1;
  CHECK(carets - below == bad - line);
}

TEST_CASE("a finding at the end of a file without a line end has a caret") {
  Fixture f("service a {");
  f.add("syntax", Severity::error, {f.file, 11, 11}, "`}` is missing");
  CHECK(f.write("text").find("1 | service a {\n  |            ^\n") != std::string::npos);
  CHECK(f.write("compact") == "chirp.joist:1:12: error: `}` is missing [syntax]\n");
}

TEST_CASE("a byte order mark takes no column and is not shown") {
  Fixture f(
      "\xef\xbb\xbf"
      "a -> b\n");
  f.add("first", Severity::error, {f.file, 0, 1}, "at the mark");
  f.add("second", Severity::error, f.span("b"), "at the target");
  CHECK(f.write("compact") ==
        "chirp.joist:1:1: error: at the mark [first]\n"
        "chirp.joist:1:6: error: at the target [second]\n");
  CHECK(f.write("text").find("1 | a -> b\n  | ^\n") != std::string::npos);
  CHECK(f.write("text").find("1 | a -> b\n  |      ^\n") != std::string::npos);
}

TEST_CASE("colour comes only when asked for") {
  Fixture f("a -> b\n");
  f.add("overload", Severity::error, {f.file, 0, 1}, "no");
  CHECK(f.write("text").find('\x1b') == std::string::npos);
  CHECK(f.write("text", true).find("\x1b[1;31merror[overload]\x1b[0m") == 0);
}

TEST_CASE("the summary counts by severity") {
  Fixture f("a\n");
  CHECK(f.write("text") == "no findings in chirp.joist\n");
  f.add("x", Severity::error, {f.file, 0, 1}, "e");
  f.add("x", Severity::error, {f.file, 0, 1}, "e");
  f.add("x", Severity::warning, {f.file, 0, 1}, "w");
  f.add("x", Severity::note, {f.file, 0, 1}, "n").allowed = "known";
  const std::string text = f.write("text");
  CHECK(text.find("\n2 errors, 1 warning, 1 allowed in chirp.joist\n") != std::string::npos);
  CHECK(text.find("note[") == std::string::npos);
}

TEST_CASE("github escapes what its runner would cut, and gives columns on one line only") {
  Fixture f("a,b: 100%\nnext\n", "/work/a,b:100%.joist");
  f.add("x", Severity::warning, {f.file, 0, 3}, "50%\r\nof it").notes = {"a, b: c"};
  f.add("y", Severity::note, {f.file, 0, 12}, "long");
  CHECK(f.write("github") ==
        "::warning file=a%2Cb%3A100%25.joist,line=1,col=1,endLine=1,endColumn=4,title=joist "
        "x::50%25\uFFFD%0Aof it%0Aa, b: c\n"
        "::notice file=a%2Cb%3A100%25.joist,line=1,endLine=2,title=joist y::long\n");
}

TEST_CASE("a finding without a file is still reported") {
  Fixture f("a\n");
  f.add("unreadable", Severity::error, {}, "cannot read `x`");
  CHECK(f.write("compact") == "error: cannot read `x` [unreadable]\n");
  CHECK(f.write("text").find("error[unreadable]: cannot read `x`\n\n1 error") == 0);
  CHECK(f.write("json").find("\"line\"") == std::string::npos);
  CHECK(f.write("sarif").find("locations") == std::string::npos);
}

TEST_CASE("json carries everything a finding has") {
  Fixture f("service a\nservice b\n");
  Finding& finding = f.add("overload", Severity::error, f.span("a"), "say \"no\"\x01");
  finding.subject = "us.a";
  finding.chance = 0.37;
  finding.labels = {{f.span("b"), "and here"}};
  finding.fixes = {{"write `c`", true, {{f.span("a"), "c"}}}};
  const std::string json = f.write("json");
  CHECK(json.find("\"summary\": {\"errors\": 1, \"warnings\": 0, \"notes\": 0, \"allowed\": 0}") !=
        std::string::npos);
  CHECK(json.find("\"message\": \"say \\\"no\\\"\\u0001\"") != std::string::npos);
  CHECK(
      json.find(
          "\"line\": 1,\n      \"column\": 9,\n      \"end_line\": 1,\n      \"end_column\": 10") !=
      std::string::npos);
  CHECK(json.find("\"chance\": 0.37") != std::string::npos);
  CHECK(json.find("\"text\": \"c\"") != std::string::npos);
  CHECK(json.find("\"allowed\": null") != std::string::npos);
}

TEST_CASE("jsonl is one object a line") {
  Fixture f("a -> b\n");
  f.add("x", Severity::error, {f.file, 0, 1}, "one").notes = {"n"};
  f.add("x", Severity::error, {f.file, 5, 6}, "two");
  const std::string lines = f.write("jsonl");
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
  CHECK(lines.find("{\"rule\": \"x\", \"severity\": \"error\", \"message\": \"one\"") == 0);
}

TEST_CASE("gitlab gets path, line, severity and a fingerprint of its own for each") {
  Fixture f("a -> b\n", "/work/x.joist");
  f.add("x", Severity::error, {f.file, 0, 1}, "one").subject = "a";
  f.add("x", Severity::note, {f.file, 0, 1}, "one").subject = "a";
  const std::string json = f.write("gitlab");
  CHECK(json.find("\"location\": {\"path\": \"x.joist\", \"lines\": {\"begin\": 1}}") !=
        std::string::npos);
  CHECK(json.find(":2\"") != std::string::npos);
  CHECK(json.find("\"major\"") != std::string::npos);
  CHECK(json.find("\"info\"") != std::string::npos);
}

TEST_CASE("junit has a failure a finding, and a test passed for a clean file") {
  Fixture f("a\n");
  CHECK(f.write("junit").find("<testsuite name=\"chirp.joist\" tests=\"1\" failures=\"0\">\n"
                              "    <testcase name=\"check\"") != std::string::npos);
  f.add("x", Severity::error, {f.file, 0, 1}, "`a` < \"b\" & \x01");
  const std::string xml = f.write("junit");
  CHECK(xml.find("tests=\"1\" failures=\"1\"") != std::string::npos);
  CHECK(xml.find("message=\"`a` &lt; &quot;b&quot; &amp; \uFFFD\"") != std::string::npos);
}

TEST_CASE("rdjson counts columns in bytes and suggests fixes") {
  Fixture f("\u00e9\u00e9 => b\n");
  Finding& finding = f.add("x", Severity::warning, f.span("=>"), "an arrow");
  finding.fixes = {{"write `->`", true, {{finding.span, "->"}}}};
  const std::string json = f.write("rdjson");
  CHECK(json.find("\"range\": {\"start\": {\"line\": 1, \"column\": 6}, "
                  "\"end\": {\"line\": 1, \"column\": 8}}") != std::string::npos);
  CHECK(json.find("\"text\": \"->\"") != std::string::npos);
}

TEST_CASE("sarif's fingerprints outlive moved lines") {
  const auto print = [](const std::string& before) {
    Fixture f(before + "service a\n");
    f.add("overload", Severity::error, f.span("a"), "no").subject = "a";
    const std::string sarif = f.write("sarif");
    const auto at = sarif.find("joist/v1");
    REQUIRE(at != std::string::npos);
    return sarif.substr(at, 40);
  };
  CHECK(print("") == print("\n\n# moved\n"));
}

TEST_CASE("many findings on one long line are placed in one pass") {
  Fixture f(std::string(2'000'000, '}'));
  for (std::uint32_t at = 0; at < 20'000; ++at) {
    f.add("syntax", Severity::error, {f.file, at * 100, at * 100 + 1}, "a `}` too many");
  }
  const std::string text = f.write("compact");
  CHECK(text.find("chirp.joist:1:1999901: ") != std::string::npos);
}
