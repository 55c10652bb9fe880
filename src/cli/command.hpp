// What a command is: a page of help, a table of options and one function. One file each in
// commands/.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/world.hpp"

namespace joist::cli {

// Exit codes of the program.
inline constexpr int done = 0;      // nothing at or above the threshold
inline constexpr int findings = 1;  // findings, or files that would change
inline constexpr int trouble = 2;   // wrong usage, or a file that cannot be read or written

class Arguments;

struct Option {
  char letter = 0;         // 'o'; 0 for none
  std::string_view name;   // "format"
  std::string_view value;  // what follows it: "FORMAT"; empty for a switch
  std::string_view summary;
  std::string_view choices = {};     // separated by blanks; empty for anything
  std::string (*names)() = nullptr;  // the choices, where they are the names of a catalogue
  // Words that begin a value of two words, separated by blanks: `--kill zone a`.
  std::string_view prefixes = {};
};

// Separated by blanks; empty for anything.
std::string choices(const Option& option);
// The names in a catalogue, for such choices.
template <class Entry>
std::string names_of(std::span<const Entry* const> catalogue) {
  std::string names;
  for (const Entry* entry : catalogue) {
    if (!names.empty()) names += ' ';
    names += entry->name;
  }
  return names;
}

struct Example {
  std::string_view line;  // "joist check chirp.joist"
  std::string_view what;
};

// One run of a command: the world, and what was asked for.
struct Call {
  World& world;
  const Arguments& arguments;
  std::string_view command;  // its name, for messages
};

struct Command {
  std::string_view name;
  std::string_view summary;        // one line
  std::string_view operands = {};  // as the usage line shows them: "FILE..."
  std::size_t least = 0;           // how many operands there must be
  std::size_t most = 0;
  std::span<const Option> options = {};
  std::span<const Example> examples = {};
  std::string_view details = {};  // paragraphs behind the options
  bool hidden = false;            // for the program itself
  int (*run)(const Call& call) = nullptr;
};

inline constexpr std::size_t any_number = 1u << 30;

namespace commands {
std::span<const Command* const> catalogue();
}
const Command* find_command(std::string_view name);
// What every command takes besides its own.
std::span<const Option> common_options();
std::vector<Option> all_options(const Command& command);

// One line on standard error, with the command's name in front; gives `trouble`.
int complain(const Call& call, std::string_view message);
// "; did you mean `check`?" or nothing.
std::string suggestion(std::string_view name, std::span<const std::string_view> candidates);

// Runs what the words of the command line (without the program's name) ask for; the exit code.
int run(World& world, std::span<const std::string> words);

}  // namespace joist::cli
