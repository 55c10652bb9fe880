// Writes what bash, zsh and fish want to know of each command: its options and their choices.
#include "cli/completions.hpp"

#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "project/rule_pages.hpp"

namespace joist::cli {

namespace {

std::vector<const Command*> shown_commands() {
  std::vector<const Command*> result;
  for (const Command* command : commands::catalogue()) {
    if (!command->hidden) result.push_back(command);
  }
  return result;
}

std::string command_names() {
  std::string names;
  for (const Command* command : shown_commands()) {
    if (!names.empty()) names += ' ';
    names += command->name;
  }
  return names;
}

std::string rule_names() {
  std::string words;
  for (const project::RulePage& rule : project::rule_pages()) {
    if (!words.empty()) words += ' ';
    words += rule.name;
  }
  return words;
}

// The words that a command's operands are one of, where they are no files.
std::string operand_words(const Command& command) {
  if (command.name == "completions") return "bash zsh fish";
  if (command.name == "help") return command_names();
  return command.name == "explain" ? rule_names() : "";
}

// The words of which a value is a list, separated by commas; empty where it is none.
std::string list_words(const Option& option) {
  return option.value == "RULES" ? rule_names() : "";
}

// In single quotes, as all three shells read them.
std::string shell_quoted(std::string_view text, std::string_view quote_within) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += quote_within;
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string bash_action(const Option& option) {
  if (const std::string words = list_words(option); !words.empty()) {
    return fmt::format("_joist_list '{}'", words);
  }
  if (choices(option).empty()) return "COMPREPLY=($(compgen -f -- \"$word\"))";
  return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$word\"))", choices(option));
}

std::string bash_case(const Command& command) {
  std::string words, values;
  for (const Option& option : all_options(command)) {
    words += fmt::format("{}--{}", words.empty() ? "" : " ", option.name);
    if (option.value.empty()) continue;
    std::string pattern = fmt::format("--{}", option.name);
    if (option.letter != 0) pattern += fmt::format("|-{}", option.letter);
    const std::string action = bash_action(option);
    values += fmt::format("        {}) {}; return ;;\n", pattern, action);
  }
  return fmt::format(
      "    {})\n      case \"$before\" in\n{}      esac\n      options='{}' operands='{}' ;;\n",
      command.name, values, words, operand_words(command));
}

// The part of a zsh option specification behind its name.
std::string zsh_value(const Option& option) {
  if (option.value.empty()) return "";
  std::string action = choices(option).empty() ? "_files" : fmt::format("({})", choices(option));
  if (const std::string words = list_words(option); !words.empty()) {
    action = fmt::format("{{_values -s , {} {}}}", option.value, words);
  }
  return fmt::format(":{}:{}", option.value, action);
}

// Brackets and colons mean something in a specification.
std::string zsh_words(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_case(const Command& command) {
  std::string out = fmt::format("      {})\n        _arguments -s", command.name);
  for (const Option& option : all_options(command)) {
    const std::string tail = fmt::format("[{}]{}", zsh_words(option.summary), zsh_value(option));
    const std::string name =
        fmt::format("*--{}{}{}", option.name, option.value.empty() ? "" : "=", tail);
    out += " \\\n          " + shell_quoted(name, "'\\''");
    if (option.letter == 0) continue;
    const std::string letter = fmt::format("*-{}{}", option.letter, tail);
    out += " \\\n          " + shell_quoted(letter, "'\\''");
  }
  const std::string operands = operand_words(command);
  const std::string action =
      operands.empty()
          ? "_files"
          : fmt::format("_alternative \"words:word:({})\" \"files:file:_files\"", operands);
  return out + fmt::format(" \\\n          '*:file:{}' ;;\n",
                           operands.empty() ? "_files" : "{" + action + "}");
}

}  // namespace

std::string bash_completions() {
  std::string out =
      "# Completions of joist for bash; made by `joist completions bash`.\n"
      // A list of names: what stands before the last comma stays.
      "_joist_list() {\n"
      "  local before=''\n"
      "  case \"$word\" in *,*) before=\"${word%,*},\" ;; esac\n"
      "  COMPREPLY=($(compgen -P \"$before\" -W \"$1\" -- \"${word##*,}\"))\n"
      "}\n"
      "_joist() {\n"
      "  local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\" "
      "options='' operands=''\n"
      // In `--format=json` the sign is a word of its own.
      "  if [ \"$word\" = = ]; then\n"
      "    word=''\n"
      "  elif [ \"$before\" = = ]; then\n"
      "    before=\"${COMP_WORDS[COMP_CWORD-2]}\"\n"
      "  fi\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n";
  out += fmt::format(
      "    COMPREPLY=($(compgen -W '{}' -- \"$word\") $(compgen -f -X '!*.joist' -- \"$word\"))\n",
      command_names());
  out += "    return\n  fi\n  case \"${COMP_WORDS[1]}\" in\n";
  for (const Command* command : shown_commands()) out += bash_case(*command);
  out +=
      "  esac\n"
      "  case \"$word\" in\n"
      "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
      "    *) COMPREPLY=($(compgen -W \"$operands\" -- \"$word\")"
      " $(compgen -f -X '!*.joist' -- \"$word\") $(compgen -f -X '!*.md' -- \"$word\")"
      " $(compgen -d -- \"$word\")) ;;\n"
      "  esac\n"
      "}\n"
      "complete -o filenames -F _joist joist\n";
  return out;
}

std::string zsh_completions() {
  std::string out =
      "#compdef joist\n"
      "# Completions of joist for zsh; made by `joist completions zsh`.\n"
      "_joist() {\n"
      "  local -a names\n"
      "  names=(\n";
  for (const Command* command : shown_commands()) {
    const std::string entry = fmt::format("{}:{}", command->name, zsh_words(command->summary));
    out += "    " + shell_quoted(entry, "'\\''") + "\n";
  }
  out +=
      "  )\n"
      "  if (( CURRENT == 2 )); then\n"
      "    _describe command names\n"
      "    _files -g '*.joist'\n"
      "  else\n"
      "    local name=$words[2]\n"
      "    shift words\n"
      "    (( CURRENT-- ))\n"
      "    case $name in\n";
  for (const Command* command : shown_commands()) out += zsh_case(*command);
  // Read by `source` or found in `fpath`: only the second is called to complete.
  out +=
      "    esac\n  fi\n}\n"
      "if [ \"$funcstack[1]\" = _joist ]; then _joist \"$@\"; else compdef _joist joist; fi\n";
  return out;
}

std::string fish_completions() {
  std::string out = "# Completions of joist for fish; made by `joist completions fish`.\n";
  for (const Command* command : shown_commands()) {
    out += fmt::format("complete -c joist -n __fish_use_subcommand -a {} -d {}\n", command->name,
                       shell_quoted(command->summary, "\\'"));
    if (const std::string words = operand_words(*command); !words.empty()) {
      out += fmt::format("complete -c joist -n '__fish_seen_subcommand_from {}' -f -a '{}'\n",
                         command->name, words);
    }
    for (const Option& option : all_options(*command)) {
      out += fmt::format("complete -c joist -n '__fish_seen_subcommand_from {}' -l {}",
                         command->name, option.name);
      if (option.letter != 0) out += fmt::format(" -s {}", option.letter);
      const std::string listed = list_words(option);
      const std::string words = listed.empty() ? choices(option) : listed;
      if (!option.value.empty()) out += words.empty() ? " -r" : " -x";
      if (!listed.empty()) {
        out += fmt::format(" -a '(__fish_complete_list , \"string split \\\" \\\" \\\"{}\\\"\")'",
                           words);
      } else if (!words.empty()) {
        out += fmt::format(" -a '{}'", words);
      }
      out += fmt::format(" -d {}\n", shell_quoted(option.summary, "\\'"));
    }
  }
  return out;
}

}  // namespace joist::cli
