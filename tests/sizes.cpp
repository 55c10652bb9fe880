// Holds the ceilings: no file over 400 lines, no function over 80, a sentence at the top of each.
#include <doctest/doctest.h>

#include "tests/cpp_scan.hpp"
#include "tests/source_tree.hpp"

using namespace joist::tests;

namespace {

constexpr std::size_t longest_file = 400;
constexpr std::size_t longest_function = 80;

std::vector<ProjectFile> own_files() {
  return cpp_files({"src", "grammar", "tests", "benchmarks"});
}

// The comment a file begins with, its lines joined.
std::string opening(const std::string& text) {
  std::string words;
  for (const std::string& line : lines_of(text)) {
    if (line.substr(0, 3) != "// ") break;
    words += (words.empty() ? "" : " ") + line.substr(3);
  }
  return words;
}

}  // namespace

TEST_CASE("no file is longer than 400 lines") {
  for (const ProjectFile& file : own_files()) {
    const std::size_t lines = lines_of(file.text).size();
    CHECK_MESSAGE(lines <= longest_file, file.path << " has " << lines << " lines");
  }
}

TEST_CASE("no function is longer than 80 lines") {
  std::size_t seen = 0;
  for (const ProjectFile& file : own_files()) {
    for (const Function& function : functions(scan(file.text).code)) {
      ++seen;
      CHECK_MESSAGE(function.lines <= longest_function,
                    file.path << ":" << function.line << " has " << function.lines << " lines");
    }
  }
  CHECK(seen > 100);
}

TEST_CASE("every file opens with a sentence that says what it is for") {
  for (const ProjectFile& file : own_files()) {
    const std::string words = opening(file.text);
    CHECK_MESSAGE((words.size() >= 15 && words.find('.') != std::string::npos), file.path);
    const bool is_upper = !words.empty() && std::isupper(static_cast<unsigned char>(words[0]));
    const bool starts_well = is_upper || words.substr(0, 1) == "`" || words.substr(0, 1) == "\"";
    CHECK_MESSAGE(starts_well, file.path << ": " << words);
  }
}
