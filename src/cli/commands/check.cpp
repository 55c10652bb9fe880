// `joist check`: the findings of designs, in one or more formats, and the fixes for them.
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/baseline.hpp"
#include "cli/command.hpp"
#include "cli/diff.hpp"
#include "cli/findings.hpp"
#include "cli/fixes.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {'f',
     "format",
     "FORMAT",
     "how to print findings; give it several times with `-o` each",
     {},
     report_formats},
    {'o', "output", "FILE", "where the last format goes (default: standard output)"},
    {0, "fail-on", "SEVERITY", "exit 1 from this severity on (default: warning)", thresholds},
    {0, "fix", "", "apply fixes that keep the meaning of the design"},
    {0, "unsafe-fixes", "", "apply fixes that may change it, too"},
    {0, "diff", "", "show what fixes would change, and write nothing"},
    {0, "baseline", "FILE", "leave out what stands in this earlier report (json or sarif)"},
    {0, "select", "RULES", "only these rules, separated by commas"},
    {0, "ignore", "RULES", "all but these rules"},
    {0, "strict", "", "undeclared names are errors"},
    stdin_filename,
};

constexpr Example examples[] = {
    {"joist check chirp.joist", "what would not stand, with the arithmetic"},
    {"joist check", "every design below the current folder"},
    {"joist check chirp.joist -f text -f sarif -o chirp.sarif", "for people and for code scanning"},
    {"joist check --fix chirp.joist", "mend what can be mended safely"},
    {"joist check notes.md", "the fenced `joist` blocks of a Markdown file"},
    {"joist check --baseline known.json", "only what is new since `-f json -o known.json`"},
    {"cat chirp.joist | joist check - --format json", "from another program"},
};

struct Target {
  std::string format;
  std::string path;
};

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

// Each `-o` belongs to the format beside it; a format without one goes to standard output.
std::vector<Target> targets(const Arguments& arguments) {
  std::vector<Target> result;
  for (const auto& [option, value] : arguments.given) {
    const bool format = option == "format";
    if (!format && option != "output") continue;
    const bool open =
        !result.empty() && (format ? result.back().format : result.back().path).empty();
    if (!open) result.emplace_back();
    (format ? result.back().format : result.back().path) = value;
  }
  if (result.empty()) result.emplace_back();
  for (Target& target : result) {
    if (target.format.empty() && ends_with(target.path, ".sarif")) target.format = "sarif";
    if (target.format.empty() && ends_with(target.path, ".json")) target.format = "json";
    if (target.format.empty()) target.format = "text";
    if (target.path.empty()) target.path = "-";
  }
  return result;
}

// Where standard input is mended, standard output is the mended text.
bool takes_output(const Call& call, const std::vector<Input>& inputs) {
  const bool fixes = call.arguments.has("fix") || call.arguments.has("unsafe-fixes");
  return fixes && !call.arguments.has("diff") && !inputs.empty() &&
         inputs.front().from_standard_input;
}

int write_reports(const Call& call, const Collection& collection, bool output_taken) {
  int code = done;
  for (const Target& target : targets(call.arguments)) {
    const report::Reporter* reporter = report::find_reporter(target.format);
    if (reporter == nullptr) return complain(call, fmt::format("no format `{}`", target.format));
    const bool to_errors = target.path == "-" && output_taken;
    const bool color =
        target.path == "-" && (to_errors ? colors_errors(call) : colors_output(call));
    const std::string bytes = reporter->write(collection.report(color));
    if (to_errors) {
      call.world.write_errors(bytes);
    } else if (write_result(call, target.path, bytes) != done) {
      code = trouble;
    }
  }
  return code;
}

int show_fixes(const Call& call, const Fixed& fixed) {
  for (const FixedFile& file : fixed.files) {
    call.world.write_output(unified_diff(file.path, file.before, file.after));
  }
  const std::string_view would = fixed.files.empty() ? "nothing to fix" : "would be fixed";
  if (fixed.files.empty()) {
    call.world.write_errors(fmt::format("joist check: {}\n", would));
    return done;
  }
  call.world.write_errors(fmt::format("joist check: {} {} in {}\n",
                                      counted(fixed.count, "finding", "findings"), would,
                                      counted(fixed.files.size(), "file", "files")));
  return findings;
}

int write_fixes(const Call& call, const Fixed& fixed, const std::vector<Input>& inputs) {
  const bool from_input = !inputs.empty() && inputs.front().from_standard_input;
  for (const FixedFile& file : fixed.files) {
    if (from_input && file.path == inputs.front().path) continue;
    if (write_result(call, file.path, file.after) != done) return trouble;
  }
  if (from_input) call.world.write_output(inputs.front().text);
  if (fixed.count > 0) {
    call.world.write_errors(fmt::format("joist check: fixed {} in {}\n",
                                        counted(fixed.count, "finding", "findings"),
                                        counted(fixed.files.size(), "file", "files")));
  }
  return done;
}

// Applies or shows fixes where that was asked for; true if there is nothing more to do, with
// `code`.
bool fixes_done(const Call& call, std::vector<Input>& inputs, int& code) {
  const Arguments& arguments = call.arguments;
  if (!arguments.has("fix") && !arguments.has("unsafe-fixes") && !arguments.has("diff")) {
    return false;
  }
  const Fixed fixed = fix(call, inputs, arguments.has("unsafe-fixes"));
  if (!fixed.error.empty()) {
    code = complain(call, fixed.error);
    return true;
  }
  const bool shown = arguments.has("diff");
  code = shown ? show_fixes(call, fixed) : write_fixes(call, fixed, inputs);
  return shown || code != done;
}

int run(const Call& call) {
  const Arguments& arguments = call.arguments;
  for (const char* option : {"select", "ignore"}) {
    const std::string unknown = unknown_rules(arguments.list(option));
    if (!unknown.empty()) return complain(call, unknown);
  }
  Baseline baseline;
  if (arguments.has("baseline")) baseline = read_baseline(call, arguments.value("baseline"));
  if (!baseline.error.empty()) return complain(call, baseline.error);
  Inputs inputs = read_inputs(call);
  if (!inputs.error.empty()) return complain(call, inputs.error);
  for (const std::string& path : inputs.without_design) {
    call.world.write_errors(fmt::format("joist check: no ```joist block in `{}`\n", path));
  }
  const bool output_taken = takes_output(call, inputs.files);
  int code = done;
  if (fixes_done(call, inputs.files, code)) return code;
  Collection collection(call.world);
  for (const Input& input : inputs.files) {
    std::optional<project::Project> project = load(call, input);
    if (!project) return trouble;
    collection.add(std::move(*project), input.path);
  }
  collection.leave_out(baseline.fingerprints);
  collection.keep(arguments.list("select"), arguments.list("ignore"));
  collection.sort();
  code = write_reports(call, collection, output_taken);
  if (code != done) return code;
  return verdict(collection.findings(), arguments.value("fail-on", "warning"));
}

}  // namespace

extern const Command check;
const Command check{.name = "check",
                    .summary = "find what would not stand",
                    .operands = "[FILE...]",
                    .most = any_number,
                    .options = options,
                    .examples = examples,
                    .details =
                        "Exits 0 when nothing is found at or above the threshold, 1 when "
                        "something is, 2 when a file cannot be read or an option is wrong.",
                    .run = run};

}  // namespace joist::cli::commands
