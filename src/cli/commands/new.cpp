// `joist new`: a design to start from, copied from the worked examples.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "project/project.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {
    {0, "from", "EXAMPLE",
     "the example to start from (default: that of the name, else the smallest)"},
    {0, "list", "", "show the examples there are"},
};

constexpr Example examples[] = {{"joist new --list", "what there is to start from"},
                                {"joist new shop", "shop.joist, a first design"},
                                {"joist new feed --from chirp", "feed.joist, a copy of chirp"}};

constexpr std::string_view ending = ".joist";

std::string_view stem(std::string_view name) {
  const bool ends =
      name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
  return ends ? name.substr(0, name.size() - ending.size()) : name;
}

// The text within the quotes at `at`, empty if there are none; `at` is moved behind it.
std::string_view quoted(std::string_view text, std::size_t& at) {
  const auto begin = text.find_first_not_of(" \n", at);
  if (begin == std::string_view::npos || text[begin] != '"') return {};
  const auto end = text.find('"', begin + 1);
  at = std::min(end, text.size() - 1) + 1;
  return text.substr(begin + 1, end - begin - 1);
}

// What an example is: the title and the description of its design, else its first line.
std::string about(std::string_view text) {
  constexpr std::string_view keyword = "design ";
  if (text.substr(0, keyword.size()) != keyword)
    return std::string(text.substr(0, text.find('\n')));
  std::size_t at = keyword.size();
  const std::string_view title = quoted(text, at);
  const std::string_view description = quoted(text, at);
  return description.empty() ? std::string(title) : fmt::format("{}. {}", title, description);
}

int list(const Call& call) {
  for (const project::EmbeddedFile& file : project::example_files()) {
    call.world.write_output(fmt::format("{:<16}  {}\n", stem(file.name), about(file.text)));
  }
  return done;
}

const project::EmbeddedFile* find_example(std::string_view name) {
  for (const project::EmbeddedFile& file : project::example_files()) {
    if (stem(file.name) == name) return &file;
  }
  return nullptr;
}

const project::EmbeddedFile* smallest() {
  const project::EmbeddedFile* result = nullptr;
  for (const project::EmbeddedFile& file : project::example_files()) {
    if (result == nullptr || file.text.size() < result->text.size()) result = &file;
  }
  return result;
}

std::vector<std::string_view> example_names() {
  std::vector<std::string_view> names;
  for (const project::EmbeddedFile& file : project::example_files())
    names.push_back(stem(file.name));
  return names;
}

int unknown_example(const Call& call, std::string_view name) {
  return complain(call, fmt::format("no example `{}`{}", name, suggestion(name, example_names())));
}

// The last part of a path: "designs/shop.joist" is called "shop".
std::string_view base_name(std::string_view path) {
  const auto slash = path.rfind('/');
  return stem(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

int run(const Call& call) {
  if (call.arguments.has("list")) return list(call);
  if (call.arguments.operands.empty()) {
    return complain(call, "expects a name; `joist new --list` shows the examples");
  }
  const std::string& name = call.arguments.operands.front();
  const std::string from = call.arguments.value("from");
  const project::EmbeddedFile* example = find_example(from.empty() ? base_name(name) : stem(from));
  if (example == nullptr && !from.empty()) return unknown_example(call, from);
  const std::string meant =
      example == nullptr ? suggestion(base_name(name), example_names()) : std::string();
  if (example == nullptr) example = smallest();
  if (example == nullptr) return complain(call, "there are no examples in this program");
  const std::string path = std::string(stem(name)) + std::string(ending);
  if (call.world.kind(path) != PathKind::missing) {
    return complain(call, fmt::format("`{}` is there already", path));
  }
  const int code = write_result(call, path, example->text);
  if (code == done) {
    call.world.write_errors(fmt::format("wrote {}; `joist {}` draws it\n", path, path));
    if (!meant.empty())
      call.world.write_errors(fmt::format(
          "no example is called `{}`{} Then start anew with `--from`\n", base_name(name), meant));
  }
  return code;
}

}  // namespace

extern const Command new_;
const Command new_{.name = "new",
                   .summary = "start a design from a worked example",
                   .operands = "[NAME]",
                   .most = 1,
                   .options = options,
                   .examples = examples,
                   .run = run};

}  // namespace joist::cli::commands
