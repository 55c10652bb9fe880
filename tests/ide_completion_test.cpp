// What is offered at the caret of a text, and what is not.
#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "ide/completion.hpp"
#include "tests/memory_world.hpp"

using namespace joist;

namespace {

std::vector<ide::Completion> items(std::string text) {
  const std::size_t caret = text.find('|');
  REQUIRE(caret != std::string::npos);
  text.erase(caret, 1);
  tests::MemoryWorld world;
  world.files["/work/cell.joist"] = "visits = 3 rps\nservice api\nflow own @ visits { v -> api }\n";
  project::LoadOptions options;
  options.references = true;
  const auto project = project::load_text(world, "/work/a.joist", text, {}, options);
  const ide::Spot spot{
      {&project, nullptr}, FileId(project.root), static_cast<std::uint32_t>(caret)};
  return ide::complete(spot).items;
}

std::set<std::string> offered(const std::string& text) {
  std::set<std::string> labels;
  for (const auto& item : items(text)) labels.insert(item.label);
  return labels;
}

// What is written where the label is taken.
std::string written(const std::string& text, const std::string& label) {
  for (const auto& item : items(text))
    if (item.label == label) return item.text;
  return "not offered";
}

struct Expectation {
  const char* text;
  std::vector<std::string> some, none;
};

}  // namespace

