// Replays what editors and the server say to each other. With JOIST_UPDATE=1 in the environment,
// writes what was said.
#include <cstdlib>

#include <doctest/doctest.h>

#include "tests/source_tree.hpp"
#include "tests/transcript.hpp"

using namespace joist::tests;

TEST_CASE("the server says what stands in the transcripts") {
  const char* update = std::getenv("JOIST_UPDATE");
  const auto files = project_files("tests/lsp", {".txt"});
  CHECK(files.size() >= 10);
  for (const ProjectFile& file : files) {
    CAPTURE(file.path);
    const std::string said = replayed(file.text);
    if (update != nullptr && std::string_view(update) == "1") {
      std::ofstream(checkout() + "/" + file.path, std::ios::binary) << said;
      continue;
    }
    const auto expected = lines_of(file.text), seen = lines_of(said);
    for (std::size_t i = 0; i < expected.size() || i < seen.size(); ++i) {
      const std::string a = i < expected.size() ? expected[i] : "(nothing)";
      const std::string b = i < seen.size() ? seen[i] : "(nothing)";
      CHECK_MESSAGE(a == b,
                    file.path << ":" << i + 1 << ": `scripts/test --update` writes what is said");
      if (a != b) break;
    }
  }
}
