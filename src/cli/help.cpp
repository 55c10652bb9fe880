// Lays out help: what it does, examples first, then options in two columns.
#include "cli/help.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"

namespace joist::cli {

namespace {

constexpr std::size_t page_width = 80;

// Words of a text in lines of at most `width` columns.
std::vector<std::string> wrapped(std::string_view words, std::size_t width) {
  std::vector<std::string> lines(1);
  for (const std::string_view word : split(words, ' ')) {
    std::string& line = lines.back();
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      lines.emplace_back(word);
    } else {
      line += line.empty() ? std::string(word) : " " + std::string(word);
    }
  }
  return lines;
}

// Two columns; a left cell that is too wide takes a line of its own.
void rows(std::string& out, const std::vector<std::pair<std::string, std::string>>& cells) {
  std::size_t left = 0;
  for (const auto& cell : cells) {
    if (cell.first.size() <= 30) left = std::max(left, cell.first.size());
  }
  for (const auto& [first, second] : cells) {
    out += fmt::format("  {:<{}}", first, left);
    if (first.size() > left) out += fmt::format("\n  {:<{}}", "", left);
    std::string between = "  ";
    for (const std::string& line : wrapped(second, page_width - left - 4)) {
      out += between + line + "\n";
      between = std::string(left + 4, ' ');
    }
  }
}

std::string summary(const Option& option) {
  std::string words(option.summary);
  if (const std::string known = choices(option); !known.empty()) {
    words += fmt::format(": {}", fmt::join(split(known, ' '), ", "));
  }
  return words;
}

}  // namespace

std::string text(const Option& option) {
  std::string words = option.letter == 0 ? "    " : fmt::format("-{}, ", option.letter);
  words += fmt::format("--{}", option.name);
  if (!option.value.empty()) words += fmt::format(" {}", option.value);
  return words;
}

std::string overview() {
  std::string out =
      "Joist draws a system design and checks that it stands.\n\n"
      "Usage: joist COMMAND [OPTIONS] FILE...\n"
      "       joist FILE              the same as `joist render FILE`\n\n"
      "Examples:\n";
  rows(out, {{"joist new chirp.joist", "start from a worked example"},
             {"joist chirp.joist", "draw it: chirp.svg"},
             {"joist check chirp.joist", "see what would not stand"}});
  out += "\nCommands:\n";
  std::vector<std::pair<std::string, std::string>> cells;
  for (const Command* command : commands::catalogue()) {
    if (!command->hidden) cells.emplace_back(command->name, command->summary);
  }
  rows(out, cells);
  out += "\n`joist help COMMAND` shows a command's options; `joist --version` the version.\n";
  return out;
}

std::string page(const Command& command) {
  std::string out = fmt::format("joist {}: {}\n\nUsage: joist {} [OPTIONS]", command.name,
                                command.summary, command.name);
  if (!command.operands.empty()) out += fmt::format(" {}", command.operands);
  out += '\n';
  if (!command.examples.empty()) out += "\nExamples:\n";
  for (const Example& example : command.examples) {
    out += fmt::format("  {}\n      {}\n", example.line, example.what);
  }
  std::vector<std::pair<std::string, std::string>> cells;
  for (const Option& option : command.options) cells.emplace_back(text(option), summary(option));
  for (const Option& option : common_options()) cells.emplace_back(text(option), summary(option));
  out += "\nOptions:\n";
  rows(out, cells);
  if (command.details.empty()) return out;
  for (const std::string_view paragraph : split(command.details, '\n')) {
    out += '\n';
    for (const std::string& line : wrapped(paragraph, page_width)) out += line + "\n";
  }
  return out;
}

}  // namespace joist::cli
