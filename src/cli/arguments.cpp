// Reads a command line with CLI11, and says in one line what is wrong with it.
#include "cli/arguments.hpp"

#include <deque>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"

namespace joist::cli {

namespace {

// Stands before a word that begins with `-` but is a number, so that it is not taken for an option.
constexpr char shield = '\x01';

std::string shielded(const std::string& word) {
  const bool dashed = word.size() > 1 && word[0] == '-';
  if (!dashed || word[1] == '-' || std::isalpha(static_cast<unsigned char>(word[1]))) return word;
  return shield + word;
}

std::string unshielded(const std::string& word) {
  return !word.empty() && word[0] == shield ? word.substr(1) : word;
}

std::string unknown_option(const Command& command, std::string_view word) {
  word = word.substr(0, word.find('='));
  std::vector<std::string> names;
  for (const Option& option : all_options(command))
    names.push_back(fmt::format("--{}", option.name));
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return fmt::format("unknown option `{}`{}", word, suggestion(word, candidates));
}

std::string wrong_choice(const Option& option, const std::string& value) {
  const std::string known = choices(option);
  if (known.empty()) return "";
  const std::vector<std::string_view> choices = split(known, ' ');
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return "";
  std::string message = fmt::format("`--{}` is one of {}, but is `{}` here", option.name,
                                    fmt::join(choices, ", "), value);
  return message + suggestion(value, choices);
}

std::string wrong_count(const Command& command, const std::vector<std::string>& operands) {
  if (operands.size() < command.least) {
    return fmt::format("expects {}; see `joist help {}`", command.operands, command.name);
  }
  if (operands.size() > command.most) {
    if (command.most == 0) return fmt::format("takes no file, but got `{}`", operands.front());
    return fmt::format("takes {}, but got `{}` too", command.operands, operands[command.most]);
  }
  return "";
}

// CLI11's view of one command's table, and what it read.
class Reader {
 public:
  explicit Reader(const Command& command) : command_(command) {
    app_.set_help_flag();
    app_.allow_extras();
    app_.add_option("operands", operands_);
    for (const Option& option : all_options(command)) add(option);
  }

  Parsed read(std::span<const std::string> words) {
    std::vector<std::string> reversed;
    const auto divider = std::find(words.begin(), words.end(), "--");
    for (auto word = words.begin(); word != words.end(); ++word) {
      if (word == divider) continue;
      std::string read = word < divider ? shielded(*word) : shield + *word;
      if (begins_value(reversed, *word) && divider - word > 1 && !(word + 1)->empty() &&
          (word + 1)->front() != '-')
        read += " " + *++word;
      reversed.push_back(std::move(read));
    }
    std::reverse(reversed.begin(), reversed.end());
    try {
      app_.parse(std::move(reversed));
    } catch (const CLI::ParseError& error) {
      return {{}, trouble_with(error)};
    }
    for (const std::string& word : app_.remaining()) {
      if (word.size() > 1 && word[0] == '-') return {{}, unknown_option(command_, word)};
      operands_.push_back(word);
    }
    return result();
  }

 private:
  // True for the first of two words behind an option that takes such.
  bool begins_value(const std::vector<std::string>& before, std::string_view word) const {
    if (before.empty()) return false;
    for (const Entry& entry : entries_) {
      if (before.back() != fmt::format("--{}", entry.option.name)) continue;
      const std::vector<std::string_view> prefixes = split(entry.option.prefixes, ' ');
      return !entry.option.prefixes.empty() &&
             std::find(prefixes.begin(), prefixes.end(), word) != prefixes.end();
    }
    return false;
  }

  struct Entry {
    Option option;
    std::vector<std::string> values;
    CLI::Option* handle = nullptr;
    std::size_t taken = 0;
  };

  void add(const Option& option) {
    Entry& entry = entries_.emplace_back();
    entry.option = option;
    std::string names = fmt::format("--{}", option.name);
    if (option.letter != 0) names = fmt::format("-{},{}", option.letter, names);
    if (option.value.empty()) {
      entry.handle = app_.add_flag(names)->disable_flag_override();
      entry.handle->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    } else {
      entry.handle = app_.add_option(names, entry.values)->allow_extra_args(false);
    }
  }

  // CLI11's own messages name types and counts; what a user needs is the option and its value.
  std::string trouble_with(const CLI::ParseError& error) const {
    const std::string_view said = error.what();
    for (const Entry& entry : entries_) {
      const std::string flag = fmt::format("{} was given", entry.option.name);
      const bool names_it = said.find(fmt::format("--{}", entry.option.name)) != said.npos;
      if (!names_it && said.find(flag) == said.npos) continue;
      if (entry.option.value.empty())
        return fmt::format("`--{}` takes no value", entry.option.name);
      return fmt::format("`--{}` needs a value: --{} {}", entry.option.name, entry.option.name,
                         entry.option.value);
    }
    return std::string(said);
  }

  Parsed result() {
    Parsed parsed;
    for (const CLI::Option* handle : app_.parse_order()) {
      for (Entry& entry : entries_) {
        if (entry.handle != handle) continue;
        std::string value;
        if (!entry.option.value.empty()) value = unshielded(entry.values.at(entry.taken++));
        if (!entry.option.value.empty()) parsed.error = wrong_choice(entry.option, value);
        if (!parsed.error.empty()) return parsed;
        parsed.arguments.given.emplace_back(entry.option.name, std::move(value));
      }
    }
    for (const std::string& operand : operands_) {
      parsed.arguments.operands.push_back(unshielded(operand));
    }
    if (!parsed.arguments.has("help")) {
      parsed.error = wrong_count(command_, parsed.arguments.operands);
    }
    return parsed;
  }

  const Command& command_;
  CLI::App app_;
  std::deque<Entry> entries_;  // CLI11 holds addresses of the values
  std::vector<std::string> operands_;
};

}  // namespace

bool Arguments::has(std::string_view option) const {
  return std::any_of(given.begin(), given.end(),
                     [&](const auto& each) { return each.first == option; });
}

std::string Arguments::value(std::string_view option, std::string_view fallback) const {
  std::string result(fallback);
  for (const auto& [name, value] : given) {
    if (name == option) result = value;
  }
  return result;
}

std::vector<std::string> Arguments::values(std::string_view option) const {
  std::vector<std::string> result;
  for (const auto& [name, value] : given) {
    if (name == option) result.push_back(value);
  }
  return result;
}

std::vector<std::string> Arguments::list(std::string_view option) const {
  std::vector<std::string> result;
  for (const std::string& value : values(option)) {
    for (const std::string_view part : split(value, ',')) {
      if (!trimmed(part).empty()) result.emplace_back(trimmed(part));
    }
  }
  return result;
}

bool takes_next(const Command& command, std::string_view word) {
  if (word.find('=') != word.npos) return false;
  for (const Option& option : all_options(command)) {
    const bool named = word == "--" + std::string(option.name) ||
                       (option.letter != 0 && word == std::string{'-', option.letter});
    if (named) return !option.value.empty();
  }
  return false;
}

Parsed parse(const Command& command, std::span<const std::string> words) {
  return Reader(command).read(words);
}

}  // namespace joist::cli
