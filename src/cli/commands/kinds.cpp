// `joist kinds`: what a component can be, with the defaults of each.
#include "emit/kinds.hpp"

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/inputs.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {'f', "format", "FORMAT", "how to print them (default: table)", "table json"}};

constexpr Example examples[] = {{"joist kinds | grep queue", "the kinds of queue"},
                                {"joist kinds chirp.joist", "with those that a design declares"}};

int run(const Call& call) {
  Inputs inputs;
  if (call.arguments.operands.empty()) {
    inputs.files.push_back({"<kinds>", "", false});
  } else {
    inputs = read_input(call, call.arguments.operands.front());
  }
  if (!inputs.error.empty()) return complain(call, inputs.error);
  project::LoadOptions load_options;
  load_options.analyse = false;
  load_options.all_kinds = true;
  const auto project = load(call, inputs.files.front(), load_options);
  if (!project) return trouble;
  const model::Model& model = project->base.model;
  const bool as_json = call.arguments.value("format") == "json";
  call.world.write_output(as_json ? emit::kinds_json(model) : emit::kinds_table(model));
  return done;
}

}  // namespace

extern const Command kinds;
const Command kinds{.name = "kinds",
                    .summary = "list what a component can be",
                    .operands = "[FILE]",
                    .most = 1,
                    .options = options,
                    .examples = examples,
                    .run = run};

}  // namespace joist::cli::commands
