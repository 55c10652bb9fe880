// Fuzz target: any bytes through the whole pipeline, from text to findings, in a world without
// files.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "../memory_world.hpp"
#include "../sound_finding.hpp"
#include "project/project.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  joist::tests::MemoryWorld world;
  const joist::project::Project project = joist::project::load_text(
      world, "fuzz.joist", std::string(reinterpret_cast<const char*>(data), size));
  for (const joist::Finding& finding : project.findings) {
    const auto size_of = [&](joist::FileId id) { return project.sources.at(id).text().size(); };
    if (!joist::tests::unsound(finding, size_of).empty()) std::abort();
  }
  return 0;
}
