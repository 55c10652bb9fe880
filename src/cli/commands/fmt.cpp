// `joist fmt`: designs in their canonical form.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/diff.hpp"
#include "cli/inputs.hpp"
#include "cli/markdown.hpp"
#include "cli/output.hpp"
#include "format/format.hpp"
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

Formatted formatted(const Call& call, const Input& input) {
  Sources sources;
  const FileId id = sources.add(input.path, input.text);
  const syntax::File file = syntax::parse(id, sources.at(id).text());
  if (!file.findings.empty()) {
    const report::Report report{sources, file.findings, {}, {}, colors_errors(call), {input.path},
                                {}};
    call.world.write_errors(report::find_reporter("text")->write(report));
  }
  return {format::format(file), !file.findings.empty()};
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

int run(const Call& call) {
  const Inputs inputs = read_inputs(call);
  if (!inputs.error.empty()) return complain(call, inputs.error);
  int worst = done;
  for (const Input& input : inputs.files) {
    if (is_markdown(input.path)) {
      return complain(
          call, fmt::format(
                    "`{}` is Markdown; its blocks are checked by `joist check`, and not formatted",
                    input.path));
    }
    const Formatted result = formatted(call, input);
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
