// `joist diff`: what two designs have in common is not told, and everything else is, once.
#include <algorithm>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "tests/memory_world.hpp"

using namespace joist;
using joist::tests::MemoryWorld;
using nlohmann::json;

namespace {

const std::string shop = R"(design "Shop" { peak: 2 }
visits = 1k/s
client web
service api { replicas: 1800, capacity: 10 rps }
postgres orders { replicas: 2, zones: 2, reads: 5k/s, writes: 2k/s }
flow browse @ visits {
  web -> api -> orders
}
)";

struct Run {
  int code;
  std::string output, errors;
};

Run diff(const std::string& before, const std::string& after, std::vector<std::string> more = {}) {
  MemoryWorld world;
  world.files["/work/a.joist"] = before;
  world.files["/work/b.joist"] = after;
  std::vector<std::string> words{"diff", "a.joist", "b.joist"};
  words.insert(words.end(), more.begin(), more.end());
  const int code = cli::run(world, words);
  return {code, world.output, world.errors};
}

json changes(const std::string& before, const std::string& after) {
  const Run run = diff(before, after, {"--format", "json"});
  REQUIRE(run.code == 0);
  return json::parse(run.output);
}

std::string with(std::string text, const std::string& old, const std::string& fresh) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), fresh);
}

const json* figure(const json& changes, const std::string& name) {
  for (const json& each : changes["figures"]) {
    if (each["figure"] == name) return &each;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a design is no different from itself, however it is laid out") {
  CHECK(diff(shop, shop).output == "no difference between `a.joist` and `b.joist`\n");
  const std::string moved =
      with(shop, "visits = 1k/s\nclient web\n", "# moved\nclient web\n\nvisits = 1_000/s\n");
  const json none = changes(shop, moved);
  CHECK(none["parts"].empty());
  CHECK(none["figures"].empty());
  CHECK(none["found"].empty());
  CHECK(none["mended"].empty());
}

TEST_CASE("a stated number is told before and after, to the last copy") {
  const json parts = changes(shop, with(shop, "1800", "1801"))["parts"];
  REQUIRE(parts.size() == 1);
  CHECK(parts[0]["change"] == "changed");
  CHECK(parts[0]["sort"] == "component");
  CHECK(parts[0]["name"] == "api");
  CHECK(parts[0]["facts"] == json{{"replicas", {{"before", "1800"}, {"after", "1801"}}}});
}

TEST_CASE("numbers that look alike in three digits are told in full") {
  const json parts = changes(shop, with(shop, "visits = 1k/s", "visits = 1.0001k/s"))["parts"];
  REQUIRE(!parts.empty());
  CHECK(parts[0]["name"] == "visits");
  CHECK(parts[0]["facts"]["value"]["before"] != parts[0]["facts"]["value"]["after"]);
}

TEST_CASE("what is added and removed is told with what is stated of it") {
  const std::string other = with(with(shop, "client web\n", "client web\nredis hot { hit: 90% }\n"),
                                 "web -> api -> orders", "web -> api -> hot");
  const json parts = changes(shop, other)["parts"];
  std::vector<std::string> told;
  for (const json& part : parts) {
    told.push_back(part["change"].get<std::string>() + " " + part["sort"].get<std::string>() + " " +
                   part["name"].get<std::string>());
  }
  CHECK(told == std::vector<std::string>{"added component hot",
                                         "added arrow api -> hot read in browse",
                                         "removed arrow api -> orders read in browse"});
  CHECK(parts[0]["facts"]["hit"]["after"] == "90%");
}

TEST_CASE("figures follow by the names that conditions use, in base units") {
  const json changed = changes(shop, with(shop, "visits = 1k/s", "visits = 1.5k/s"));
  const json* load = figure(changed, "api.load");
  REQUIRE(load != nullptr);
  CHECK((*load)["before"] == 2000);
  CHECK((*load)["after"] == 3000);
  CHECK(figure(changed, "api.capacity") == nullptr);
}

TEST_CASE("findings are told where only one design has them") {
  const std::string small = with(shop, "1800", "150");  // 2000/s of 1500/s
  const json worse = changes(shop, small);
  const auto has = [](const json& findings, const std::string& rule) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const json& finding) { return finding["rule"] == rule; });
  };
  CHECK(has(worse["found"], "overload"));
  CHECK(has(changes(small, shop)["mended"], "overload"));
  // The same fault with another figure is neither new nor mended.
  const json still = changes(small, with(shop, "1800", "160"));
  CHECK(!has(still["found"], "overload"));
  CHECK(!has(still["mended"], "overload"));
}

