// The pipeline: read, parse, resolve, analyse, lint; once for the design and once for each stage.
#include "project/project.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "analysis/analyse.hpp"
#include "lint/rule.hpp"
#include "project/imports.hpp"
#include "resolve/resolve.hpp"

namespace joist::project {
namespace {

bool has_error(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.severity == Severity::error && !f.allowed; });
}

// `off`, `note`, `warning` or `error` by rule, as joist.toml says.
void apply_severities(std::vector<Finding>& findings, const Settings& settings) {
  for (const auto& [rule, severity] : settings.severities) {
    if (severity == "off") {
      findings.erase(std::remove_if(findings.begin(), findings.end(),
                                    [&name = rule](const Finding& f) { return f.rule == name; }),
                     findings.end());
      continue;
    }
    for (Finding& finding : findings) {
      if (finding.rule != rule) continue;
      finding.severity = severity == "error"     ? Severity::error
                         : severity == "warning" ? Severity::warning
                                                 : Severity::note;
    }
  }
}

void sort_findings(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    const auto key = [](const Finding& f) {
      return std::make_tuple(f.allowed.has_value(), -static_cast<int>(f.severity), f.stage != "");
    };
    return std::make_tuple(key(a), a.span) < std::make_tuple(key(b), b.span);
  });
}

// A million findings help nobody and take minutes to print: of one rule so many are kept, and the
// last of them says how many there were. Findings about the design itself are never so many.
constexpr std::size_t most_of_a_rule = 1000;

void thin_out(std::vector<Finding>& findings) {
  if (findings.size() <= most_of_a_rule) return;
  std::map<std::string, std::size_t> counts;
  std::map<std::string, std::size_t> last;
  std::vector<Finding> kept;
  for (Finding& finding : findings) {
    const bool faulty = finding.severity == Severity::error && finding.subject.empty();
    if (faulty && ++counts[finding.rule] > most_of_a_rule) continue;
    if (faulty) last[finding.rule] = kept.size();
    kept.push_back(std::move(finding));
  }
  for (const auto& [rule, count] : counts) {
    if (count <= most_of_a_rule) continue;
    kept[last[rule]].notes.push_back(
        fmt::format("there are {} more of this rule, which are not shown", count - most_of_a_rule));
  }
  findings = std::move(kept);
}

// The same rule at the same place about the same thing.
using Fault = std::tuple<FileId, std::uint32_t, std::uint32_t, std::string, std::string>;

Fault fault_of(const Finding& finding) {
  return {finding.span.file, finding.span.begin, finding.span.end, finding.rule, finding.subject};
}

// What a stage breaks is its story, not a fault of the design as it stands: errors of stages become
// notes, and what holds already without the stage is not said again.
class StageFindings {
 public:
  explicit StageFindings(Project& project) : project_(project) {
    for (const Finding& finding : project.findings) known_.insert(fault_of(finding));
  }

  void add(std::vector<Finding> findings, Stage& stage, bool of_language) {
    for (Finding& finding : findings) {
      finding.stage = stage.label;
      const bool known = known_.count(fault_of(finding)) > 0;
      if (known && !of_language) stage.still.push_back(finding);
      if (known || (!of_language && finding.severity != Severity::error)) continue;
      known_.insert(fault_of(finding));
      if (!of_language) finding.severity = Severity::note;
      project_.findings.push_back(std::move(finding));
    }
  }

 private:
  Project& project_;
  std::set<Fault> known_;
};

struct Pipeline {
  const resolve::Input& input;
  const LoadOptions& options;

  // Fills the stage; returns what resolve found, then what lint found unless the text has errors.
  std::pair<std::vector<Finding>, std::vector<Finding>> run(
      Stage& stage, bool broken, std::vector<std::string>* labels) const {
    resolve::Output output = resolve::resolve(input);
    stage.model = std::move(output.model);
    stage.label = stage.model.stage;
    if (labels != nullptr) *labels = std::move(output.stages);
    if (options.analyse) {
      analysis::Options analysis;
      analysis.order = options.order;
      analysis.every_figure = options.every_figure;
      stage.results = analysis::analyse(stage.model, analysis);
    }
    std::vector<Finding> found;
    // A fault of the text would be echoed by rules about what is missing: it is mended first.
    if (options.lint && options.analyse && !broken && !has_error(output.findings)) {
      found = lint::lint({stage.model, stage.results, output.findings});
    }
    return {std::move(output.findings), std::move(found)};
  }
};

void run_all(Project& project, const std::vector<resolve::Unit>& units, const Settings& settings,
             const LoadOptions& options) {
  resolve::Input input;
  for (std::size_t i = 0; i < project.root; ++i) input.stdlib.push_back(&project.files[i]);
  input.units = units;
  input.strict = settings.strict;
  input.headroom = settings.headroom;
  input.all_kinds = options.all_kinds;
  for (const EmbeddedFile& icon : icon_files()) {
    const auto stem = icon.name.substr(icon.name.rfind('/') + 1);
    input.icons.push_back(stem.substr(0, stem.find('.')));
  }
  if (options.samples > 0) input.sampling.samples = options.samples;
  const bool broken = has_error(project.findings);
  std::vector<std::string> labels;
  auto [of_text, of_design] = Pipeline{input, options}.run(project.base, broken, &labels);
  const bool faulty = broken || has_error(of_text);
  for (auto* found : {&of_text, &of_design}) {
    std::move(found->begin(), found->end(), std::back_inserter(project.findings));
  }
  if (!options.stages) return;
  StageFindings of_stages(project);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    input.stages = i + 1;
    project.stages.emplace_back();
    auto [text, design] = Pipeline{input, options}.run(project.stages.back(), faulty, nullptr);
    of_stages.add(std::move(text), project.stages.back(), true);
    of_stages.add(std::move(design), project.stages.back(), false);
  }
}

}  // namespace

Project load_text(World& world, const std::string& path, std::string text, const Settings& settings,
                  const LoadOptions& options) {
  Project project;
  project.root = add_stdlib(project);
  const auto units = add_design(world, project, path, std::move(text), settings, options.fence);
  run_all(project, units, settings, options);
  apply_severities(project.findings, settings);
  for (Stage& stage : project.stages) apply_severities(stage.still, settings);
  sort_findings(project.findings);
  thin_out(project.findings);
  return project;
}

Project load(World& world, const std::string& path, const Settings& settings,
             const LoadOptions& options) {
  ReadResult read = world.read(path);
  if (read.text) return load_text(world, path, std::move(*read.text), settings, options);
  Project project = load_text(world, path, "", settings, options);
  project.readable = false;
  Finding finding;
  finding.rule = "unreadable-file";
  finding.span = {FileId(project.root), 0, 0};
  finding.message = fmt::format("`{}` can't be read: {}", path, read.error);
  project.findings.assign(1, std::move(finding));
  return project;
}

}  // namespace joist::project
