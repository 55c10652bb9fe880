// What `analyze` and `check` print as JSON, against the schemas in docs/.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "tests/checkout.hpp"
#include "tests/json_schema.hpp"
#include "tests/memory_world.hpp"
#include "tests/source_tree.hpp"

using namespace joist;
using namespace joist::tests;
using nlohmann::json;

namespace {

std::map<std::string, json> schemas() {
  std::map<std::string, json> result;
  for (const ProjectFile& file : project_files("docs", {".json"})) {
    result[file.path.substr(file.path.rfind('/') + 1)] = json::parse(file.text);
  }
  return result;
}

json answer(const ProjectFile& design, const std::vector<std::string>& words) {
  MemoryWorld world;
  world.files["/work/" + design.path] = design.text;
  CHECK(cli::run(world, words) < 2);
  return json::parse(world.output);
}

std::vector<ProjectFile> designs() {
  std::vector<ProjectFile> result = project_files("examples", {".joist"});
  for (ProjectFile& file : project_files("tests/cases", {".joist"}))
    result.push_back(std::move(file));
  return result;
}

}  // namespace

TEST_CASE("results of every example and case fit the schema") {
  const auto known = schemas();
  REQUIRE(designs().size() > 10);
  for (const ProjectFile& design : designs()) {
    const json results =
        answer(design, {"analyze", design.path, "--format", "json", "--order", "3"});
    for (const std::string& fault : check_schema(results, "results.schema.json", known)) {
      FAIL_CHECK(design.path << fault);
    }
  }
}

TEST_CASE("findings of every example and case fit the schema, in json and in jsonl") {
  const auto known = schemas();
  for (const ProjectFile& design : designs()) {
    const json found = answer(design, {"check", design.path, "--format", "json"});
    for (const std::string& fault : check_schema(found, "findings.schema.json", known)) {
      FAIL_CHECK(design.path << fault);
    }
  }
}

TEST_CASE("the playbook's figures come out of the example") {
  const ProjectFile chirp{"examples/chirp.joist",
                          read_file(joist::tests::checkout() + "/examples/chirp.joist")};
  const json results = answer(chirp, {"analyze", chirp.path, "--format", "json"});
  CHECK(results["quantities"]["posts"]["value"] == doctest::Approx(1446.759).epsilon(1e-6));
  CHECK(results["quantities"]["posts"]["unit"] == "1/s");
  CHECK(results["quantities"]["reads"]["value"] == doctest::Approx(144675.9).epsilon(1e-6));
  CHECK(results["flows"]["read"]["mean"] == doctest::Approx(144675.9).epsilon(1e-6));
  CHECK(results["flows"]["read"]["rate"] == doctest::Approx(434027.8).epsilon(1e-6));
  CHECK(results["components"]["api"]["capacity"] == 720000);
}
