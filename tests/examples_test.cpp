// Holds the worked examples to what they promise: the good ones are clean, each flawed one shows
// the finding it is named after, and the first one gives the figures of its sketch on paper.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "project/project.hpp"
#include "quantity/display.hpp"
#include "quantity/units.hpp"
#include "tests/checkout.hpp"
#include "world/disk.hpp"

namespace joist {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> designs(const std::string& folder) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(joist::tests::checkout() + "/" + folder)) {
    if (entry.path().extension() == ".joist") found.push_back(entry.path().string());
  }
  std::sort(found.begin(), found.end());
  REQUIRE(!found.empty());
  return found;
}

project::Project load(const std::string& path) {
  world::DiskWorld disk;
  return project::load(disk, path);
}

const quantity::Quantity& value(const project::Project& design, const std::string& name) {
  const auto& all = design.base.model.quantities;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& binding) { return binding.path == name; });
  REQUIRE(found != all.end());
  return found->quantity;
}

}  // namespace

TEST_CASE("every example is clean, at each of its stages") {
  for (const std::string& path : designs("examples")) {
    const project::Project design = load(path);
    for (const Finding& finding : design.findings) {
      if (finding.allowed || finding.severity == Severity::note) continue;
      FAIL_CHECK(path, ": ", finding.rule, ": ", finding.message);
    }
  }
}

TEST_CASE("every flawed example shows the finding that it is named after, and no graver one") {
  for (const std::string& path : designs("examples/flawed")) {
    const std::string rule = fs::path(path).stem().string();
    const project::Project design = load(path);
    const auto shown = std::find_if(design.findings.begin(), design.findings.end(),
                                    [&](const Finding& finding) { return finding.rule == rule; });
    REQUIRE_MESSAGE(shown != design.findings.end(), path);
    for (const Finding& finding : design.findings) {
      CHECK_MESSAGE(finding.severity <= std::max(shown->severity, Severity::warning), path, ": ",
                    finding.rule);
    }
  }
}

TEST_CASE("the public social feed gives the figures of its sketch on paper") {
  const project::Project chirp = load(joist::tests::checkout() + "/examples/chirp.joist");
  CHECK(value(chirp, "posts").value == doctest::Approx(1446.8).epsilon(1e-4));
  CHECK(value(chirp, "reads").value == doctest::Approx(144.7e3).epsilon(1e-3));
  CHECK(quantity::text_in(value(chirp, "growth"), "TB/year", quantity::Units()) == "9.46 TB/year");
}

}  // namespace joist
