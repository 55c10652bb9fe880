// `joist fail`: what is left when certain things are gone.
#include "cli/analysis.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "emit/fallout.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {.name = "kill",
     .value = "WHAT",
     .summary = "what is gone: NAME, NAME:COPIES, zone NAME, region NAME; may be given again",
     .prefixes = "zone region rack"},
    {'f', "format", "FORMAT", "how to print it (default: text)", "text json"},
    {0, "stage", "LABEL", "the design as it is at a stage"},
    {0, "strict", "", "undeclared names are errors"},
    stdin_filename,
};

constexpr Example examples[] = {
    {"joist fail chirp.joist --kill inbox", "without the component `inbox`"},
    {"joist fail chirp.joist --kill zone 1", "without everything that stands in the first zone"},
    {"joist fail chirp.joist --kill api:2 --kill lb:1",
     "without two copies of one, one of another"},
};

constexpr std::string_view details =
    "A component that has to carry more than it can without what is gone goes down too, and its "
    "load moves on, step by step until nothing more breaks. A flow goes on while each of its "
    "requests can still be served; what it then has to do without is listed beside it.\n";

int run(const Call& call) {
  const std::vector<std::string> kills = call.arguments.values("kill");
  if (kills.empty()) return complain(call, "nothing is gone: say what with `--kill NAME`");
  const Inputs inputs = read_input(call, call.arguments.operands.front());
  if (!inputs.error.empty()) return complain(call, inputs.error);
  std::optional<project::Project> project = load(call, inputs.files.front());
  if (!project) return trouble;
  const project::Stage* stage = find_stage(*project, call.arguments.value("stage"));
  if (stage == nullptr) return complain(call, no_stage(*project, call.arguments.value("stage")));
  const emit::Analysed design = analysed(*stage);
  const std::string problem = emit::trouble_with_kills(design, kills);
  const bool broken = text_is_broken(project->findings);
  std::string bytes;
  if (problem.empty()) {
    const bool as_json = call.arguments.value("format") == "json";
    bytes = as_json ? emit::fallout_json(design, kills) : emit::fallout_text(design, kills);
  }
  if (broken) show_language_errors(call, std::move(*project), inputs.files.front().path);
  if (!problem.empty()) return complain(call, problem);
  call.world.write_output(bytes);
  return broken ? findings : done;
}

}  // namespace

extern const Command fail;
const Command fail{.name = "fail",
                   .summary = "what stops and what overloads when something is gone",
                   .operands = "FILE",
                   .least = 1,
                   .most = 1,
                   .options = options,
                   .examples = examples,
                   .details = details,
                   .run = run};

}  // namespace joist::cli::commands
