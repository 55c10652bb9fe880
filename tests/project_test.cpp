// The pipeline from files to findings: imports, stages, what a broken file keeps, and that no text,
// cut anywhere, brings it down.
#include "project/project.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "memory_world.hpp"
#include "tests/checkout.hpp"
#include "tests/sanitized.hpp"
#include "tests/sound_finding.hpp"

namespace {

using joist::Finding;
using joist::Severity;
using joist::project::LoadOptions;
using joist::project::Project;
using joist::tests::MemoryWorld;

std::vector<std::string> rules(const Project& project) {
  std::vector<std::string> rules;
  for (const Finding& finding : project.findings) rules.push_back(finding.rule);
  return rules;
}

bool has(const Project& project, std::string_view rule) {
  const auto all = rules(project);
  return std::find(all.begin(), all.end(), rule) != all.end();
}

const joist::model::QuantityBinding* quantity(const Project& project, std::string_view path) {
  for (const auto& binding : project.base.model.quantities) {
    if (binding.path == path) return &binding;
  }
  return nullptr;
}

Project load(MemoryWorld& world, const std::string& text) {
  world.files["/work/main.joist"] = text;
  return joist::project::load(world, "main.joist");
}

std::vector<std::filesystem::path> designs() {
  std::vector<std::filesystem::path> paths;
  for (const char* folder : {"/examples", "/examples/flawed", "/tests/cases/resolve"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(joist::tests::checkout() + std::string(folder))) {
      if (entry.path().extension() == ".joist") paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("an import brings in what a file declares, once however often it is imported") {
  MemoryWorld world;
  world.files["/work/kinds.joist"] = "kind pg15 : postgres \"Postgres 15\"\nrate = 5k rps\n";
  world.files["/work/b.joist"] = "import \"kinds.joist\"\npg15 other\n";
  const Project project = load(world,
                               "import \"kinds.joist\"\nimport \"b.joist\"\npg15 db\nflow f @ rate "
                               "{ app -> db; app -> other }\n");
  for (const Finding& finding : project.findings) CHECK(finding.severity != Severity::error);
  CHECK(project.base.model.components.size() == 3);
  REQUIRE(quantity(project, "rate") != nullptr);
  CHECK(quantity(project, "rate")->quantity.value == doctest::Approx(5000));
}

TEST_CASE("a named import is a copy of its own, in which quantities can be bound anew") {
  MemoryWorld world;
  world.files["/work/cell.joist"] = "users = 1M users\nload = users * 1/day\nservice api\n";
  const Project project = load(world,
                               "import \"cell.joist\" as c1\nimport \"cell.joist\" as c2\n"
                               "c1.users = 2M users\n");
  REQUIRE(quantity(project, "c1.load") != nullptr);
  REQUIRE(quantity(project, "c2.load") != nullptr);
  CHECK(quantity(project, "c1.load")->quantity.value ==
        doctest::Approx(2 * quantity(project, "c2.load")->quantity.value));
  CHECK(project.base.model.components.size() == 2);
  CHECK_FALSE(has(project, "duplicate-name"));
}

TEST_CASE("stages of an imported file are passed over, which is said once") {
  MemoryWorld world;
  world.files["/work/cell.joist"] = "service api\nweb -> api\nstage \"later\" { service more }\n";
  const Project project = load(world, "import \"cell.joist\" as c1\nimport \"cell.joist\" as c2\n");
  CHECK(project.stages.empty());
  std::size_t count = 0;
  for (const Finding& finding : project.findings) count += finding.rule == "passed-over" ? 1 : 0;
  CHECK(count == 1);
}

TEST_CASE("copies of a file share its ranges, but for what is bound anew") {
  MemoryWorld world;
  world.files["/work/cell.joist"] = "people = 1M..4M users\n";
  const Project project = load(world,
                               "import \"cell.joist\" as c1\nimport \"cell.joist\" as c2\n"
                               "import \"cell.joist\" as c3\nc3.people = 1M..4M users\n"
                               "same = c1.people / c2.people\nother = c1.people / c3.people\n");
  REQUIRE(quantity(project, "same") != nullptr);
  CHECK(quantity(project, "same")->quantity.is_exact());
  CHECK_FALSE(quantity(project, "other")->quantity.is_exact());
}

TEST_CASE("imports that go round, outside or nowhere are findings at their place") {
  MemoryWorld world;
  world.files["/work/a.joist"] = "import \"b.joist\"\n";
  world.files["/work/b.joist"] = "import \"a.joist\"\n";
  world.files["/etc/secret.joist"] = "x = 1\n";
  const Project ring = load(world, "import \"a.joist\"\n");
  REQUIRE(has(ring, "import-ring"));
  for (const Finding& finding : ring.findings) {
    if (finding.rule != "import-ring") continue;
    CHECK(finding.message.find("a.joist -> b.joist -> a.joist") != std::string::npos);
  }
  CHECK(has(load(world, "import \"main.joist\"\n"), "import-ring"));
  CHECK(has(load(world, "import \"../etc/secret.joist\"\n"), "import-outside"));
  CHECK(has(load(world, "import \"/etc/secret.joist\"\n"), "import-outside"));
  CHECK(has(load(world, "import \"missing.joist\"\n"), "unreadable-import"));
}

TEST_CASE("a file that cannot be read gives a finding and no design") {
  MemoryWorld world;
  const Project project = joist::project::load(world, "nothing.joist");
  CHECK_FALSE(project.readable);
  REQUIRE(project.findings.size() == 1);
  CHECK(project.findings[0].rule == "unreadable-file");
}

TEST_CASE("each stage has a model and results of its own") {
  MemoryWorld world;
  const Project project =
      load(world,
           "users = 1M users\nservice api { replicas: 2, zones: 2, capacity: 1k rps }\n"
           "flow f @ users * 10/day { app -> api }\n"
           "stage \"ten times\" { users = 10M users }\n"
           "stage \"mended\" { api.replicas: 9 }\n");
  REQUIRE(project.stages.size() == 2);
  const auto load_at = [](const joist::project::Stage& stage) {
    return stage.results.components[0].offered;
  };
  CHECK(load_at(project.stages[0]) == doctest::Approx(10 * load_at(project.base)));
  CHECK(load_at(project.stages[1]) == doctest::Approx(load_at(project.stages[0])));
  CHECK(project.stages[1]
            .model.components[0]
            .attributes.number(joist::model::Attribute::replicas)
            ->value() == 9);
  CHECK(project.stages[1].label == "mended");
}

TEST_CASE("one fault of the text gives one finding, and what stands beside it is kept") {
  MemoryWorld world;
  const Project project =
      load(world, "service api { replicas 2 }\nwrong = 5 ms + 3 B\nuse = wrong * 2\nclient app\n");
  CHECK(project.findings.size() == 2);
  CHECK(project.base.model.components.size() == 2);
}

TEST_CASE("every design, cut at any byte, goes through the whole pipeline") {
  for (const auto& path : designs()) {
    const std::string text = text_of(path);
    // Odd steps reach every kind of place over all the files; every byte would take minutes.
    const std::size_t most = joist::tests::is_sanitized ? 8 : 60;
    const std::size_t step = std::max<std::size_t>(13, text.size() / most | 1);
    for (std::size_t size = 0; size <= text.size(); size += step) {
      MemoryWorld world;
      const Project project = joist::project::load_text(world, "cut.joist", text.substr(0, size));
      for (const Finding& finding : project.findings) {
        const auto size_of = [&](joist::FileId id) { return project.sources.at(id).text().size(); };
        REQUIRE(joist::tests::unsound(finding, size_of) == "");
      }
    }
  }
}

TEST_CASE("of one fault made very often, the first thousand are told and the others counted") {
  MemoryWorld world;
  std::string text = "service a";
  for (int i = 0; i < 3000; ++i) text += ", b";
  const Project project = joist::project::load_text(world, "/work/x.joist", text + "\n");
  const auto duplicate = [](const Finding& finding) { return finding.rule == "duplicate-name"; };
  CHECK(std::count_if(project.findings.begin(), project.findings.end(), duplicate) == 1000);
  const auto last = std::find_if(project.findings.rbegin(), project.findings.rend(), duplicate);
  CHECK(last->notes ==
        std::vector<std::string>{"there are 1999 more of this rule, which are not shown"});
}
