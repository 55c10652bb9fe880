// Where a command's results go.
#pragma once

#include <string>
#include <string_view>

#include "cli/command.hpp"

namespace joist::cli {

// By `--color`, else NO_COLOR, TERM and whether the stream is a terminal.
bool colors_output(const Call& call);
bool colors_errors(const Call& call);

// To standard output for `-`, else to the file; `done`, or `trouble` after a complaint.
int write_result(const Call& call, const std::string& path, std::string_view bytes);

}  // namespace joist::cli
