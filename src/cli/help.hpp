// Pages of help, made from the tables of the commands.
#pragma once

#include <string>

#include "cli/command.hpp"

namespace joist::cli {

std::string overview();
std::string page(const Command& command);
// "-o, --output FILE"
std::string text(const Option& option);

}  // namespace joist::cli
