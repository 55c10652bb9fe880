// The command line on a world in memory: words in; output, files and exit code out.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "tests/memory_world.hpp"

namespace joist::tests {

inline int run(MemoryWorld& world, const std::vector<std::string>& words) {
  world.output.clear();
  world.errors.clear();
  return cli::run(world, words);
}

inline std::size_t line_count(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// A design with one error that a fix mends.
inline const std::string broken = "servce api { replicas: 3 }\n";

}  // namespace joist::tests
