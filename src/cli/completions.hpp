// Completion scripts for shells, from the tables of the commands.
#pragma once

#include <string>

namespace joist::cli {

std::string bash_completions();
std::string zsh_completions();
std::string fish_completions();

}  // namespace joist::cli