TEST_CASE("completion knows what may stand at the caret") {
  const std::vector<Expectation> expectations = {
      {"|", {"flow", "need", "service", "postgres", "design"}, {"replicas", "GET"}},
      {"service api { | }", {"replicas", "zones", "capacity"}, {"peak", "flow", "timeout"}},
      {"service api { re|plicas: 3, zones: 2 }", {"replicas"}, {"zones"}},
      {"service api { zones: 3, r| }", {"replicas"}, {"zones", "capacity"}},
      {"service api {\n  zones: 3\n  |\n  latency: 5 ms\n}", {"replicas"}, {"zones", "latency"}},
      // A block that has no end yet ends where something else begins.
      {"service a { re|\nservice b { replicas: 3, zones: 2 }", {"replicas"}, {}},
      {"service a { re|\n\nservice b { replicas: 3 }", {"replicas"}, {}},
      {"service a {\n  zones: 2\n  |\nservice b { replicas: 3 }", {"replicas"}, {"zones"}},
      {"service a { |\nfeature \"x\" by f\n# replicas: 3", {"replicas"}, {}},
      {"a -> b { ti|\nb -> c { timeout: 1 s }", {"timeout"}, {}},
      {"flow f {\n  a -> b { ti|\n  b -> c { timeout: 1 s }\n}", {"timeout"}, {}},
      {"service a { |, # zones: 2\n  replicas: 3 }", {"zones"}, {"replicas"}},
      {"region r { service a { color: red }; |; zone b {} }", {"color", "service"}, {}},
      {"postgres db { failover: | }", {"automatic", "manual", "none"}, {"replicas"}},
      {"postgres db { needs: | }", {"one", "quorum", "all"}, {}},
      {"service api { capacity: 4k | }", {"rps", "ms"}, {"replicas"}},
      {"x = 5 |", {"users", "GB", "of", "over"}, {"flow"}},
      {"x = 5\ny = |", {"x", "max"}, {"flow", "GB"}},
      {"client web\nweb -> |", {"web"}, {"flow", "need"}},
      {"service api\nflow f { web -> a| }", {"api"}, {}},
      {"redis c\nweb -> api\napi -> db on |", {"hit", "miss", "fail"}, {"c"}},
      {"redis c\nweb -> api\napi -> db on miss |", {"c"}, {"hit"}},
      {"web -> api |", {"x", "read", "write", "on"}, {"flow"}},
      {"web -> api { | }", {"timeout", "retries", "size"}, {"replicas", "peak"}},
      {"flow f @ 5 rps { web -> api }\nfeature \"a\" by |", {"f"}, {"api"}},
      {"flow f { web -> api }\nneed f.|", {"p99", "availability"}, {"replicas"}},
      {"service api\nneed api.|", {"utilization", "replicas"}, {"done.p99"}},
      {"service api\nx = api.|", {"replicas"}, {"utilization"}},
      {"need survive |", {"zone", "region", "instance"}, {"p99"}},
      {"allow |", {"overload", "single-point-of-failure"}, {"syntax", "api"}},
      {"allow over|", {"overload", "overbuilt"}, {"one-zone"}},
      {"service api\nallow overload on |", {"api"}, {"overload"}},
      {"service api { allow: | }", {"overload"}, {"replicas"}},
      {"kind mine : |", {"service", "postgres"}, {"flow"}},
      {"postgres db\ntable t in |", {"db"}, {"flow"}},
      {"postgres db\ntable t in db { id | }", {"bigint", "uuid"}, {"key"}},
      {"postgres db\ntable t in db { id bigint | }", {"key", "partition"}, {"bigint"}},
      {"service api\nendpoints of |", {"api"}, {"GET"}},
      {"service api\nendpoints of api { | }", {"GET", "POST"}, {"flow"}},
      {"service api\nendpoints of api { GET /a { | } }", {"auth", "limit"}, {"replicas"}},
      {"view v { | }", {"show", "hide", "direction"}, {"flow f", "need"}},
      {"service api\nview v { show | }", {"api", "neighbours"}, {}},
      {"design \"x\" { | }", {"peak", "strict"}, {"replicas"}},
      {"decide \"a\" over \"b\"\n  |because \"c\"", {"because", "but", "until"}, {}},
      {"# a comment |", {}, {"flow"}},
      {"service api \"a | b\"", {}, {"flow", "replicas"}},
      {"region us {\n  service api\n}\nweb -> us.|", {"api"}, {}},
      {"region us {\n  service api\n  api -> |\n}", {"api"}, {"us.api"}},
      {"region us {\n  service api\n}\nweb -> |", {"us.api"}, {"api"}},
      {"postgres db\ntable t in db {\n  id bigint key\n  name text(3)\n  index |\n}\n",
       {"id", "name"},
       {"bigint", "rows"}},
      {"postgres db\ntable t in db {\n  id bigint key\n  name text(3)\n  index id, |\n}\n",
       {"name"},
       {"bigint", "rows"}},
      {"postgres db\ntable t in db {\n  id bigint key\n  query \"q\" (|)\n}\n",
       {"id"},
       {"key", "partition"}},
      {"postgres db\ntable t in db {\n  id bigint key\n  query \"q\" (id) |\n}\n",
       {},
       {"key", "partition"}},
      {"postgres db\ntable t in db { id bigint key }\ntable u in db {\n  o bigint ref t.|\n}\n",
       {"id"},
       {"o", "key"}},
      {"postgres db\ntable t in db {\n  id bigint key\n  up bigint ref t.|id\n}\n",
       {"id"},
       {"up", "key"}},
      {"service api { tags: edge, hot }\nview v { show tag:| }", {"edge", "hot"}, {"api"}},
      {"view v { show kind:po| }", {"postgres"}, {"flow"}},
      {"service api\nview v { show api, | }", {"api", "direction"}, {"need"}},
      {"mau = 3 users\nstage \"s\" {\n  ma|\n}\n", {"mau"}, {"postgres"}},
      {"mau = 3 users\nma|", {"mau"}, {}},
      {"stage \"s\" { | }", {"remove", "service", "flow"}, {"stage", "import"}},
      {"|", {"stage", "import"}, {"remove"}},
      {"postgres db\nneed db.|", {"load", "utilization", "replicas"}, {"scales", "needs", "price"}},
      {"import \"cell.joist\" as c1\nc1.|", {"visits", "api"}, {"replicas"}},
      {"import \"cell.joist\" as c1\nx = c1.|", {"visits", "api"}, {}},
      {"import \"cell.joist\" as c1\nweb -> c1.|", {"api"}, {"visits"}},
      {"x = 5 |", {"users"}, {"/day"}},
      {"x = 5|", {"/day"}, {}},
      {"kind k : |", {"service"}, {"k"}},
      // The word being written makes a component, which is no help in writing it.
      {"client app\nservice storefront\napp -> sto|", {"storefront"}, {"sto"}},
      {"flow f {\n  app -> us.ap|\n}\n", {}, {"ap"}},
      {"app -> sto -> x\napp -> sto|", {"sto"}, {}},
      {"dau = 5M\nx = dau * 5/d|", {"dau", "day"}, {}},
      {"service a { cost: $0.2/| }", {"hour", "month"}, {"replicas"}},
      {"need cost < $50k/|", {"month"}, {}},
      {"unit post\nx = 5k |", {"post", "users"}, {}},
      {"flow read @ 5/s { a -> b }\nneed read.done.|", {"p99", "mean"}, {"done.p99", "p50.p99"}},
      {"need cost.|", {"per_request"}, {}},
      {"import \"x\" |", {"as"}, {"service"}},
      {"group us { service q }\nstage \"x\" { remove | }", {"us", "us.q"}, {}},
      {"service api\nstage \"x\" { service | }", {"api"}, {}},
      {"flow f { a -> b }\nstage \"x\" { flow | }", {"f"}, {}},
      {"kind k : service\nkind j : |", {"k"}, {"j"}},
      // What stands around says what is due.
      {"need f.p99 |", {"<", "<=", ">", ">="}, {"cost", "read", "max"}},
      {"need f.p99 < |", {"max"}, {"<"}},
      {"decide \"a\" over \"b\"\n  until f.p99 |", {"<", ">"}, {"max"}},
      {"flow f { a -> b }\nneed flow.|", {"f"}, {"p99"}},
      {"service api\nneed component.|", {"api"}, {"load"}},
      {"a -> db x 2 |", {"write", "read", "on", "@"}, {"x", "GB", "users"}},
      {"a -> db @ 3 |", {"rps", "write", "on"}, {}},
      {"a -> db x 2|", {"%"}, {"write"}},
      {"posts = 3\npostgres db\ntable t in db { rows: posts | }", {"over", "of"}, {"rps"}},
      {"service a\nendpoints of a { GET /|", {}, {"by", "auth"}},
      {"service a\nendpoints of a { GET /accounts/{|", {}, {"by", "auth"}},
      {"service a\nendpoints of a { GET /accounts/{id} { | } }", {"auth"}, {"by"}},
      {"service a\nendpoints of a { GET /accounts/{id} | }", {}, {"auth"}},
      {"service a\nendpoints of a { GET /a \"x\" | }", {"by"}, {"auth"}},
      {"service a\nendpoints of a { auth: | }", {"jwt", "none"}, {"replicas"}},
      {"service a\nendpoints of a { GET /a { page: | } }", {"cursor"}, {"replicas"}},
      {"service a\nendpoints of a { auth: saml; GET /a { auth: | } }", {"saml", "jwt"}, {}},
      // A unit in a number is no name.
      {"x = 5k/s\na -> s|", {"service"}, {"s"}},
      {"flow f {\n  cr|\n}", {"cron"}, {}},
      {"x = min(|)", {"max"}, {"x"}},
      {"y = 3\nx = min(|)", {"y"}, {"x"}},
  };
  for (const Expectation& expected : expectations) {
    CAPTURE(expected.text);
    const auto labels = offered(expected.text);
    for (const std::string& label : expected.some) CHECK_MESSAGE(labels.count(label) == 1, label);
    for (const std::string& label : expected.none) CHECK_MESSAGE(labels.count(label) == 0, label);
  }
}

