// Stages and results of a project, as the commands that print figures want them.
#pragma once

#include <charconv>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "emit/results.hpp"
#include "project/project.hpp"

namespace joist::cli {

// A count between these; false where the text is none.
template <class Count>
bool read_count(const std::string& text, Count least, Count most, Count& count) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && count >= least &&
         count <= most;
}

// `--samples`; what is wrong with it, or empty.
std::string read_samples(const Call& call, project::LoadOptions& options);

// The stage of that label, the base for an empty one, or null.
const project::Stage* find_stage(const project::Project& project, const std::string& label);
// What to say then: "there is no stage `x`; the stages are ...".
std::string no_stage(const project::Project& project, const std::string& label);
std::string no_flow(const project::Stage& stage, const std::string& name);

// The component of that qualified name, or the only one whose name ends so.
struct NamedComponent {
  model::ComponentId id;
  std::string trouble;  // "there is no component `x`; did you mean `y`?"
};
NamedComponent find_component(const project::Stage& stage, const std::string& name);

emit::Analysed analysed(const project::Stage& stage);
std::vector<emit::Analysed> analysed_stages(const project::Project& project);

// Whether some of the text was not understood, so that figures and pictures may lack parts.
bool text_is_broken(const std::vector<Finding>& found);
// Those findings on standard error.
void show_language_errors(const Call& call, project::Project&& project, const std::string& input);

}  // namespace joist::cli
