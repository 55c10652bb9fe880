// Fuzz target: any bytes through the whole pipeline, from text to findings, in a world without files.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "../memory_world.hpp"
#include "project/project.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  joist::tests::MemoryWorld world;
  const joist::project::Project project = joist::project::load_text(
      world, "fuzz.joist", std::string(reinterpret_cast<const char*>(data), size));
  for (const joist::Finding& finding : project.findings) {
    const auto& text = project.sources.at(finding.span.file).text();
    const bool inside = finding.span.begin <= finding.span.end && finding.span.end <= text.size();
    if (!inside || finding.message.empty()) std::abort();
  }
  return 0;
}
