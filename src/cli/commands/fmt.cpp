// `joist fmt`: designs in their canonical form.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/diff.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "format/format.hpp"
#include "project/markdown.hpp"
#include "report/reporter.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {0, "check", "", "write nothing; name the files that would change, and exit 1"},
    {0, "diff", "", "write nothing; show what would change, and exit 1"},
    stdin_filename,
};

constexpr Example examples[] = {
    {"joist fmt", "every design below the current folder, in place"},
    {"joist fmt --check designs/", "for continuous integration"},
    {"joist fmt - < chirp.joist", "from standard input to standard output"},
};

struct Formatted {
  std::string text;
  bool broken = false;  // parts did not parse; they are kept as they stand
};

// Findings are told by their places in `whole`, in which the rest of a Markdown file is blank.
Formatted formatted(const Call& call, const std::string& path, const std::string& whole,
                    const std::string& design) {
  Sources sources;
  const FileId id = sources.add(path, whole);
  const syntax::File file = syntax::parse(id, sources.at(id).text());
  if (!file.findings.empty()) {
    const report::Report report{sources, file.findings, {}, {}, colors_errors(call), {path}, {}};
    call.world.write_errors(report::find_reporter("text")->write(report));
  }
  if (whole == design) return {format::format(file), !file.findings.empty()};
  const FileId alone = sources.add(path, design);
  return {format::format(syntax::parse(alone, sources.at(alone).text())), !file.findings.empty()};
}

// Writes, lists or shows one result; `findings` where a file would change.
int deliver(const Call& call, const Input& input, const std::string& text) {
  const bool changes = text != input.text;
  if (call.arguments.has("diff")) {
    call.world.write_output(unified_diff(input.path, input.text, text));
  } else if (call.arguments.has("check")) {
    if (changes) call.world.write_output(input.path + "\n");
  } else if (input.from_standard_input) {
    call.world.write_output(text);
    return done;
  } else {
    const int code = changes ? write_result(call, input.path, text) : done;
    if (changes && code == done) call.world.write_errors(fmt::format("formatted {}\n", input.path));
    return code;
  }
  return changes ? findings : done;
}

// All blocks of a Markdown file at once, the last first, so that places before it stay right.
Formatted formatted_blocks(const Call& call, const Input& input) {
  Formatted result{input.text, false};
  const std::vector<project::Fence> fences = project::find_fences(input.text);
  for (auto fence = fences.rbegin(); fence != fences.rend(); ++fence) {
    const Formatted block =
        formatted(call, input.path, project::only(input.text, *fence), fence->text);
    result.broken = result.broken || block.broken;
    if (auto text = project::replaced(result.text, *fence, block.text)) {
      result.text = std::move(*text);
    }
  }
  return result;
}

int run(const Call& call) {
  const Inputs inputs = read_inputs(call);
  if (!inputs.error.empty()) return complain(call, inputs.error);
  int worst = done;
  for (const Input& input : inputs.files) {
    if (input.fence.value_or(0) > 0) continue;  // done with the first
    const Formatted result = input.fence ? formatted_blocks(call, input)
                                         : formatted(call, input.path, input.text, input.text);
    worst = std::max(worst, deliver(call, input, result.text));
    if (result.broken) worst = std::max(worst, findings);
  }
  return worst;
}

}  // namespace

extern const Command fmt;
const Command fmt{.name = "fmt",
                  .summary = "set designs in their canonical form",
                  .operands = "[FILE...]",
                  .most = any_number,
                  .options = options,
                  .examples = examples,
                  .details = "Keeps every comment, and what does not parse as it stands.",
                  .run = run};

}  // namespace joist::cli::commands
