// `joist analyze`: every figure of a design.
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/analysis.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/findings.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "document/compose.hpp"
#include "document/format.hpp"
#include "emit/results.hpp"
#include "report/finding_json.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {'f', "format", "FORMAT", "how to print them (default: table)", "table json"},
    {'o', "output", "FILE", "where to (default: standard output)"},
    {0, "flow", "NAME", "one flow alone"},
    {0, "component", "NAME",
     "one component in depth: where its load comes from, limits, losses, findings"},
    {0, "stage", "LABEL", "the design as it is at a stage"},
    {0, "order", "N", "list sets of up to so many failures that stop a flow (default: 2)"},
    {0, "samples", "N", "points that stand for uncertain values (default: 4096)"},
    {0, "strict", "", "undeclared names are errors"},
    stdin_filename,
};

constexpr Example examples[] = {
    {"joist analyze chirp.joist", "loads, capacities and what breaks, as tables"},
    {"joist analyze chirp.joist --format json", "the same and more, for programs"},
    {"joist analyze chirp.joist --flow read", "one flow"},
    {"joist analyze chirp.joist --component api", "a page on one component"},
};

// What is said of the whole, or of what the query is about.
std::string findings_of(const project::Project& project, const std::string& subject) {
  std::vector<Finding> found;
  for (const Finding& finding : project.findings)
    if (subject.empty() || finding.subject == subject) found.push_back(finding);
  return report::findings_json({project.sources, found, {}, {}, false, {}, {}});
}

// The page of one component, as text.
std::string page_of(const Call& call, const project::Project& project, const project::Stage& stage,
                    model::ComponentId component) {
  const emit::RenderOptions drawing;
  const document::Review review{call.world, project, stage, drawing, false};
  return document::find_format("text")->write(document::compose(review, component), {}).bytes;
}

int run(const Call& call) {
  const Arguments& arguments = call.arguments;
  project::LoadOptions load_options;
  load_options.extent = analysis::Extent::everything;
  const std::string order = arguments.value("order", "2");
  if (!read_count(order, 1, 6, load_options.order)) {
    return complain(call, fmt::format("`--order` is a count from 1 to 6, but is `{}` here", order));
  }
  if (const std::string wrong = read_samples(call, load_options); !wrong.empty())
    return complain(call, wrong);
  const Inputs inputs = read_input(call, arguments.operands.front());
  if (!inputs.error.empty()) return complain(call, inputs.error);
  std::optional<project::Project> project = load(call, inputs.files.front(), load_options);
  if (!project) return trouble;
  const project::Stage* stage = find_stage(*project, arguments.value("stage"));
  if (stage == nullptr) return complain(call, no_stage(*project, arguments.value("stage")));
  emit::ResultsQuery query;
  query.flow = arguments.value("flow");
  if (!query.flow.empty() && !emit::find_flow(stage->model, query.flow)) {
    return complain(call, no_flow(*stage, query.flow));
  }
  const std::vector<emit::Analysed> stages = analysed_stages(*project);
  const std::string component = call.arguments.value("component");
  if (!component.empty()) {
    const NamedComponent named = find_component(*stage, component);
    if (!named.trouble.empty()) return complain(call, named.trouble);
    query.component = named.id;
  }
  const bool has_language_errors = text_is_broken(project->findings);
  std::string bytes;
  if (arguments.value("format") == "json") {
    const std::string found =
        findings_of(*project, query.component ? stage->model.at(query.component).path : "");
    query.findings = found;
    bytes = emit::results_json(analysed(*stage), stages, query);
  } else if (query.component) {
    bytes = page_of(call, *project, *stage, query.component);
  } else {
    bytes = emit::results_table(analysed(*stage), query);
  }
  if (has_language_errors)
    show_language_errors(call, std::move(*project), inputs.files.front().path);
  const int code = write_result(call, arguments.value("output", "-"), bytes);
  return code == done && has_language_errors ? findings : code;
}

}  // namespace

extern const Command analyze;
const Command analyze{.name = "analyze",
                      .summary = "every figure: loads, capacities, what breaks",
                      .operands = "FILE",
                      .least = 1,
                      .most = 1,
                      .options = options,
                      .examples = examples,
                      .run = run};

}  // namespace joist::cli::commands
