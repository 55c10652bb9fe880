// `joist help`: the overview, or the page of one command.
#include "cli/help.hpp"

#include <vector>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/manual.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {{0, "man", "", "all of it as a page of the manual, in mdoc"}};

constexpr Example examples[] = {{"joist help check", "what `check` takes and does"},
                                {"joist help --man | man -l -", "everything, to page through"}};

int run(const Call& call) {
  if (call.arguments.has("man")) {
    call.world.write_output(manual());
    return done;
  }
  if (call.arguments.operands.empty()) {
    call.world.write_output(overview());
    return done;
  }
  const std::string& name = call.arguments.operands.front();
  if (const Command* command = find_command(name)) {
    call.world.write_output(page(*command));
    return done;
  }
  std::vector<std::string_view> names;
  for (const Command* command : catalogue()) names.push_back(command->name);
  const std::string hint = suggestion(name, names);
  return complain(call, fmt::format("unknown command `{}`{}", name,
                                    hint.empty() ? "; `joist help` lists them" : hint));
}

}  // namespace

extern const Command help;
const Command help{.name = "help",
                   .summary = "how to use Joist, or one of its commands",
                   .operands = "[COMMAND]",
                   .most = 1,
                   .options = options,
                   .examples = examples,
                   .run = run};

}  // namespace joist::cli::commands
