// Files, streams and colour.
#include "cli/output.hpp"

#include <fmt/format.h>

#include "cli/arguments.hpp"

namespace joist::cli {

namespace {

bool colors(const Call& call, bool terminal) {
  const std::string when = call.arguments.value("color", "auto");
  if (when != "auto") return when == "always";
  const bool refused = !call.world.environment("NO_COLOR").value_or("").empty();
  const bool dumb = call.world.environment("TERM").value_or("") == "dumb";
  return terminal && !refused && !dumb;
}

}  // namespace

bool colors_output(const Call& call) {
  return colors(call, call.world.output_is_terminal());
}

bool colors_errors(const Call& call) {
  return colors(call, call.world.errors_is_terminal());
}

int write_result(const Call& call, const std::string& path, std::string_view bytes) {
  if (path == "-") {
    call.world.write_output(bytes);
    return done;
  }
  const std::string error = call.world.write(path, bytes);
  if (error.empty()) return done;
  const bool no_folder = error == "no such file";
  return complain(call,
                  fmt::format("cannot write `{}`: {}", path, no_folder ? "no such folder" : error));
}

}  // namespace joist::cli
