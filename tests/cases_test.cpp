// Runs every case of tests/cases. With JOIST_UPDATE=1 in the environment, writes what was seen.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "case.hpp"
#include "format/format.hpp"
#include "stages.hpp"
#include "syntax/tree.hpp"
#include "tests/checkout.hpp"

namespace joist::cases {

namespace {

// The tree in its notation, one line for each statement of the file.
Outcome run_syntax(const std::string&, const std::string& text) {
  syntax::File file = syntax::read(FileId(std::size_t{0}), text);
  Outcome outcome{file.findings, {}};
  for (const std::string& line : syntax::notation_lines(file)) outcome.snapshot += line + '\n';
  return outcome;
}

// The canonical text.
Outcome run_format(const std::string&, const std::string& text) {
  return {{}, format::format(syntax::parse(FileId(std::size_t{0}), text))};
}

// A stage joins the runner by a line here and a directory of its name in tests/cases.
constexpr Stage stages[] = {
    {"syntax", run_syntax, true},
    {"format", run_format},
    {"resolve", run_resolve, true},
    {"lint", run_lint, true},
};

void check_case(const Stage& stage, const std::string& path, bool update) {
  const Case input = read_case(path);
  const std::string seen = expected_file(input, stage.run(path, input.text), stage.details);
  if (seen == input.file) return;
  if (update) {
    std::ofstream(path, std::ios::binary) << seen;
    MESSAGE("rewrote ", path);
    return;
  }
  FAIL_CHECK(path, "\n", difference(input.file, seen));
}

}  // namespace

TEST_CASE("every case gives what stands in it") {
  const std::string root = joist::tests::checkout() + "/tests/cases";
  const char* update = std::getenv("JOIST_UPDATE");
  for (const Stage& stage : stages) {
    const std::vector<std::string> paths = find_cases(root + "/" + std::string(stage.directory));
    CHECK_MESSAGE(!paths.empty(), "no cases for stage ", stage.directory);
    for (const std::string& path : paths) {
      check_case(stage, path, update && std::string_view(update) == "1");
    }
  }
}

TEST_CASE("every directory of cases has its stage") {
  for (const auto& entry :
       std::filesystem::directory_iterator(joist::tests::checkout() + "/tests/cases")) {
    if (!entry.is_directory() || find_cases(entry.path().string()).empty()) continue;
    const std::string name = entry.path().filename().string();
    bool known = false;
    for (const Stage& stage : stages) known = known || stage.directory == name;
    CHECK_MESSAGE(known, "tests/cases/", name, " is run by no stage");
  }
}

TEST_CASE("a case fails on a finding that is not listed, and on a listed one that is not there") {
  Case input{"x", "a\n#! error[syntax] 1 said\nb\n", "a\nb\n"};
  Finding finding;
  finding.rule = "syntax";
  finding.message = "said";
  finding.span = {FileId(std::size_t{0}), 0, 1};
  CHECK(expected_file(input, {{finding}, ""}, true) == input.file);
  CHECK(expected_file(input, {{}, ""}, true) != input.file);
  CHECK(expected_file(input, {{finding, finding}, ""}, true) != input.file);
  finding.span = {FileId(std::size_t{0}), 0, 3};
  CHECK(expected_file(input, {{finding}, ""}, true) == "a\n#! error[syntax] 1-+1:1 said\nb\n");
}

}  // namespace joist::cases
