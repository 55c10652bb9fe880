// `joist report`: the design as a document for its review.
#include <fmt/format.h>

#include "cli/analysis.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/findings.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/picture.hpp"
#include "cli/version.hpp"
#include "document/compose.hpp"
#include "document/format.hpp"
#include "project/picture_parts.hpp"

namespace joist::cli::commands {

namespace {

std::string formats() {
  return names_of(document::formats::catalogue());
}

constexpr Option options[] = {
    {'t',
     "to",
     "FORMAT",
     "how to write it (default: by the output's name, else html)",
     {},
     formats},
    {'o', "output", "FILE", "where to (default: standard output)"},
    {0, "assets", "FOLDER",
     "where Markdown keeps its pictures, from where it is (default: assets)"},
    {0, "stage", "LABEL", "the design as it is at a stage"},
    {0, "theme", "THEME", "colours (default: auto, which follows the reader)", {}, theme_names},
    {0, "samples", "N", "points that stand for uncertain values (default: 4096)"},
    {0, "strict", "", "undeclared names are errors"},
    stdin_filename,
};

constexpr Example examples[] = {
    {"joist report chirp.joist -o chirp.html",
     "the whole review as one page, for a browser or on paper"},
    {"joist report chirp.joist -o docs/chirp.md", "as Markdown, with its pictures in docs/assets"},
    {"joist report chirp.joist --to text | less", "in the terminal"},
};

struct Target {
  std::string path = "-";
  const document::Format* format = nullptr;
  std::string error;
};

// "designs/chirp.joist" gives "chirp".
std::string stem_of(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

Target target_of(const Call& call) {
  Target target;
  const Arguments& arguments = call.arguments;
  target.path = arguments.value("output", "-");
  if (target.path != "-" && call.world.kind(target.path) == PathKind::directory) {
    target.error = fmt::format("`{}` is a folder; name a file in it", target.path);
  } else if (arguments.has("to")) {
    target.format = document::find_format(arguments.value("to"));
  } else if (target.path == "-") {
    target.format = document::find_format("html");
  } else {
    target.format = document::format_for(target.path);
    if (target.format == nullptr)
      target.error = fmt::format("the name of `{}` says no format; `--to` is one of {}",
                                 target.path, formats());
  }
  return target;
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

int write_all(const Call& call, const Target& target, const document::Written& written) {
  for (const auto& [path, bytes] : written.files) {
    const int code = write_result(call, folder_of(target.path) + path, bytes);
    if (code != done) return code;
  }
  return write_result(call, target.path, written.bytes);
}

// The page and its pictures are of one theme: asked for, else the settings', else the design's.
emit::RenderOptions drawing_options(const Call& call, const project::Project& project,
                                    const std::string& input) {
  emit::RenderOptions options;
  options.scene.icons = project::icon;
  const model::StatedText* own = project.base.model.attributes.text(model::Attribute::theme);
  if (own != nullptr) project::choose_theme(own->value(), options);
  project::choose_theme(settings_for(call, input).settings.theme, options);
  project::choose_theme(call.arguments.value("theme"), options);
  return options;
}

int run(const Call& call) {
  const Target target = target_of(call);
  if (!target.error.empty()) return complain(call, target.error);
  const Inputs inputs = read_input(call, call.arguments.operands.front());
  if (!inputs.error.empty()) return complain(call, inputs.error);
  project::LoadOptions load_options;
  load_options.extent = analysis::Extent::everything;
  if (const std::string wrong = read_samples(call, load_options); !wrong.empty())
    return complain(call, wrong);
  std::optional<project::Project> project = load(call, inputs.files.front(), load_options);
  if (!project) return trouble;
  const project::Stage* stage = find_stage(*project, call.arguments.value("stage"));
  if (stage == nullptr) return complain(call, no_stage(*project, call.arguments.value("stage")));
  const emit::RenderOptions drawing = drawing_options(call, *project, inputs.files.front().path);
  document::Writing writing{drawing.theme, {}};
  const bool has_files = target.path != "-" && target.format->pictures && target.format->texts;
  if (has_files)
    writing.beside =
        fmt::format("{}/{}-", call.arguments.value("assets", "assets"), stem_of(target.path));
  const document::Review review{call.world, *project, *stage, drawing,
                                target.format->pictures && (has_files || !target.format->texts)};
  document::Document document = document::compose(review);
  document.maker = fmt::format("joist {}", version());
  const int code = write_all(call, target, target.format->write(document, writing));
  if (code != done) return code;
  const bool broken = text_is_broken(project->findings);
  if (broken) show_language_errors(call, std::move(*project), inputs.files.front().path);
  return broken ? findings : done;
}

}  // namespace

extern const Command report;
const Command report{.name = "report",
                     .summary = "the design as a document for its review",
                     .operands = "FILE",
                     .least = 1,
                     .most = 1,
                     .options = options,
                     .examples = examples,
                     .details =
                         "What the design must do, its estimates with their arithmetic, "
                         "interface and data, pictures, each part in depth, what breaks "
                         "first, the scaling story, failures, latency, cost, decisions and "
                         "findings; what has nothing to say is left out. Exits 1 when parts "
                         "of the text could not be understood.",
                     .run = run};

}  // namespace joist::cli::commands
