// The lint stage of the cases: a whole design through the whole pipeline, with all its findings.
#include "memory_world.hpp"
#include "project/project.hpp"
#include "stages.hpp"

namespace joist::cases {

Outcome run_lint(const std::string& path, const std::string& text) {
  tests::MemoryWorld world;
  const project::Project project = project::load_text(world, path, text);
  Outcome outcome;
  const FileId root(project.root);
  for (Finding finding : project.findings) {
    if (finding.span.file != root) continue;
    // The runner knows a case's own text as the first file.
    finding.span.file = FileId(std::size_t{0});
    for (Label& label : finding.labels) {
      if (label.span.file == root) label.span.file = FileId(std::size_t{0});
    }
    for (Fix& fix : finding.fixes) {
      for (Edit& edit : fix.edits) edit.span.file = FileId(std::size_t{0});
    }
    if (!finding.stage.empty()) finding.message += " (at stage: " + finding.stage + ")";
    outcome.findings.push_back(std::move(finding));
  }
  return outcome;
}

}  // namespace joist::cases
