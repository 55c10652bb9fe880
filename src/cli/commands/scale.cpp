// `joist scale`: what breaks first when the load grows, and next.
#include "emit/scale.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/analysis.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/picture.hpp"
#include "document/story.hpp"
#include "emit/factor.hpp"
#include "emit/scale_chart.hpp"
#include "project/picture_parts.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {0, "at", "FACTORS", "show what is past its limit at these multiples of the load: 10x,100x"},
    {'f', "format", "FORMAT", "how to print it (default: table)", "table json"},
    {'t', "to", "FORMAT", "a chart (default: by the output's name)", "svg png pdf"},
    {'o', "output", "FILE", "where to (default: standard output)"},
    {0, "theme", "THEME", "colours of the chart (default: auto)", {}, theme_names},
    {0, "strict", "", "undeclared names are errors"},
    stdin_filename,
};

constexpr Example examples[] = {
    {"joist scale chirp.joist", "the limits, in the order in which growth meets them"},
    {"joist scale chirp.joist --at 10x,100x", "and what holds at ten and a hundred times the load"},
    {"joist scale chirp.joist -o scale.svg", "as a chart, with the stages along the load"},
};

// The format of a chart, where one is asked for, by name or by the output's.
const emit::Emitter* chart_format(const Call& call) {
  if (call.arguments.has("to")) return emit::find_emitter(call.arguments.value("to"));
  if (call.arguments.has("format")) return nullptr;
  const emit::Emitter* emitter = emit::emitter_for(call.arguments.value("output"));
  return emitter != nullptr && emitter->needs == emit::Needs::picture ? emitter : nullptr;
}

int write_chart(const Call& call, const emit::Story& story, const emit::Emitter& emitter) {
  const std::string path = call.arguments.value("output", "-");
  if (emitter.binary && path == "-" && call.world.output_is_terminal())
    return complain(call,
                    fmt::format("{} is not for a terminal; name a file by `-o`", emitter.name));
  const layout::Picture chart = emit::scale_chart(story);
  if (chart.groups.empty())
    return complain(call, "there is no chart to draw: no load and capacity are known");
  emit::RenderOptions options;
  project::choose_theme(settings_for(call, call.arguments.operands.front()).settings.theme,
                        options);
  project::choose_theme(call.arguments.value("theme"), options);
  const scene::Palette& palette = options.palette != nullptr ? *options.palette : scene::neutral();
  const emit::Written written =
      emitter.write({{}, {}, chart, options.theme, options.prefix, palette});
  if (!written.trouble.empty()) return complain(call, written.trouble);
  return write_result(call, path, written.bytes);
}

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
  project::LoadOptions load_options;
  load_options.extent = analysis::Extent::amounts;
  std::optional<project::Project> project = load(call, inputs.files.front(), load_options);
  if (!project) return trouble;
  const emit::Story story = document::story_of(*project, factors);
  int code = done;
  if (const emit::Emitter* emitter = chart_format(call)) {
    code = write_chart(call, story, *emitter);
  } else {
    const bool as_json = call.arguments.value("format") == "json";
    code = write_result(call, call.arguments.value("output", "-"),
                        as_json ? emit::scale_json(story) : emit::scale_table(story));
  }
  const bool broken = text_is_broken(project->findings);
  if (broken) show_language_errors(call, std::move(*project), inputs.files.front().path);
  return code == done && broken ? findings : code;
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
