// The pipeline: read, parse, resolve, analyse, lint; once for the design and once for each stage.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "analysis/analyse.hpp"
#include "lint/allowances.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "project/draft.hpp"
#include "project/imports.hpp"

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

bool is_told(const Finding& finding) {
  const lint::Rule* rule = lint::find_rule(finding.rule);
  const bool likely = finding.chance.value_or(1) >= lint::likely;
  return finding.severity == Severity::error || (rule != nullptr && rule->at_stages && likely);
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
      if (known || (!of_language && !is_told(finding))) continue;
      known_.insert(fault_of(finding));
      if (!of_language) finding.severity = Severity::note;
      project_.findings.push_back(std::move(finding));
    }
  }

 private:
  Project& project_;
  std::set<Fault> known_;
};

// The findings of resolve, then those of lint unless the text has errors.
using Found = std::pair<std::vector<Finding>, std::vector<Finding>>;

// Fills the stage's results. A fault of the text would be echoed by rules about what is missing: it
// is mended first.
Found judge(Stage& stage, std::vector<Finding> of_text, bool broken, const LoadOptions& options,
            analysis::Kept* kept, analysis::KeptTimes& times) {
  const bool faulty = broken || has_error(of_text);
  if (options.analyse && (options.even_broken || !faulty)) {
    analysis::Options analysis;
    analysis.order = options.order;
    analysis.extent = options.extent;
    analysis.times = &times;
    stage.results = analysis::analyse(stage.model, analysis, kept);
  }
  lint::apply_allowances(stage.model, of_text);
  std::vector<Finding> of_design;
  if (options.lint && options.analyse && !faulty) {
    of_design = lint::lint({stage.model, stage.results, of_text});
  }
  return {std::move(of_text), std::move(of_design)};
}

resolve::Input input_of(const Draft& draft) {
  resolve::Input input;
  for (std::size_t i = 0; i < draft.project.root; ++i) {
    input.stdlib.push_back(&draft.project.files[i]);
  }
  input.units = draft.units;
  input.strict = draft.settings.strict;
  input.headroom = draft.settings.headroom;
  input.all_kinds = draft.options.all_kinds;
  input.references = draft.options.references;
  for (const EmbeddedFile& icon : icon_files()) {
    const auto stem = icon.name.substr(icon.name.rfind('/') + 1);
    input.icons.push_back(stem.substr(0, stem.find('.')));
  }
  if (draft.options.samples > 0) input.sampling.samples = draft.options.samples;
  return input;
}

// An allowance of the base may be for what a stage does.
void forgive_unused(const Stage& stage, const std::vector<Finding>& found,
                    std::vector<Finding>& findings) {
  std::erase_if(findings, [&](const Finding& finding) {
    if (finding.rule != "unused-allowance" || !finding.stage.empty()) return false;
    const auto& allowances = stage.model.allowances;
    const bool stands = std::any_of(allowances.begin(), allowances.end(),
                                    [&](const auto& each) { return each.span == finding.span; });
    return stands && std::none_of(found.begin(), found.end(), [&](const Finding& other) {
             return fault_of(other) == fault_of(finding);
           });
  });
}

void judge_stages(Draft& draft, bool faulty, Kept* kept, analysis::KeptTimes& times) {
  Project& project = draft.project;
  StageFindings of_stages(project);
  resolve::Input input = input_of(draft);
  input.references = false;
  if (kept != nullptr) kept->stages.resize(draft.stages.size());
  for (std::size_t i = 0; i < draft.stages.size(); ++i) {
    input.stages = i + 1;
    resolve::Output output =
        i < draft.at_stages.size() ? std::move(draft.at_stages[i]) : resolve::resolve(input);
    Stage& stage = project.stages.emplace_back();
    stage.model = std::move(output.model);
    stage.label = stage.model.stage;
    auto [text, design] = judge(stage, std::move(output.findings), faulty, draft.options,
                                kept != nullptr ? &kept->stages[i] : nullptr, times);
    if (!faulty) forgive_unused(stage, design, project.findings);
    of_stages.add(std::move(text), stage, true);
    of_stages.add(std::move(design), stage, false);
  }
}

// What stages say of names counts as much as what the base says.
void resolve_stages(Draft& draft) {
  std::vector<model::Reference>& references = draft.project.references;
  resolve::Input input = input_of(draft);
  for (std::size_t i = 0; i < draft.stages.size(); ++i) {
    input.stages = i + 1;
    draft.at_stages.push_back(resolve::resolve(input));
    const auto& more = draft.at_stages.back().references;
    references.insert(references.end(), more.begin(), more.end());
  }
  std::sort(references.begin(), references.end());
  references.erase(std::unique(references.begin(), references.end()), references.end());
}

}  // namespace

Draft draft_text(World& world, const std::string& path, std::string text, const Settings& settings,
                 const LoadOptions& options, const Project* before) {
  Draft draft;
  draft.settings = settings;
  draft.options = options;
  draft.project.root = add_stdlib(draft.project);
  draft.units =
      add_design(world, draft.project, path, std::move(text), settings, options.fence, before);
  resolve::Output output = resolve::resolve(input_of(draft));
  draft.project.base.model = std::move(output.model);
  draft.project.references = std::move(output.references);
  draft.found = std::move(output.findings);
  draft.stages = std::move(output.stages);
  if (options.references && !draft.stages.empty()) resolve_stages(draft);
  return draft;
}

Project judged(Draft draft, Kept* kept) {
  Project& project = draft.project;
  const bool broken = has_error(project.findings);
  analysis::KeptTimes times(kept != nullptr ? std::move(kept->times) : nullptr);
  auto [of_text, of_design] = judge(project.base, std::move(draft.found), broken, draft.options,
                                    kept != nullptr ? &kept->base : nullptr, times);
  const bool faulty = broken || has_error(of_text);
  for (auto* found : {&of_text, &of_design}) {
    std::move(found->begin(), found->end(), std::back_inserter(project.findings));
  }
  if (draft.options.stages) judge_stages(draft, faulty, kept, times);
  if (kept != nullptr) kept->times = times.take();
  apply_severities(project.findings, draft.settings);
  for (Stage& stage : project.stages) apply_severities(stage.still, draft.settings);
  sort_findings(project.findings);
  thin_out(project.findings);
  return std::move(project);
}

Project load_text(World& world, const std::string& path, std::string text, const Settings& settings,
                  const LoadOptions& options) {
  return judged(draft_text(world, path, std::move(text), settings, options));
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
