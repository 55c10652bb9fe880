// Finds and reads designs.
#include "cli/inputs.hpp"

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "project/markdown.hpp"
#include "project/settings.hpp"

namespace joist::cli {

namespace {

bool is_design(std::string_view name) {
  constexpr std::string_view ending = ".joist";
  return name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
}

// Folders deeper than this are taken for a ring of links.
constexpr int deepest = 40;

void walk(World& world, const std::string& folder, int depth, std::vector<std::string>& found) {
  if (depth > deepest) return;
  for (const std::string& name : world.list(folder)) {
    if (name[0] == '.') continue;
    const std::string path = folder == "." ? name : folder + "/" + name;
    if (name.back() == '/') {
      walk(world, path.substr(0, path.size() - 1), depth + 1, found);
    } else if (is_design(name)) {
      found.push_back(path);
    }
  }
}

std::string without_last_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

// The blocks of a Markdown text, or the text as it is.
void add(Inputs& inputs, Input input) {
  if (!project::is_markdown(input.path)) {
    inputs.files.push_back(std::move(input));
    return;
  }
  const std::size_t count = project::find_fences(input.text).size();
  if (count == 0) inputs.without_design.push_back(input.path);
  for (std::size_t i = 0; i < count; ++i) {
    inputs.files.push_back(input);
    inputs.files.back().fence = i;
  }
}

void read_one(const Call& call, const std::string& path, Inputs& inputs) {
  Inputs whole = read_whole(call, path);
  inputs.error = std::move(whole.error);
  for (Input& input : whole.files) add(inputs, std::move(input));
}

}  // namespace

Inputs read_whole(const Call& call, const std::string& operand) {
  if (operand == "-") {
    const std::string name = call.arguments.value("stdin-filename", "<stdin>");
    return {{{name, call.world.read_input(), true}}, {}, {}};
  }
  ReadResult result = call.world.read(operand);
  if (result.text) return {{{operand, std::move(*result.text)}}, {}, {}};
  return {{}, {}, fmt::format("cannot read `{}`: {}", operand, result.error)};
}

Inputs read_inputs(const Call& call) {
  std::vector<std::string> operands = call.arguments.operands;
  if (operands.empty()) operands = {"."};
  Inputs inputs;
  for (const std::string& operand : operands) {
    std::vector<std::string> paths{operand};
    if (operand != "-" && call.world.kind(operand) == PathKind::directory) {
      paths.clear();
      walk(call.world, without_last_slash(operand), 0, paths);
      if (paths.empty()) inputs.error = fmt::format("no `*.joist` file in `{}`", operand);
    }
    for (const std::string& path : paths) {
      if (inputs.error.empty()) read_one(call, path, inputs);
    }
    if (!inputs.error.empty()) break;
  }
  return inputs;
}

Inputs read_input(const Call& call, const std::string& operand) {
  Inputs inputs;
  read_one(call, operand, inputs);
  if (!inputs.error.empty() || inputs.files.size() == 1) return inputs;
  inputs.error =
      inputs.files.empty()
          ? fmt::format("`{}` has no block that begins with ```joist", operand)
          : fmt::format("`{}` has {} designs; `joist md` draws them all, `joist check` checks them",
                        operand, inputs.files.size());
  return inputs;
}

Settled settings_for(const Call& call, const std::string& path) {
  project::SettingsFile file = project::read_settings(call.world, path);
  if (call.arguments.has("strict")) file.settings.strict = true;
  if (file.path.empty()) {
    const std::size_t slash = path.rfind('/');
    file.path = (slash == path.npos ? "" : path.substr(0, slash + 1)) + "joist.toml";
  }
  return {std::move(file.settings), std::move(file.error), std::move(file.path)};
}

project::Project load(World& world, const Input& input, const project::Settings& settings,
                      project::LoadOptions options) {
  options.fence = input.fence;
  return project::load_text(world, input.path, input.text, settings, options);
}

std::optional<project::Project> load(const Call& call, const Input& input,
                                     const project::LoadOptions& options) {
  const Settled settled = settings_for(call, input.path);
  if (!settled.error.empty()) {
    complain(call, settled.error);
    return std::nullopt;
  }
  return load(call.world, input, settled.settings, options);
}

}  // namespace joist::cli
