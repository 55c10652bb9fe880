// `joist explain`: the page of a rule, or the arithmetic behind a figure of a design.
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/analysis.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "emit/explanation.hpp"
#include "project/rule_pages.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {0, "stage", "LABEL", "of a figure: the design as it is at a stage"},
    stdin_filename,
};

constexpr Example examples[] = {
    {"joist explain overload", "why a rule is there, with examples"},
    {"joist explain api.load chirp.joist", "how a load came to be, arrow by arrow"},
    {"joist explain posts chirp.joist", "how an estimate came to be"},
};

std::string indented(std::string_view text) {
  std::string out;
  for (const std::string_view line : split(trimmed(text), '\n')) {
    out += line.empty() ? "\n" : fmt::format("    {}\n", line);
  }
  return out;
}

std::string page(const project::RulePage& rule) {
  constexpr std::string_view severities[] = {"note", "warning", "error"};
  std::string out = fmt::format(
      "{} ({}{})\n\n{}\n\n{}\n", rule.name, severities[static_cast<std::size_t>(rule.severity)],
      rule.heuristic ? ", a rule of thumb" : "", rule.summary, trimmed(rule.why));
  if (!rule.bad.empty()) out += "\nFound in:\n\n" + indented(rule.bad);
  if (!rule.good.empty()) out += "\nNot found in:\n\n" + indented(rule.good);
  if (rule.language) return out;
  return out + fmt::format(
                   "\nTo accept it: `allow {} \"the reason\"`, or `[rules] {} = \"off\"` in "
                   "joist.toml.\n",
                   rule.name, rule.name);
}

int explain_rule(const Call& call, const std::string& name) {
  std::vector<std::string_view> names;
  for (const project::RulePage& rule : project::rule_pages()) {
    if (rule.name == name) {
      call.world.write_output(page(rule));
      return done;
    }
    names.push_back(rule.name);
  }
  const std::string hint = suggestion(name, names);
  return complain(call, fmt::format("no rule `{}`{}", name,
                                    hint.empty() ? "; for a figure, name the design too" : hint));
}

int explain_figure(const Call& call, const std::string& figure, const std::string& path) {
  const Inputs inputs = read_input(call, path);
  if (!inputs.error.empty()) return complain(call, inputs.error);
  project::LoadOptions load_options;
  load_options.extent = analysis::Extent::everything;
  std::optional<project::Project> project = load(call, inputs.files.front(), load_options);
  if (!project) return trouble;
  const std::string label = call.arguments.value("stage");
  const project::Stage* stage = find_stage(*project, label);
  if (stage == nullptr) return complain(call, no_stage(*project, label));
  const emit::Explanation explanation =
      emit::explain(project->sources, stage->model, stage->results, figure);
  if (!explanation.trouble.empty()) {
    return complain(call, explanation.trouble + "; " + explanation.help);
  }
  call.world.write_output(explanation.text);
  return done;
}

int run(const Call& call) {
  const std::vector<std::string>& operands = call.arguments.operands;
  return operands.size() == 1 ? explain_rule(call, operands[0])
                              : explain_figure(call, operands[0], operands[1]);
}

}  // namespace

extern const Command explain;
const Command explain{.name = "explain",
                      .summary = "why a rule is there, or how a figure came to be",
                      .operands = "RULE | FIGURE FILE",
                      .least = 1,
                      .most = 2,
                      .options = options,
                      .examples = examples,
                      .run = run};

}  // namespace joist::cli::commands
