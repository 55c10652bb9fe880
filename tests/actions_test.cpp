// What an editor offers about findings: applied, it makes the finding go.
#include "ide/actions.hpp"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "project/rule_pages.hpp"
#include "tests/memory_world.hpp"

using namespace joist;

namespace {

project::Project read(const std::string& text) {
  tests::MemoryWorld world;
  project::LoadOptions options;
  options.references = true;
  return project::load_text(world, "/work/a.joist", text, {}, options);
}

std::string with(std::string text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
    text.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->text);
  return text;
}

std::size_t count(const project::Project& project, const Finding& like) {
  return static_cast<std::size_t>(
      std::count_if(project.findings.begin(), project.findings.end(), [&](const Finding& finding) {
        return finding.rule == like.rule && finding.subject == like.subject && !finding.allowed;
      }));
}

// What is offered for the rule's findings, but for allowances.
std::vector<std::string> titles(const std::string& text, std::string_view rule) {
  const project::Project project = read(text);
  const FileId file(project.root);
  std::vector<std::string> found;
  for (const ide::Action& action : ide::actions({&project, nullptr}, {file, 0, 0xffffffffu}))
    if (action.finding->rule == rule && !action.title.starts_with("allow"))
      found.push_back(action.title);
  return found;
}

// Each of these but plain declarations, applied: what is left of its finding.
void check_all(const std::string& text, std::string_view rule) {
  const project::Project project = read(text);
  const FileId file(project.root);
  for (const ide::Action& action : ide::actions({&project, nullptr}, {file, 0, 0xffffffffu})) {
    const bool plain = action.title.starts_with("declare") && !action.preferred &&
                       action.title.find('{') == std::string::npos && rule != "unknown-unit";
    if (action.finding->rule != rule || action.title.starts_with("allow") || plain) continue;
    const std::string after = with(text, action.edits);
    CAPTURE(action.title);
    CAPTURE(after);
    CHECK(count(read(after), *action.finding) < count(project, *action.finding));
  }
}

bool offers(const std::string& text, std::string_view rule, const std::string& title) {
  const auto found = titles(text, rule);
  std::string all;
  for (const std::string& each : found) all += each + "; ";
  INFO(all);
  check_all(text, rule);
  const bool has = std::find(found.begin(), found.end(), title) != found.end();
  CHECK_MESSAGE(has, title, " is not among: ", all);
  return has;
}

}  // namespace

TEST_CASE("what is offered for a rule's own example makes the finding go") {
  for (const project::RulePage& page : project::rule_pages()) {
    CAPTURE(page.name);
    check_all(std::string(page.bad), page.name);
  }
}

TEST_CASE("what the help of a finding says to write is offered") {
  const std::string flow = "client app\nflow f @ 100/s { app ~> q ~> w }\n";
  CHECK(offers(flow + "queue q\nworker w { scales: 2..4, capacity: 10/s }\n", "growing-backlog",
               "write `scales: 2..15`"));
  CHECK(
      offers("client app\nflow f @ 100/s { app -> w }\nservice w { scales: 2..11, "
             "capacity: 10/s }\n",
             "no-headroom", "write `scales: 2..15`"));
  const std::string table = "postgres db\ntable t in db {\n  id bigint key\n  o bigint\n";
  CHECK(offers(table + "  query \"by o\" (o)\n}\n", "unindexed-query", "add `index o`"));
  CHECK(offers("x = 3\nclient app\n", "unused-quantity", "take `x` out"));
  CHECK(offers("app -> api\nallow single-point-of-falure \"x\"\n", "unused-allowance",
               "write `single-point-of-failure`"));
  CHECK(
      offers("app -> api\nallow lost-write \"x\"\n", "unused-allowance", "take the allowance out"));
  CHECK(
      offers("client app\nservice api { replicas: 60, capacity: 1k rps }\n"
             "flow read @ 500/s { app -> api }\n",
             "oversized", "write `replicas: 2`"));
  CHECK(offers("dist = 3 parsec\napp -> api\n", "unknown-unit", "declare `unit parsec`"));
  CHECK(offers("client -> lb -> api -> postgres\n", "single-point-of-failure",
               "declare `balancer lb { replicas: 2, zones: 2 }`"));
}

TEST_CASE("what is to be decided is offered in the statement it belongs to") {
  const std::string api =
      "client app\nservice api\nflow f @ 1/s { app -> api }\nendpoints of api {\n";
  CHECK(offers(api + "  GET /users\n}\n", "unpaged-list", "write `page: cursor`"));
  CHECK(offers(api + "  GET /users { auth: jwt }\n}\n", "unpaged-list", "write `page: cursor`"));
  CHECK(offers(api + "  GET /users {\n    auth: jwt  # all\n  }\n}\n", "unpaged-list",
               "write `page: cursor`"));
  CHECK(offers(api + "  GET /users { }\n}\n", "open-endpoint", "write `auth: jwt`"));
  CHECK(offers(api + "  GET /users by f\n}\n", "open-endpoint", "write `auth: none`"));
  CHECK(offers(api + "  POST /users\n}\n", "unlimited-endpoint", "write `limit: 300/h per user`"));
  CHECK(
      offers("client app\nservice api\npostgres db\n"
             "flow f @ 1/s { app -> api -> db write { retries: 2 } }\n",
             "double-charge", "write `idempotent: yes`"));
}

TEST_CASE("what is to be decided is no fix of the finding") {
  const project::Project project = read(
      "client app\nservice api\nflow f @ 1/s { app -> api }\nendpoints of api {\n  POST "
      "/users\n}\n");
  for (const Finding& finding : project.findings)
    if (finding.rule == "open-endpoint" || finding.rule == "unlimited-endpoint")
      CHECK(finding.fixes.empty());
}
