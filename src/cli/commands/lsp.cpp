// `joist lsp`: the language server, over standard input and output.
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/version.hpp"
#include "lsp/server.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {0, "stdio", "", "talk over standard input and output, as it does anyway"},
    {0, "clientProcessId", "NUMBER", "the editor's process, without which there is nothing to do"},
};

constexpr Example examples[] = {
    {"joist lsp", "what an editor's settings name as the command"},
};

int run(const Call& call) {
  lsp::Server server(call.world, version(),
                     [&](std::string_view bytes) { call.world.write_output(bytes); });
  call.world.converse(server);
  return server.exit_code();
}

}  // namespace

extern const Command lsp;
const Command lsp{.name = "lsp",
                  .summary = "the language server, for editors",
                  .options = options,
                  .examples = examples,
                  .details =
                      "Speaks the Language Server Protocol 3.17 over standard input and "
                      "output. It is started by an editor, and ends with it.",
                  .run = run};

}  // namespace joist::cli::commands
