// `joist help`: the overview, or the page of one command.
#include "cli/help.hpp"

#include <vector>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"

namespace joist::cli::commands {

namespace {

constexpr Example examples[] = {{"joist help check", "what `check` takes and does"}};

int run(const Call& call) {
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
                   .examples = examples,
                   .run = run};

}  // namespace joist::cli::commands
