// Finds the command that is asked for, reads its arguments and runs it.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/version.hpp"
#include "emit/render.hpp"

namespace joist::cli {

namespace {

constexpr Option common[] = {
    {0, "color", "WHEN", "colour in the output", "auto always never"},
    {'h', "help", "", "this page"},
};

std::vector<std::string_view> known_commands() {
  std::vector<std::string_view> names;
  for (const Command* command : commands::catalogue()) {
    if (!command->hidden) names.push_back(command->name);
  }
  return names;
}

int unknown_command(World& world, std::string_view word) {
  const std::string hint = suggestion(word, known_commands());
  const std::string_view otherwise = hint.empty() ? "; `joist help` lists them" : "";
  world.write_errors(fmt::format("joist: unknown command `{}`{}{}\n", word, hint, otherwise));
  return trouble;
}

int run_command(World& world, const Command& command, std::span<const std::string> words) {
  const Parsed parsed = parse(command, words);
  const Call call{world, parsed.arguments, command.name};
  if (!parsed.error.empty()) return complain(call, parsed.error);
  if (parsed.arguments.has("help")) {
    world.write_output(page(command));
    return done;
  }
  return command.run(call);
}

// Where the command stands when options come before it, as in `joist --format json check x.joist`;
// 0 if none does.
std::size_t command_behind_options(std::span<const std::string> words) {
  for (std::size_t at = 1; at < words.size(); ++at) {
    const Command* command = find_command(words[at]);
    if (command == nullptr) continue;
    std::size_t i = 0;
    while (i < at && words[i].size() > 1 && words[i][0] == '-') {
      i += takes_next(*command, words[i]) ? 2 : 1;
    }
    if (i == at) return at;
  }
  return 0;
}

int run_behind_options(World& world, std::span<const std::string> words, std::size_t at) {
  std::vector<std::string> arguments(words.begin(),
                                     words.begin() + static_cast<std::ptrdiff_t>(at));
  arguments.insert(arguments.end(), words.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                   words.end());
  return run_command(world, *find_command(words[at]), arguments);
}

// A design named alone is drawn; what looks like a path is one, though it may not be there.
bool is_design(World& world, const std::string& word) {
  const bool is_path = word == "-" || word.find_first_of("./") != std::string::npos;
  return is_path || world.kind(word) == PathKind::file;
}

}  // namespace

std::string choices(const Option& option) {
  return option.names != nullptr ? option.names() : std::string(option.choices);
}

std::vector<Option> all_options(const Command& command) {
  std::vector<Option> options(command.options.begin(), command.options.end());
  options.insert(options.end(), common_options().begin(), common_options().end());
  return options;
}

std::span<const Option> common_options() {
  return common;
}

const Command* find_command(std::string_view name) {
  for (const Command* command : commands::catalogue()) {
    if (command->name == name) return command;
  }
  return nullptr;
}

int complain(const Call& call, std::string_view message) {
  call.world.write_errors(fmt::format("joist {}: {}\n", call.command, message));
  return trouble;
}

std::string suggestion(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string_view closest = nearest(name, candidates);
  return closest.empty() ? "" : fmt::format("; did you mean `{}`?", closest);
}

int run(World& world, std::span<const std::string> words) {
  if (!words.empty() && words.front().starts_with('-') && words.front() != "-") {
    if (const std::size_t at = command_behind_options(words)) {
      return run_behind_options(world, words, at);
    }
  }
  if (words.empty() || words.front() == "--help" || words.front() == "-h") {
    world.write_output(overview());
    return done;
  }
  if (words.front() == "--version" || words.front() == "-V") {
    world.write_output(fmt::format("joist {}\n", version()));
    return done;
  }
  // How the program starts itself to lay out a picture; see layout/graph.hpp.
  if (words.front() == "--layout-child") return layout::run_layout_child(world);
  if (const Command* command = find_command(words.front())) {
    return run_command(world, *command, words.subspan(1));
  }
  const bool only_options = words.front().size() > 1 && words.front()[0] == '-';
  const Command* render = find_command("render");
  if (render != nullptr && (only_options || is_design(world, words.front()))) {
    return run_command(world, *render, words);
  }
  return unknown_command(world, words.front());
}

}  // namespace joist::cli
