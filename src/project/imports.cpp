// Follows imports from the root file, each file once, inside the root folder only.
#include "project/imports.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "project/markdown.hpp"
#include "syntax/again.hpp"

namespace joist::project {
namespace {

using syntax::Kind;
using syntax::Ref;

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string joined(const std::string& folder, const std::string& path) {
  if (folder.empty() || (!path.empty() && path.front() == '/')) return path;
  return folder + "/" + path;
}

struct Loaded {
  std::string path;      // as shown
  std::string resolved;  // canonical, to know a file again
  std::uint32_t importer = 0;
};

struct Loader {
  World& world;
  Project& project;
  std::string root;  // canonical folder that imports may not leave
  const Project* before = nullptr;
  std::vector<Loaded> files;
  std::vector<resolve::Unit> units;

  std::uint32_t parse(std::string path, std::string resolved, std::string text,
                      std::uint32_t importer, std::optional<std::size_t> fence = {});
  void follow(std::uint32_t unit);
  void import(std::uint32_t unit, Ref statement);
  std::string ring_to(std::uint32_t unit, const std::string& resolved) const;
  const syntax::File* earlier(const std::string& path) const;
};

// Empty where there are fewer blocks, since an edit may have taken it away.
std::string block(std::string_view markdown, std::size_t number) {
  const std::vector<Fence> fences = find_fences(markdown);
  return number < fences.size() ? only(markdown, fences[number]) : std::string();
}

std::uint32_t Loader::parse(std::string path, std::string resolved, std::string text,
                            std::uint32_t importer, std::optional<std::size_t> fence) {
  const FileId id = project.sources.add(path, std::move(text));
  std::string_view design = project.sources.at(id).text();
  if (fence) design = project.blocks.emplace_back(block(design, *fence));
  project.files.push_back(syntax::read(id, design, earlier(path)));
  const auto& findings = project.files.back().findings;
  project.findings.insert(project.findings.end(), findings.begin(), findings.end());
  files.push_back({std::move(path), std::move(resolved), importer});
  units.push_back({&project.files.back(), {}});
  return static_cast<std::uint32_t>(units.size() - 1);
}

const syntax::File* Loader::earlier(const std::string& path) const {
  for (std::size_t i = before ? before->root : 0; before && i < before->files.size(); ++i) {
    if (before->sources.at(FileId(i)).path() == path) return &before->files[i];
  }
  return nullptr;
}

Finding& report(Project& project, std::string_view rule, Ref place, std::string message) {
  Finding finding;
  finding.rule = std::string(rule);
  finding.span = place.span();
  finding.message = std::move(message);
  project.findings.push_back(std::move(finding));
  return project.findings.back();
}

// "a.joist -> b.joist -> a.joist" if the file is among those that lead to this unit.
std::string Loader::ring_to(std::uint32_t unit, const std::string& resolved) const {
  std::string ring;
  for (std::uint32_t at = unit;; at = files[at].importer) {
    ring = files[at].path + (ring.empty() ? "" : " -> ") + ring;
    if (files[at].resolved == resolved) return ring + " -> " + files[at].path;
    if (at == 0) return "";
  }
}

void Loader::import(std::uint32_t unit, Ref statement) {
  const Ref literal = statement.child(Kind::string);
  if (!literal) return;
  const std::string written = syntax::string_value(literal.text());
  const std::string path = joined(folder_of(files[unit].path), written);
  const std::string resolved = world.resolve(path);
  const bool inside = resolved.size() > root.size() &&
                      resolved.compare(0, root.size(), root) == 0 &&
                      (root.empty() || root.back() == '/' || resolved[root.size()] == '/');
  if (!inside) {
    report(project, "import-outside", literal,
           fmt::format("`{}` lies outside of the design's folder `{}`", written, root))
        .help = "move the file below the folder, or set `root` in `joist.toml` to a folder above";
    return;
  }
  if (const std::string ring = ring_to(unit, resolved); !ring.empty()) {
    report(project, "import-ring", literal,
           fmt::format("files import each other in a ring: {}", ring))
        .help = "move what both need into a third file";
    return;
  }
  const auto known = std::find_if(files.begin(), files.end(),
                                  [&](const Loaded& file) { return file.resolved == resolved; });
  if (known != files.end()) {
    units[unit].imports.emplace_back(written, static_cast<std::uint32_t>(known - files.begin()));
    return;
  }
  ReadResult read = world.read(path);
  if (!read.text) {
    report(project, "unreadable-import", literal,
           fmt::format("`{}` can't be read: {}", path, read.error))
        .help = "paths are relative to the file that imports";
    return;
  }
  const auto index = parse(path, resolved, std::move(*read.text), unit);
  units[unit].imports.emplace_back(written, index);
}

void Loader::follow(std::uint32_t unit) {
  const syntax::File& file = *units[unit].file;
  for (std::uint32_t i = 0; i < file.nodes.size(); ++i) {
    if (file.nodes[i].kind == Kind::import) import(unit, Ref(file, i));
  }
}

}  // namespace

// Parsed once: the files are the same ones always, and the first of every project.
std::size_t add_stdlib(Project& project) {
  static const std::vector<syntax::File> parsed = [] {
    std::vector<syntax::File> files;
    for (const EmbeddedFile& embedded : stdlib_files())
      files.push_back(syntax::parse(FileId(files.size()), embedded.text));
    return files;
  }();
  for (std::size_t i = 0; i < parsed.size(); ++i) {
    const EmbeddedFile& embedded = stdlib_files()[i];
    project.sources.add("stdlib/" + std::string(embedded.name), std::string(embedded.text));
    project.files.push_back(parsed[i]);
  }
  return project.files.size();
}

std::vector<resolve::Unit> add_design(World& world, Project& project, const std::string& path,
                                      std::string text, const Settings& settings,
                                      std::optional<std::size_t> fence, const Project* before) {
  Loader loader{world, project, settings.root, before, {}, {}};
  const std::string resolved = world.resolve(path);
  if (loader.root.empty()) loader.root = folder_of(resolved);
  loader.parse(path, resolved, std::move(text), 0, fence);
  // The list grows while it is walked; a ring cannot keep it growing, since each file is read once.
  for (std::uint32_t unit = 0; unit < loader.units.size(); ++unit) loader.follow(unit);
  return std::move(loader.units);
}

}  // namespace joist::project