TEST_CASE("what stands behind the cursor is not filled in again") {
  const auto snippet = [](const std::string& text, const std::string& label) {
    for (const auto& item : items(text))
      if (item.label == label) return item.snippet;
    return std::string("not offered");
  };
  CHECK(snippet("redi|", "redis") == "redis ${1:name}");
  CHECK(snippet("redi| hot { hit: 90% }", "redis").empty());
  CHECK(snippet("x = ma|", "max") == "max($1)");
  CHECK(snippet("x = ma|(1, 2)", "max").empty());
  CHECK(snippet("x = (ma|)", "max") == "max($1)");
}

TEST_CASE("a colon that stands there is not written again") {
  CHECK(written("service api { repl| }", "replicas") == "replicas: ");
  CHECK(written("service api { repl|: 3 }", "replicas") == "replicas");
  CHECK(written("service api { repl| : 3 }", "replicas") == "replicas");
  CHECK(written("service api { repl|\n zones: 3 }", "replicas") == "replicas: ");
}

namespace {

// In the order that editors show them in.
std::vector<std::string> in_order(const std::string& text) {
  auto found = items(text);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(a.rank, a.label) < std::pair(b.rank, b.label);
  });
  std::vector<std::string> labels;
  for (const auto& item : found) labels.push_back(item.label);
  return labels;
}

std::string first_of(const std::string& text, std::size_t count) {
  auto labels = in_order(text);
  if (labels.size() > count) labels.resize(count);
  std::string listed;
  for (const std::string& label : labels) listed += (listed.empty() ? "" : " ") + label;
  return listed;
}

std::size_t times_offered(const std::string& text, const std::string& label) {
  const auto labels = in_order(text);
  return static_cast<std::size_t>(std::count(labels.begin(), labels.end(), label));
}

}  // namespace

TEST_CASE("what is likely comes first") {
  CHECK(first_of("s|", 2) == "stage service");
  CHECK(first_of("e|", 2) == "endpoints external");
  CHECK(first_of("service api { re| }", 3) == "reads replicas retention");
  CHECK(first_of("app -> re|", 1) == "redis");
  // Units of what is measured.
  CHECK(first_of("need f.p99 < 300 m|", 2) == "ms min");
  CHECK(first_of("need f.p99 < 300m|", 2) == "ms min");
  CHECK(first_of("flow f @ 3 |", 1) == "rps");
  CHECK(first_of("a -> b @ 3 |", 1) == "rps");
  CHECK(first_of("need f.p99 < 3 |", 2) == first_of("service a { latency: 3 | }", 2));
  CHECK(first_of("need f.done.p99 < 1 ms .. 3 |", 2) == first_of("service a { latency: 3 | }", 2));
  CHECK(first_of("need a.disk > 3 |", 2) == first_of("service a { disk: 3 | }", 2));
}

TEST_CASE("a name is offered once") {
  CHECK(times_offered("flow x { need | }", "cost") == 1);
  CHECK(times_offered("flow x { need | }", "cost.per_request") == 1);
  CHECK(times_offered("postgres db\nclient -> |", "db") == 1);
  CHECK(times_offered("client -> lb -> api\nx -> |", "lb") == 1);
  // To be declared and to speak of: which is which is said.
  const auto found = items("postgres db\n|");
  std::set<std::string> details;
  for (const auto& item : found)
    if (item.label == "db") details.insert(item.detail);
  CHECK(details == std::set<std::string>{"kind, Database", "postgres"});
}
