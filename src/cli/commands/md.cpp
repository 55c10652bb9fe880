// `joist md`: the designs in Markdown notes as pictures.
#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/notes.hpp"
#include "cli/output.hpp"
#include "cli/picture.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {'w', "write", "", "keep the blocks, and an image after each, in the files themselves"},
    {0, "check", "", "write nothing; name the files that `--write` would change, and exit 1"},
    {0, "inline", "", "put the SVG itself in the place of each block"},
    {0, "assets", "FOLDER", "where pictures go, from where the note is (default: assets)"},
    {0, "theme", "THEME", "colours (default: auto, which follows the reader)", {}, theme_names},
    {0, "no-findings", "", "leave the lists of findings out of the pictures"},
    {0, "strict", "", "undeclared names are errors"},
    stdin_filename,
};

constexpr Example examples[] = {
    {"joist md --write notes.md", "pictures after the blocks; again and again gives the same"},
    {"joist md --check docs/*.md", "for continuous integration: is all up to date?"},
    {"joist md < notes.md > out.md", "images in the place of blocks, files in assets/"},
    {"joist md --inline - < notes.md", "one text with all pictures in it"},
};

bool is_current(const Call& call, const Input& note, const Notes& notes) {
  if (notes.text != note.text) return false;
  for (const auto& [path, svg] : notes.assets) {
    if (call.world.read(path).text != svg) return false;
  }
  return true;
}

int write_all(const Call& call, const std::map<std::string, std::string>& files) {
  for (const auto& [path, bytes] : files) {
    if (call.world.read(path).text == bytes) continue;
    if (write_result(call, path, bytes) != done) return trouble;
  }
  return done;
}

int in_place(const Call& call, const Input& note, const Notes& notes) {
  if (call.arguments.has("check")) {
    if (is_current(call, note, notes)) return done;
    call.world.write_output(note.path + "\n");
    return findings;
  }
  int code = write_all(call, notes.assets);
  if (code == done && notes.text != note.text) code = write_result(call, note.path, notes.text);
  return code;
}

// Pictures of the notes so far, and whose they are.
using Drawn = std::map<std::string, std::pair<std::string, std::string>>;  // path: note, bytes

// False where another note has a picture of that name: one of both would show what it does not say.
bool claim(const Call& call, const Input& note, const Notes& notes, Drawn& drawn) {
  for (const auto& [path, bytes] : notes.assets) {
    const auto [known, is_new] = drawn.try_emplace(path, note.path, bytes);
    if (is_new || known->second.second == bytes) continue;
    complain(call, fmt::format("{} and {} both draw {}: name the block, ```joist name=...",
                               known->second.first, note.path, path));
    return false;
  }
  return true;
}

int one(const Call& call, const std::string& operand, Placing placing, Drawn& drawn) {
  const Inputs inputs = read_whole(call, operand);
  if (!inputs.error.empty()) return complain(call, inputs.error);
  const Input& note = inputs.files.front();
  const Notes notes = illustrated(call, note, placing, call.arguments.value("assets", "assets"));
  if (!claim(call, note, notes, drawn)) return trouble;
  int code = done;
  if (placing == Placing::beside) {
    code = in_place(call, note, notes);
  } else if ((code = write_all(call, notes.assets)) == done) {
    call.world.write_output(notes.text);
  }
  return code == done && notes.broken ? findings : code;
}

int run(const Call& call) {
  const Arguments& arguments = call.arguments;
  std::vector<std::string> operands = arguments.operands;
  if (operands.empty()) operands = {"-"};
  const bool keeps = arguments.has("write") || arguments.has("check");
  if (keeps && arguments.has("inline")) {
    return complain(call, "`--inline` takes the place of the blocks, and `--write` keeps them");
  }
  if (keeps && operands.front() == "-") {
    return complain(call, "standard input has no file to write to; name one");
  }
  if (!keeps && operands.size() > 1) {
    return complain(call, "several notes would run together on standard output; use `--write`");
  }
  const Placing placing = keeps                     ? Placing::beside
                          : arguments.has("inline") ? Placing::within
                                                    : Placing::instead;
  int worst = done;
  Drawn drawn;
  for (const std::string& operand : operands)
    worst = std::max(worst, one(call, operand, placing, drawn));
  return worst;
}

}  // namespace

extern const Command md;
const Command md{
    .name = "md",
    .summary = "the designs in Markdown notes as pictures",
    .operands = "[FILE...]",
    .most = any_number,
    .options = options,
    .examples = examples,
    .details =
        "A design is a fenced block that begins with ```joist; behind that word may "
        "stand name=, view=, flow=, stage=, stages=all, direction=, theme= and alt=. A block that "
        "cannot be understood keeps the picture it had, and the exit code is then 1. "
        "An image that links to a design, [![words](shop.svg)](shop.joist), is drawn "
        "from it, and an image of a design, ![words](shop.joist), becomes such a one. "
        "No other byte of a note is changed.",
    .run = run};

}  // namespace joist::cli::commands
