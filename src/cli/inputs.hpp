// The designs a command works on: files, folders walked for designs, or standard input.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "project/project.hpp"

namespace joist::cli {

struct Input {
  std::string path;  // as named by the user, or the name given for standard input
  std::string text;
  bool from_standard_input = false;
  // The design is this fenced block of a Markdown text; a file with several is several inputs.
  std::optional<std::size_t> fence = {};
};

struct Inputs {
  std::vector<Input> files;
  std::vector<std::string> without_design;  // Markdown files that have none
  std::string error;                        // one line; what stands in `files` then does not count
};

inline constexpr Option stdin_filename{0, "stdin-filename", "NAME",
                                       "what to call standard input, and where its imports are"};

// Folders are walked for `*.joist`, hidden ones left out, in order of names; without an operand the
// current folder is. `-` is standard input. Markdown files, told by their names, give their blocks.
Inputs read_inputs(const Call& call);
// The text of an operand as it is, Markdown not cut into its blocks.
Inputs read_whole(const Call& call, const std::string& operand);
// The one design of a command that takes one; a Markdown file must have just one.
Inputs read_input(const Call& call, const std::string& operand);

// Settings of the nearest `joist.toml`, with what the command line says (`--strict`) on top.
struct Settled {
  project::Settings settings;
  std::string error;
  std::string path;  // of the `joist.toml`; where there is none, of the one nearest by
};
Settled settings_for(const Call& call, const std::string& path);

// The design of an input, in any world.
project::Project load(World& world, const Input& input, const project::Settings& settings,
                      project::LoadOptions options = {});
// The design of an input, or nothing after a complaint about its settings.
std::optional<project::Project> load(const Call& call, const Input& input,
                                     const project::LoadOptions& options = {});

}  // namespace joist::cli
