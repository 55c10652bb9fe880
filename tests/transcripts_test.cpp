// Pages that show what the program answers: every `$ joist ...` of a console block is run on the
// design that stands above it, and what stands below it is what it says.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "cli/command.hpp"
#include "memory_world.hpp"
#include "tests/checkout.hpp"

using namespace joist;

namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  std::stringstream buffer;
  buffer << file.rdbuf();
  return buffer.str();
}

// As a shell parts them: by blanks, but not within double quotes.
std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : command) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

// What a terminal would show of one command, `joist` left out.
std::string answer(tests::MemoryWorld& world, const std::string& command) {
  world.output.clear();
  world.errors.clear();
  cli::run(world, words_of(command));
  std::string text = world.output + world.errors;
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text;
}

// The page as it would be if each of its console blocks showed what is said today.
std::string replayed(const std::string& page, const std::string& name, int& commands) {
  const std::string prompt = "$ joist ";
  tests::MemoryWorld world;
  std::istringstream lines(page);
  std::string result, design, kind;  // of the block around the line
  for (std::string line; std::getline(lines, line);) {
    const bool edge = line.rfind("```", 0) == 0;
    const bool opens = edge && kind.empty();
    if (edge && !opens && kind == "joist") world.files["/work/" + name] = design;
    if (edge) kind = opens ? line.substr(3, line.find_first_of(" \r", 3) - 3) : "";
    if (opens && kind.empty()) kind = "plain";
    if (opens) design.clear();
    if (kind == "joist" && !opens) design += line + "\n";
    const bool shown = kind == "console" && !opens;
    if (shown && line.rfind(prompt, 0) != 0) continue;
    result += line + "\n";
    if (!shown) continue;
    result += answer(world, line.substr(prompt.size()));
    ++commands;
  }
  return result;
}

}  // namespace

TEST_CASE("what the pages show is what the program says") {
  const std::pair<const char*, const char*> pages[] = {{"tutorial.md", "chirp.joist"},
                                                       {"interview.md", "seats.joist"}};
  for (const auto& [name, design] : pages) {
    const std::string path = tests::checkout() + "/docs/" + name;
    const std::string page = text_of(path);
    int commands = 0;
    const std::string current = replayed(page, design, commands);
    const char* update = std::getenv("JOIST_UPDATE");
    if (update != nullptr && std::string_view(update) == "1") std::ofstream(path) << current;
    CHECK_MESSAGE(text_of(path) == current, path,
                  " is not current: `scripts/test --update` writes it");
    CHECK(commands >= 3);
  }
}
