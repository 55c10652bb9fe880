// Every design that lies in the project: cases without their expectations, examples, the stdlib.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "case.hpp"
#include "tests/checkout.hpp"

namespace joist::cases {

struct Fixture {
  std::string path;  // relative to the project
  std::string text;
};

inline std::vector<Fixture> fixtures() {
  std::vector<Fixture> all;
  const std::filesystem::path root = joist::tests::checkout();
  for (const char* folder : {"tests/cases", "examples", "stdlib"}) {
    if (!std::filesystem::is_directory(root / folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() != ".joist") continue;
      all.push_back({std::filesystem::relative(entry.path(), root).string(),
                     read_case(entry.path().string()).text});
    }
  }
  std::sort(all.begin(), all.end(),
            [](const Fixture& a, const Fixture& b) { return a.path < b.path; });
  return all;
}

}  // namespace joist::cases
