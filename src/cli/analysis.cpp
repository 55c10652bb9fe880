// Looks up stages and flows, and shows what stands in the way of figures.
#include "cli/analysis.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/findings.hpp"
#include "cli/output.hpp"
#include "lint/rule.hpp"

namespace joist::cli {

namespace {

bool is_language_error(const Finding& finding) {
  if (finding.severity != Severity::error || finding.allowed) return false;
  const auto rules = lint::rules::catalogue();
  return std::none_of(rules.begin(), rules.end(),
                      [&](const lint::Rule* rule) { return rule->name == finding.rule; });
}

}  // namespace

std::string read_samples(const Call& call, project::LoadOptions& options) {
  const std::string samples = call.arguments.value("samples", "4096");
  if (read_count(samples, 64u, 1u << 20, options.samples)) return {};
  return fmt::format("`--samples` is a count from 64 to 1048576, but is `{}` here", samples);
}

const project::Stage* find_stage(const project::Project& project, const std::string& label) {
  if (label.empty()) return &project.base;
  for (const project::Stage& stage : project.stages) {
    if (stage.label == label) return &stage;
  }
  return nullptr;
}

std::string no_stage(const project::Project& project, const std::string& label) {
  std::vector<std::string> labels;
  for (const project::Stage& stage : project.stages) labels.push_back(stage.label);
  return fmt::format("there is no stage `{}`; {}", label,
                     labels.empty() ? "the design has none" : "the stages are " + listed(labels));
}

std::string no_flow(const project::Stage& stage, const std::string& name) {
  std::vector<std::string_view> known;
  for (const model::Flow& flow : stage.model.flows) {
    if (!flow.path.empty()) known.push_back(flow.path);
  }
  return fmt::format("there is no flow `{}`{}", name, suggestion(name, known));
}

NamedComponent find_component(const project::Stage& stage, const std::string& name) {
  NamedComponent named;
  std::vector<std::string_view> known;
  std::vector<std::string> ends;
  for (std::size_t i = 0; i < stage.model.components.size(); ++i) {
    const std::string& path = stage.model.components[i].path;
    known.push_back(path);
    if (path == name) return {model::ComponentId(i), {}};
    if (!path.ends_with("." + name)) continue;
    named.id = model::ComponentId(i);
    ends.push_back(path);
  }
  if (ends.empty()) {
    named.trouble = fmt::format("there is no component `{}`{}", name, suggestion(name, known));
  } else if (ends.size() > 1) {
    named.trouble = fmt::format("`{}` could be {}", name, listed(ends, "or"));
  }
  return named;
}

emit::Analysed analysed(const project::Stage& stage) {
  return {stage.label, stage.model, stage.results};
}

std::vector<emit::Analysed> analysed_stages(const project::Project& project) {
  std::vector<emit::Analysed> stages;
  for (const project::Stage& stage : project.stages) stages.push_back(analysed(stage));
  return stages;
}

bool text_is_broken(const std::vector<Finding>& found) {
  return std::any_of(found.begin(), found.end(), is_language_error);
}

void show_language_errors(const Call& call, project::Project&& project, const std::string& input) {
  std::erase_if(project.findings,
                [](const Finding& finding) { return !is_language_error(finding); });
  Collection collection(call.world);
  collection.add(std::move(project), input);
  const report::Reporter* reporter = report::find_reporter("text");
  call.world.write_errors(reporter->write(collection.report(colors_errors(call))));
}

}  // namespace joist::cli
