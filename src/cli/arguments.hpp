// The words behind a command, sorted into options and operands by its table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command.hpp"

namespace joist::cli {

class Arguments {
 public:
  bool has(std::string_view option) const;
  // The value given last, or the fallback.
  std::string value(std::string_view option, std::string_view fallback = "") const;
  std::vector<std::string> values(std::string_view option) const;
  // All values, each split at its commas.
  std::vector<std::string> list(std::string_view option) const;

  std::vector<std::pair<std::string_view, std::string>> given;  // option and value, as they came
  std::vector<std::string> operands;
};

struct Parsed {
  Arguments arguments;
  std::string error;  // one line; empty when all is well
};

// True if this option of the command, written alone, has its value in the next word.
bool takes_next(const Command& command, std::string_view word);

// Options may stand anywhere; behind `--` all are operands, and `-` and negative numbers always
// are.
Parsed parse(const Command& command, std::span<const std::string> words);

}  // namespace joist::cli
