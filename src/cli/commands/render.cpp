// `joist render`: the picture of a design, once or at every change.
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/analysis.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/findings.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/picture.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {'t',
     "to",
     "FORMAT",
     "kind of picture (default: by the output's name, else svg)",
     {},
     picture_formats},
    {'o', "output", "FILE", "where to write it, `-` for standard output"},
    {0, "view", "NAME", "one view of the design"},
    {0, "flow", "NAME", "one flow alone"},
    {0, "stage", "LABEL", "the design as it is at a stage"},
    {0, "tables", "", "the tables of the data model, and what refers to what"},
    {0, "stages", "", "all stages in one picture: what each adds, and what breaks there"},
    {0, "theme", "THEME", "colours (default: auto, which follows the reader)", {}, theme_names},
    {0, "direction", "WHERE", "where arrows lead", "down right"},
    {0, "scale", "FACTOR", "pixels of a PNG for each unit of the picture (default: 2)"},
    {0, "depth", "LEVELS", "how many levels of groups are open"},
    {0, "no-findings", "", "leave the list of findings out of the picture"},
    {0, "metrics", "FORMAT", "print what a picture is judged by, and no picture", "json"},
    {'w', "watch", "", "draw again at every change, until interrupted"},
    {'q', "quiet", "", "print no findings"},
    {0, "strict", "", "undeclared names are errors"},
    stdin_filename,
};

constexpr Example examples[] = {
    {"joist render chirp.joist", "chirp.svg, beside the design"},
    {"joist chirp.joist", "the same"},
    {"joist render chirp.joist out/chirp.png", "pixels, by the name of the output"},
    {"joist render chirp.joist --to text", "in the terminal"},
    {"joist render chirp.joist --flow read --theme dark", "one flow, for a dark page"},
    {"joist render chirp.joist --stages stages.svg", "the design and its stages, side by side"},
    {"echo 'client -> lb -> api -> postgres' | joist render - > board.svg", "from a pipe"},
};

// Everything that does not change from one drawing to the next.
struct Job {
  const Call& call;
  PictureRequest request;
  std::string output;
};

// Findings go to standard error: standard output may be the picture.
void print_findings(const Call& call, Collection& collection) {
  if (call.arguments.has("quiet")) return;
  collection.sort();
  const report::Reporter* reporter = report::find_reporter("text");
  call.world.write_errors(reporter->write(collection.report(colors_errors(call))));
}

int draw_input(const Job& job, const Input& input, std::vector<std::string>* watched) {
  const Settled settled = settings_for(job.call, input.path);
  if (watched != nullptr) *watched = {input.path, settled.path};
  if (!settled.error.empty()) return complain(job.call, settled.error);
  project::Project project = load(job.call.world, input, settled.settings);
  if (watched != nullptr) {
    *watched = own_files(project);
    watched->push_back(settled.path);
  }
  const emit::Rendered rendered = draw(job.call.world, project, settled.settings, job.request);
  if (!rendered.trouble.empty()) {
    const std::string help = rendered.help.empty() ? "" : "; " + rendered.help;
    return complain(job.call, rendered.trouble + help);
  }
  for (const std::string& warning : rendered.layout_troubles) {
    if (!job.call.arguments.has("quiet")) complain(job.call, warning);
  }
  const bool broken = text_is_broken(project.findings);
  Collection collection(job.call.world);
  collection.add(std::move(project), input.path);
  print_findings(job.call, collection);
  const int code = write_result(job.call, job.output, rendered.bytes);
  if (code != done) return code;
  if (job.output != "-" && !job.call.arguments.has("quiet")) {
    job.call.world.write_errors(fmt::format("wrote {}\n", job.output));
  }
  return broken ? findings : done;
}

int draw_once(const Job& job, std::vector<std::string>* watched) {
  const Inputs inputs = read_input(job.call, job.call.arguments.operands.front());
  if (!inputs.error.empty()) return complain(job.call, inputs.error);
  return draw_input(job, inputs.files.front(), watched);
}

// A design that cannot be read or drawn for a moment is waited for.
int watch(const Job& job) {
  std::vector<std::string> paths{job.call.arguments.operands.front()};
  if (paths.front() == "-") return complain(job.call, "standard input cannot be watched");
  while (true) {
    draw_once(job, &paths);
    job.call.world.write_errors(fmt::format("watching {}\n", listed(paths)));
    while (!job.call.world.wait_for_change(paths, std::chrono::minutes(10))) continue;
  }
}

int run(const Call& call) {
  const PictureTarget target = picture_target(call);
  if (!target.error.empty()) return complain(call, target.error);
  Job job{call, picture_request(call, target), target.path};
  if (!job.request.error.empty()) return complain(call, job.request.error);
  const bool to_terminal = target.path == "-" && call.world.output_is_terminal();
  if (to_terminal && target.emitter->binary && !job.request.metrics) {
    return complain(
        call, fmt::format("{} is not for a terminal; name a file, as in `-o {}`",
                          target.emitter->name, "picture." + std::string(target.emitter->name)));
  }
  return call.arguments.has("watch") ? watch(job) : draw_once(job, nullptr);
}

}  // namespace

extern const Command render;
const Command render{.name = "render",
                     .summary = "draw a design",
                     .operands = "FILE [OUT]",
                     .least = 1,
                     .most = 2,
                     .options = options,
                     .examples = examples,
                     .details =
                         "Findings are printed on standard error. Exits 0 when the picture "
                         "was written, 1 when parts of the text could not be understood, "
                         "2 when there is no picture.",
                     .run = run};

}  // namespace joist::cli::commands
