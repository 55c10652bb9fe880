// A case: a design in a file with what a stage is expected to say of it standing in the input.
//
//   service a { replicas 2 }
//   #! error[syntax] 13-20 `replicas` without a `:`
//   #!   help: write `replicas: 2`
//   #= what the stage makes of it, line by line, at the end of the file
//
// `#!` stands under the line where the finding begins; columns are bytes from 1, both included. A
// finding that ends on a later line has `13-+2:20`: two lines on, column 20. The stage is given the
// text without these lines, so they change nothing about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"

namespace joist::cases {

// What a stage made of a text: its findings, in any order, and its product as text.
struct Outcome {
  std::vector<Finding> findings;
  std::string snapshot;
};

// One for each directory of tests/cases. `path` is the case's file, for stages that read others.
struct Stage {
  std::string_view directory;
  Outcome (*run)(const std::string& path, const std::string& text) = nullptr;
  bool details = false;  // notes, help, labels and fixes are expected too
};

// A case taken apart: the design, and the file as it stands.
struct Case {
  std::string path;
  std::string file;
  std::string text;  // without expectations
};

Case read_case(const std::string& path);
std::vector<std::string> find_cases(const std::string& directory);

// The case's file as it would have to be for the outcome to be as expected. Only findings of the
// case's own file are written.
std::string expected_file(const Case& input, const Outcome& outcome, bool details);

// The first lines in which two texts differ, for a failing test.
std::string difference(std::string_view expected, std::string_view seen);

// "error[rule] 13-20 message" with its details below, each line indented by two more.
std::vector<std::string> finding_lines(std::string_view text, const Finding& finding, bool details);

}  // namespace joist::cases
