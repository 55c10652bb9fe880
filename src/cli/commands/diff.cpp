// `joist diff`: what changed between two designs, and what came of it.
#include <set>

#include <fmt/format.h>

#include "cli/analysis.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/findings.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/picture.hpp"
#include "project/compare.hpp"
#include "project/picture_parts.hpp"
#include "report/place.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {'f', "format", "FORMAT", "how to print it (default: text)", "text json"},
    {'t',
     "to",
     "FORMAT",
     "a picture that marks what changed (default: by the output's name)",
     {},
     picture_formats},
    {'o', "output", "FILE", "where to (default: standard output)"},
    {0, "theme", "THEME", "colours of the picture (default: auto)", {}, theme_names},
    {0, "depth", "LEVELS", "how many levels of groups are open in it"},
    {0, "stage", "LABEL", "the design after is as it is at this stage"},
    {0, "fail-on", "SEVERITY", "exit 1 for new findings from this severity on (default: never)",
     thresholds},
    {0, "strict", "", "undeclared names are errors"},
    stdin_filename,
};

constexpr Example examples[] = {
    {"joist diff old.joist new.joist", "parts, figures and findings that changed"},
    {"git show HEAD:shop.joist | joist diff - shop.joist", "since the last commit"},
    {"joist diff shop.joist --stage 10x", "what a stage changes"},
    {"joist diff old.joist new.joist -o changes.svg", "the new design, with what changed marked"},
    {"joist diff old.joist new.joist --fail-on warning", "for a review: exit 1 on new faults"},
};

// The same in the shape that verdict() judges.
int verdict_on(const emit::Changes& changes, std::string_view threshold) {
  std::vector<Finding> found;
  for (const emit::FindingChange& change : changes.found) {
    Finding finding;
    finding.severity = change.severity;
    found.push_back(std::move(finding));
  }
  return verdict(found, threshold);
}

// The ids of boxes, frames and lines that something was changed of.
std::set<std::string> changed_ids(const emit::Changes& changes) {
  std::set<std::string> ids;
  for (const emit::PartChange& part : changes.parts) {
    if (!part.drawn.empty()) ids.insert(part.drawn);
  }
  return ids;
}

// A picture is asked for by its format, or by an output that can be nothing else.
bool wants_picture(const Call& call) {
  if (call.arguments.has("to")) return true;
  const emit::Emitter* emitter = emit::emitter_for(call.arguments.value("output"));
  return emitter != nullptr && !call.arguments.has("format") && emitter->name != "json" &&
         emitter->name != "text";
}

int draw_changes(const Call& call, const project::Side& before, const project::Side& after,
                 const emit::Changes& changes) {
  const std::string path = call.arguments.value("output", "-");
  PictureTarget target;
  target.emitter = call.arguments.has("to") ? emit::find_emitter(call.arguments.value("to"))
                                            : emit::emitter_for(path);
  PictureRequest request = picture_request(call, target);
  if (!request.error.empty()) return complain(call, request.error);
  if (target.emitter->binary && path == "-" && call.world.output_is_terminal()) {
    return complain(
        call, fmt::format("{} is not for a terminal; name a file by `-o`", target.emitter->name));
  }
  request.options.scene.findings = false;
  project::choose_theme(request.theme, request.options);
  // What is a single point is marked, but findings are told by the text.
  const std::vector<Finding> none;
  const std::vector<Finding> old_points = project::findings_at(before.project, before.stage);
  const std::vector<Finding> points = project::findings_at(after.project, after.stage);
  const emit::Rendered picture =
      emit::render_changes(call.world, {before.stage.model, before.stage.results, none, old_points},
                           {after.stage.model, after.stage.results, none, points},
                           changed_ids(changes), *target.emitter, request.options);
  if (!picture.trouble.empty()) return complain(call, picture.trouble);
  return write_result(call, path, picture.bytes);
}

int show(const Call& call, const project::Side& before, const project::Side& after) {
  const emit::Changes changes = project::compare(before, after);
  if (wants_picture(call)) {
    const int code = draw_changes(call, before, after, changes);
    return code != done ? code : verdict_on(changes, call.arguments.value("fail-on", "never"));
  }
  const std::string bytes = call.arguments.value("format") == "json"
                                ? emit::changes_json(changes)
                                : report::clean(emit::changes_text(changes));
  const int code = write_result(call, call.arguments.value("output", "-"), bytes);
  return code != done ? code : verdict_on(changes, call.arguments.value("fail-on", "never"));
}

std::optional<project::Project> load_one(const Call& call, const std::string& operand) {
  const Inputs inputs = read_input(call, operand);
  if (!inputs.error.empty()) {
    complain(call, inputs.error);
    return std::nullopt;
  }
  project::LoadOptions options;
  options.extent = analysis::Extent::everything;
  return load(call, inputs.files.front(), options);
}

int run(const Call& call) {
  const std::vector<std::string>& operands = call.arguments.operands;
  const std::string stage = call.arguments.value("stage");
  if (operands.size() == 1 && stage.empty()) {
    return complain(call, "one design is compared with itself: name a second, or a `--stage`");
  }
  if (operands.size() == 2 && operands[0] == "-" && operands[1] == "-") {
    return complain(call, "only one of the designs can come from standard input");
  }
  const std::optional<project::Project> before = load_one(call, operands.front());
  if (!before) return trouble;
  std::optional<project::Project> other;
  if (operands.size() == 2 && !(other = load_one(call, operands.back()))) return trouble;
  const project::Project& after = other ? *other : *before;
  const project::Stage* at = find_stage(after, stage);
  if (at == nullptr) return complain(call, no_stage(after, stage));
  const std::string name = stage.empty() ? fmt::format("`{}`", operands.back())
                                         : fmt::format("`{}` of `{}`", stage, operands.back());
  return show(call, {fmt::format("`{}`", operands.front()), *before, before->base},
              {name, after, *at});
}

}  // namespace

extern const Command diff;
const Command diff{.name = "diff",
                   .summary = "what changed between two designs, and what came of it",
                   .operands = "OLD [NEW]",
                   .least = 1,
                   .most = 2,
                   .options = options,
                   .examples = examples,
                   .run = run};

}  // namespace joist::cli::commands