TEST_CASE("new findings fail the run only when asked to") {
  const std::string small = with(shop, "1800", "150");
  CHECK(diff(shop, small).code == 0);
  CHECK(diff(shop, small, {"--fail-on", "error"}).code == 1);
  CHECK(diff(small, shop, {"--fail-on", "note"}).code == 0);
}

TEST_CASE("a stage is held against the design as it stands") {
  MemoryWorld world;
  world.files["/work/a.joist"] = shop + "stage \"10x\" { visits = 10k/s }\n";
  const auto run = [&](const std::vector<std::string>& words) { return cli::run(world, words); };
  CHECK(run({"diff", "a.joist", "--stage", "10x"}) == 0);
  CHECK(world.output.find("~  quantity  visits  value 1k/s \u2192 10k/s") != std::string::npos);
  CHECK(run({"diff", "a.joist"}) == 2);
  CHECK(run({"diff", "a.joist", "--stage", "11x"}) == 2);
  CHECK(world.errors.find("there is no stage `11x`") != std::string::npos);
}

TEST_CASE("a picture shows what was added, removed and changed, by signs") {
  const std::string other =
      with(with(with(shop, "1800", "1700"), "client web\n", "client web\nredis hot { hit: 90% }\n"),
           "web -> api -> orders", "web -> api -> hot");
  MemoryWorld world;
  world.files["/work/a.joist"] = shop + "service old\napi -> old\n";
  world.files["/work/b.joist"] = other;
  const std::vector<std::string> words{"diff", "a.joist", "b.joist", "-o", "out/changes.svg"};
  CHECK(cli::run(world, words) == 0);
  const std::string& svg = world.files["/work/out/changes.svg"];
  const auto has = [&](const std::string& text) { return svg.find(text) != std::string::npos; };
  CHECK(has("+ hot"));
  CHECK(has("\u2212 old"));
  CHECK(has("~ api"));
  CHECK(!has("~ web"));
  CHECK(has("+ added, \u2212 removed, ~ changed"));
  CHECK(svg.find("\u2212 removed") != svg.rfind("\u2212 removed"));  // a line, and the note
  const std::vector<std::string> as_text{"diff", "a.joist", "b.joist", "--to", "text"};
  CHECK(cli::run(world, as_text) == 0);
  CHECK(world.output.find("+ hot") != std::string::npos);
}

TEST_CASE("a picture of changes counts them, and keeps the rings of what still is a single point") {
  MemoryWorld world;
  const std::vector<std::string> words{"diff", "a.joist", "b.joist", "--to", "text"};
  const std::string before =
      "client u; service api; service old\nu -> api @ 10/s\nu -> old @ 1/s\n";
  world.files["/work/a.joist"] = before;
  world.files["/work/b.joist"] =
      "client u; service api { replicas: 1 }; postgres db\nu -> api @ 10/s\napi -> db\n";
  CHECK(cli::run(world, words) == 0);
  const std::string& text = world.output;
  const auto has = [&](const std::string& part) { return text.find(part) != std::string::npos; };
  CHECK_MESSAGE(has("+1 \u22121 ~1 boxes"), text);
  CHECK_MESSAGE(has("+1 \u22121 arrows"), text);
  CHECK_MESSAGE(has("2 single points of failure"), text);
  world.output.clear();
  world.files["/work/b.joist"] = before + "# a remark\n";
  CHECK(cli::run(world, words) == 0);
  CHECK(world.output.find("no change that is drawn") != std::string::npos);
}

TEST_CASE("a quantity that changed marks no box of its name") {
  MemoryWorld world;
  world.files["/work/a.joist"] = "api = 5\nservice api\nweb -> api x api\n";
  world.files["/work/b.joist"] = "api = 6\nservice api\nweb -> api x api\n";
  const std::vector<std::string> words{"diff", "a.joist", "b.joist", "--to", "text"};
  CHECK(cli::run(world, words) == 0);
  CHECK(world.output.find("~ api") == std::string::npos);
  CHECK(world.output.find("~ changed") != std::string::npos);  // the arrow
}
