// The pipeline in two steps, for those who ask about names before they ask about figures.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/kept.hpp"
#include "analysis/latency_kept.hpp"
#include "project/project.hpp"
#include "resolve/resolve.hpp"

namespace joist::project {

// Read, parsed and resolved: what names stand for and what is stated is known. Results and the
// rules' findings are not there yet.
struct Draft {
  Project project;
  std::vector<resolve::Unit> units;        // with pointers into the project, which may be moved
  std::vector<Finding> found;              // by resolve, in the base
  std::vector<std::string> stages;         // labels
  std::vector<resolve::Output> at_stages;  // where references were asked for: stages use names, too
  Settings settings;
  LoadOptions options;
};
// `before`: as its files were earlier, so that what they still have is not parsed again.
Draft draft_text(World& world, const std::string& path, std::string text,
                 const Settings& settings = {}, const LoadOptions& options = {},
                 const Project* before = nullptr);

// What is kept of the analyses of a design for those of its next text.
struct Kept {
  analysis::Kept base;
  std::vector<analysis::Kept> stages;
  std::shared_ptr<const analysis::KeptTimes::Known> times;  // of flows, at all stages; null: none
};

// The second step: analyses and lints, the stages too. `kept` is taken in and replaced, as
// analyse() does; null: nothing.
Project judged(Draft draft, Kept* kept = nullptr);

}  // namespace joist::project
