// `joist mdbook`: a preprocessor of mdBook, which draws the designs in a book's chapters.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/notes.hpp"

namespace joist::cli::commands {

namespace {

using Json = nlohmann::ordered_json;

constexpr Option options[] = {
    {0, "no-findings", "", "leave the lists of findings out of the pictures"},
    {0, "strict", "", "undeclared names are errors"},
};

constexpr Example examples[] = {
    {"joist mdbook supports html", "exits 0: what mdBook asks before it starts"},
};

// Books nest chapters in chapters; deeper than this is no book.
constexpr int deepest = 100;

const Json* member(const Json& value, const char* name) {
  const auto found = value.find(name);
  return found == value.end() ? nullptr : &*found;
}

std::string text(const Json* value) {
  return value != nullptr && value->is_string() ? value->get<std::string>() : "";
}

// The folder that chapters' paths are meant from.
std::string source_folder(const Json& context) {
  const std::string root = text(member(context, "root"));
  const Json* config = member(context, "config");
  const Json* book = config != nullptr ? member(*config, "book") : nullptr;
  const std::string source = book != nullptr ? text(member(*book, "src")) : "";
  return fmt::format("{}/{}/", root.empty() ? "." : root, source.empty() ? "src" : source);
}

// Whatever has a content is a chapter: the names around it differ between versions of mdBook.
bool draw_chapters(const Call& call, const std::string& folder, Json& value, int depth) {
  if (depth > deepest) return true;
  bool all_drawn = true;
  if (value.is_object() && value.contains("content") && value["content"].is_string()) {
    const Input note{folder + text(member(value, "path")), value["content"].get<std::string>()};
    const Notes notes = illustrated(call, note, Placing::within, "");
    all_drawn = !notes.broken;
    value["content"] = notes.text;
  }
  if (!value.is_structured()) return all_drawn;
  for (Json& each : value) all_drawn = draw_chapters(call, folder, each, depth + 1) && all_drawn;
  return all_drawn;
}

int run(const Call& call) {
  const std::vector<std::string>& operands = call.arguments.operands;
  if (!operands.empty()) {
    if (operands.front() != "supports" || operands.size() != 2) {
      return complain(call, "is run by mdBook: `supports RENDERER`, or a book on standard input");
    }
    return operands[1] == "html" ? done : findings;
  }
  Json input = Json::parse(call.world.read_input(), nullptr, false);
  if (!input.is_array() || input.size() != 2) {
    return complain(call, "standard input is no book: mdBook sends `[context, book]` as JSON");
  }
  const bool all_drawn = draw_chapters(call, source_folder(input[0]), input[1], 0);
  call.world.write_output(input[1].dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
  return all_drawn ? done : findings;
}

}  // namespace

extern const Command mdbook;
const Command mdbook{.name = "mdbook",
                     .summary = "a preprocessor of mdBook",
                     .operands = "[supports RENDERER]",
                     .most = 2,
                     .options = options,
                     .examples = examples,
                     .details =
                         "In book.toml: [preprocessor.joist] with command = \"joist mdbook\". "
                         "Blocks that begin with ```joist become pictures in the page; one that "
                         "cannot be understood stays as it is, and the exit code is then 1.",
                     .run = run};

}  // namespace joist::cli::commands
