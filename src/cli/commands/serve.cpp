// `joist serve`: a live preview in the browser, on this machine only.
#include <charconv>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/preview.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {'p', "port", "PORT", "where to listen (default: 0, any free port)"},
    {0, "direction", "WHERE", "where arrows lead", "down right"},
    {0, "depth", "LEVELS", "how many levels of groups are open"},
    {0, "strict", "", "undeclared names are errors"},
};

constexpr Example examples[] = {
    {"joist serve chirp.joist", "prints the address of the page to open"},
    {"joist serve chirp.joist --port 8700", "always at http://127.0.0.1:8700/"},
};

int run(const Call& call) {
  const std::string word = call.arguments.value("port", "0");
  std::uint16_t port = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), port);
  if (read.ec != std::errc() || read.ptr != word.data() + word.size()) {
    return complain(call, fmt::format("`--port` is a number up to 65535, but is `{}` here", word));
  }
  const std::string& path = call.arguments.operands.front();
  if (path == "-") return complain(call, "standard input cannot be watched");
  const Inputs inputs = read_input(call, path);
  if (!inputs.error.empty()) return complain(call, inputs.error);
  PreviewSource source(call);
  serve::Preview preview(source, [&](const std::string& address) {
    call.world.write_output(address + "\n");
    call.world.write_errors(fmt::format("serving {}; stop with Ctrl-C\n", path));
  });
  const std::string error = call.world.serve(port, preview);
  if (error.empty()) return done;
  return complain(call, fmt::format("cannot serve on port {}: {}", port, error));
}

}  // namespace

extern const Command serve;
const Command serve{.name = "serve",
                    .summary = "a live preview in the browser, on this machine only",
                    .operands = "FILE",
                    .least = 1,
                    .most = 1,
                    .options = options,
                    .examples = examples,
                    .details =
                        "The page follows every change of the design and of what it "
                        "imports, and keeps its place. While the text has errors it "
                        "shows the last picture without them. It is answered to this "
                        "machine alone, and no other file is.",
                    .run = run};

}  // namespace joist::cli::commands
