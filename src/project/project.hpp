// The whole pipeline in one place: from a file in a world to the design, its results and findings.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/extent.hpp"
#include "analysis/results.hpp"
#include "base/finding.hpp"
#include "base/source.hpp"
#include "base/world.hpp"
#include "model/model.hpp"
#include "model/reference.hpp"
#include "syntax/tree.hpp"

namespace joist::project {

struct EmbeddedFile {
  std::string_view name;  // "databases.joist", "icons/postgres.svg"
  std::string_view text;
};
std::span<const EmbeddedFile> stdlib_files();
std::span<const EmbeddedFile> example_files();
std::span<const EmbeddedFile> icon_files();

// Settings of `joist.toml` (nearest ancestor of the root file) and the command line, merged.
struct Settings {
  bool strict = false;
  std::optional<double> headroom;
  std::string theme;  // "", or one of the names that the attribute `theme` has
  std::vector<std::pair<std::string, std::string>> severities;  // rule -> off, note, warning, error
  std::string root;  // folder that imports may not leave; empty: the root file's own
};

// One design as it stands at one stage.
struct Stage {
  std::string label;  // empty: the base
  model::Model model;
  analysis::Results results;
  std::vector<Finding> still = {};  // of rules: found of the base or an earlier stage, and here too
};

struct Project {
  Sources sources;
  std::deque<std::string> blocks;  // texts of fenced blocks, where a source is Markdown
  std::deque<syntax::File> files;  // stdlib first, then the root, then imports
  std::size_t root = 0;            // index into files
  Stage base;
  std::vector<Stage> stages;
  std::vector<model::Reference> references;  // what names stand for, where that was asked for
  bool readable = true;           // false: the root could not be read, and a finding says why
  std::vector<Finding> findings;  // of all stages, most severe first; silenced ones have `allowed`
};

struct LoadOptions {
  bool analyse = true;  // without: what is wrong with the text, and no figures
  bool stages = true;
  bool lint = true;
  bool all_kinds = false;  // in the model: every kind there is, not just those in use
  // The design is this one of the fenced blocks of a Markdown text (find_fences), counted from 0.
  std::optional<std::size_t> fence = {};
  int order = 2;
  std::uint32_t samples = 0;  // of what has no closed form; 0: as many as usual
  analysis::Extent extent = analysis::Extent::rules;
  bool references = false;    // also tell what names stand for
  bool even_broken = true;    // also analyse what has errors of language: for pictures and figures
};

// Reads `path`, parses, resolves, analyses and lints. A file that cannot be read gives a finding.
Project load(World& world, const std::string& path, const Settings& settings = {},
             const LoadOptions& options = {});
// The same for a text that is not on disk (standard input, a fence in Markdown, an editor buffer).
Project load_text(World& world, const std::string& path, std::string text,
                  const Settings& settings = {}, const LoadOptions& options = {});

}  // namespace joist::project
