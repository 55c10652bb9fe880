// `joist scale`: what breaks first when the load grows, and next.
#include "emit/scale.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/analysis.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "emit/factor.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {0, "at", "FACTORS", "show what is past its limit at these multiples of the load: 10x,100x"},
    {'f', "format", "FORMAT", "how to print it (default: table)", "table json"},
    {0, "strict", "", "undeclared names are errors"},
    stdin_filename,
};

constexpr Example examples[] = {
    {"joist scale chirp.joist", "the limits, in the order in which growth meets them"},
    {"joist scale chirp.joist --at 10x,100x", "and what holds at ten and a hundred times the load"},
};

int run(const Call& call) {
  std::vector<double> factors;
  for (const std::string& word : call.arguments.list("at")) {
    const std::optional<double> factor = emit::read_factor(word);
    if (!factor) {
      return complain(call, fmt::format("`--at` takes factors such as `10x`, but got `{}`", word));
    }
    factors.push_back(*factor);
  }
  const Inputs inputs = read_input(call, call.arguments.operands.front());
  if (!inputs.error.empty()) return complain(call, inputs.error);
  std::optional<project::Project> project = load(call, inputs.files.front());
  if (!project) return trouble;
  const emit::Analysed base = analysed(project->base);
  const std::vector<emit::Analysed> stages = analysed_stages(*project);
  const bool as_json = call.arguments.value("format") == "json";
  const std::string bytes =
      as_json ? emit::scale_json(base, stages, factors) : emit::scale_table(base, stages, factors);
  const bool broken = text_is_broken(project->findings);
  if (broken) show_language_errors(call, std::move(*project), inputs.files.front().path);
  call.world.write_output(bytes);
  return broken ? findings : done;
}

}  // namespace

extern const Command scale;
const Command scale{.name = "scale",
                    .summary = "what breaks first when the load grows, and next",
                    .operands = "FILE",
                    .least = 1,
                    .most = 1,
                    .options = options,
                    .examples = examples,
                    .run = run};

}  // namespace joist::cli::commands
