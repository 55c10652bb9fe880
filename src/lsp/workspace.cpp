// Reads designs anew when a text of theirs changes.
#include "lsp/workspace.hpp"

#include <algorithm>
#include <utility>

#include "lsp/uri.hpp"
#include "project/markdown.hpp"
#include "project/settings.hpp"

namespace joist::lsp {

namespace {

bool has_language_error(const project::Project& project) {
  return std::any_of(project.findings.begin(), project.findings.end(), ide::is_language_error);
}

}  // namespace

bool Document::is_markdown() const {
  return language == "markdown" || (language != "joist" && project::is_markdown(path));
}

bool Document::is_design() const {
  return language.empty() || language == "joist" || is_markdown() || path.ends_with(".joist");
}

ide::Design Part::design() const {
  ide::Design design;
  design.now = &unit->now->project();
  design.good = unit->good ? &unit->good->project() : nullptr;
  return design;
}

// --- documents ----------------------------------------------------------------------------------

void Workspace::open(Document document) {
  close(document.uri);
  document.path = world_.resolve(path_of(document.uri));
  document.lines = LineIndex(document.text);
  world_.texts[document.path] = document.text;
  auto root = std::make_unique<Root>();
  root->document = std::make_shared<Document>(std::move(document));
  roots_.push_back(std::move(root));
  refresh();
}

void Workspace::change(const std::string& uri, std::optional<std::int64_t> version,
                       const std::vector<Change>& changes, Encoding encoding) {
  Root* changed = root(uri);
  if (changed == nullptr) return;
  Document& document = *changed->document;
  for (const Change& change : changes) {
    if (change.range) {
      const std::size_t begin = document.lines.offset(document.text, change.range->start, encoding);
      const std::size_t end = document.lines.offset(document.text, change.range->end, encoding);
      document.text.replace(begin, std::max(begin, end) - begin, change.text);
    } else {
      document.text = change.text;
    }
    document.lines = LineIndex(document.text);
  }
  if (version) document.version = *version;
  world_.texts[document.path] = document.text;
  changed->stale = true;
  for (const auto& root : roots_) {
    if (root->files.count(document.path) != 0) root->stale = true;
  }
}

void Workspace::close(const std::string& uri) {
  const Root* closed = root(uri);
  if (closed == nullptr) return;
  world_.texts.erase(closed->document->path);
  std::erase_if(roots_, [&](const auto& root) { return root.get() == closed; });
  refresh();
}

void Workspace::refresh() {
  for (const auto& root : roots_) root->stale = true;
}

Root* Workspace::root(const std::string& uri) {
  for (const auto& root : roots_) {
    if (root->document->uri == uri) return root.get();
  }
  return nullptr;
}

const Document* Workspace::document(const std::string& uri) const {
  for (const auto& root : roots_) {
    if (root->document->uri == uri) return root->document.get();
  }
  return nullptr;
}

const Document* Workspace::document_at(const std::string& path) const {
  for (const auto& root : roots_) {
    if (root->document->path == path) return root->document.get();
  }
  return nullptr;
}

std::string Workspace::uri(const std::string& path) const {
  const Document* document = document_at(path);
  return document != nullptr ? document->uri : uri_of(path);
}

// --- designs ------------------------------------------------------------------------------------

std::shared_ptr<Reading> Workspace::reading(World& world, const std::string& path,
                                            const std::string& text,
                                            const project::Settings& settings,
                                            std::optional<std::size_t> fence,
                                            const project::Project* before, bool figures) {
  project::LoadOptions options;
  options.analyse = figures;
  options.fence = fence;
  options.references = true;
  project::Draft draft = project::draft_text(world, path, text, settings, options, before);
  std::vector<std::string> paths;
  for (std::size_t i = draft.project.root; i < draft.project.sources.size(); ++i) {
    paths.push_back(world.resolve(draft.project.sources.at(FileId(i)).path()));
  }
  return std::make_shared<Reading>(std::move(draft), std::move(paths));
}

namespace {

// Of what was read before, the latest whose text had no faults, for parsing the next one.
const project::Project* parsed(const Unit* unit) {
  if (unit == nullptr) return nullptr;
  const project::Project& now = unit->now->project();
  return unit->good && !now.files[now.root].findings.empty() ? &unit->good->project() : &now;
}

}  // namespace

Unit Workspace::read_unit(Root& root, std::optional<std::size_t> fence,
                          const project::Settings& settings, const Unit* before) {
  const Document& document = *root.document;
  Unit unit;
  unit.fence = fence;
  unit.end = document.text.size();
  unit.now = reading(world_, document.path, document.text, settings, fence, parsed(before));
  unit.now->know_lines(document.lines);
  root.files.insert(unit.now->paths().begin(), unit.now->paths().end());
  return unit;
}

std::shared_ptr<Reading> Workspace::tried(const Reading& reading,
                                          const std::map<std::string, std::string>& texts,
                                          bool figures) {
  Overlay trial(world_);
  trial.texts = texts;
  const std::string& path = reading.paths().front();
  const auto changed = texts.find(path);
  const FileId root(reading.project().root);
  return this->reading(trial, path,
                       changed == texts.end() ? std::string(reading.text(root)) : changed->second,
                       reading.settings(), reading.fence(), &reading.project(), figures);
}

// --- designs that are not open ------------------------------------------------------------------

namespace {

constexpr int deepest = 20;               // folders below each other
constexpr std::size_t most_files = 2000;  // that are looked into

// Nothing for the whole text, or the numbers of the blocks that import something.
std::vector<std::optional<std::size_t>> designs_in(const std::string& path, std::string_view text) {
  if (!project::is_markdown(path)) return {std::nullopt};
  std::vector<std::optional<std::size_t>> found;
  const auto fences = project::find_fences(text);
  for (std::size_t i = 0; i < fences.size(); ++i) {
    if (fences[i].text.find("import") != std::string::npos) found.push_back(i);
  }
  return found;
}

}  // namespace

void Workspace::walk(const std::string& folder, int depth, std::vector<std::string>& found) {
  if (depth > deepest || found.size() >= most_files) return;
  for (const std::string& name : world_.list(folder)) {
    if (name.empty() || name.front() == '.' || name == "node_modules/") continue;
    const std::string path = folder + "/" + name;
    if (name.back() == '/') {
      walk(path.substr(0, path.size() - 1), depth + 1, found);
    } else if (name.ends_with(".joist") || project::is_markdown(name)) {
      found.push_back(path);
    }
  }
}

std::vector<std::shared_ptr<Reading>> Workspace::importers(
    const std::string& path, const std::vector<std::string>& folders) {
  std::vector<std::string> files;
  for (const std::string& folder : folders) walk(path_of(folder), 0, files);
  // A client without a folder is taken to be at work in that of the nearest settings.
  const std::string settings = folders.empty() ? project::read_settings(world_, path).path : "";
  const std::string& below = settings.empty() ? path : settings;
  if (folders.empty() && below.rfind('/') > 0 && below.rfind('/') != below.npos) {
    walk(below.substr(0, below.rfind('/')), 0, files);
  }
  std::vector<std::shared_ptr<Reading>> found;
  for (const std::string& file : files) {
    if (document_at(world_.resolve(file)) != nullptr) continue;
    const ReadResult read = world_.read(file);
    if (!read.text || read.text->find("import") == std::string::npos) continue;
    const auto settings = project::read_settings(world_, file).settings;
    for (const auto& fence : designs_in(file, *read.text)) {
      auto importer = reading(world_, world_.resolve(file), *read.text, settings, fence);
      if (importer->file(path)) found.push_back(std::move(importer));
    }
  }
  return found;
}

void Workspace::read(Root& root) {
  const Document& document = *root.document;
  project::SettingsFile settings = project::read_settings(world_, document.path);
  root.settings_error = settings.error;
  root.settings_path = settings.path;
  std::vector<Unit> before = std::move(root.units);
  root.units.clear();
  root.files = {document.path};
  if (!document.is_design()) {
    root.settings_error.clear();
  } else if (document.is_markdown()) {
    const auto fences = project::find_fences(document.text);
    for (std::size_t i = 0; i < fences.size(); ++i) {
      const Unit* earlier = i < before.size() ? &before[i] : nullptr;
      Unit& unit = root.units.emplace_back(read_unit(root, i, settings.settings, earlier));
      // The lines between the fences: on those themselves nothing is written.
      unit.begin = std::min(document.text.find('\n', fences[i].begin), document.text.size()) + 1;
      const auto& blocks = unit.now->project().blocks;
      unit.end = blocks.empty() ? 0 : blocks.front().size();
    }
  } else {
    const Unit* earlier = before.empty() ? nullptr : &before.front();
    root.units.push_back(read_unit(root, std::nullopt, settings.settings, earlier));
  }
  for (std::size_t i = 0; i < root.units.size() && i < before.size(); ++i) {
    root.units[i].good = before[i].good;
  }
  for (Unit& unit : before) outdated_.push_back(std::move(unit.now));
  root.stale = false;
}

// Of documents that import each other in a ring the one that was opened first leads.
void Workspace::choose_leaders() {
  const auto imports = [](const Root& a, const Root& b) {
    return &a != &b && a.files.count(b.document->path) != 0;
  };
  for (const auto& root : roots_) {
    root->leads = std::none_of(roots_.begin(), roots_.end(),
                               [&](const auto& other) { return imports(*other, *root); });
  }
  for (const auto& root : roots_) {
    const bool led = std::any_of(roots_.begin(), roots_.end(), [&](const auto& other) {
      return other->leads && (other == root || imports(*other, *root));
    });
    if (!led) root->leads = true;
  }
}

void Workspace::settle(bool judge) {
  tidy();
  for (const auto& root : roots_) {
    if (root->stale) read(*root);
  }
  choose_leaders();
  if (!judge) return;
  for (const auto& root : roots_) {
    if (!root->leads) continue;
    for (Unit& unit : root->units) {
      if (unit.now->is_judged()) continue;
      unit.now->judge(unit.good.get());
      if (has_language_error(unit.now->project())) continue;
      outdated_.push_back(std::exchange(unit.good, unit.now));
    }
  }
}

bool Workspace::tidy() {
  if (outdated_.empty()) return false;
  outdated_.clear();
  return true;
}

bool Workspace::is_settled() const {
  return std::all_of(roots_.begin(), roots_.end(), [](const auto& root) {
    return !root->stale &&
           (!root->leads || std::all_of(root->units.begin(), root->units.end(),
                                        [](const Unit& unit) { return unit.now->is_judged(); }));
  });
}

std::vector<Part> Workspace::parts(const Document& document) const {
  std::vector<Part> parts;
  for (const bool own : {true, false}) {
    for (const auto& root : roots_) {
      if (!root->leads || (root->document.get() == &document) != own) continue;
      for (const Unit& unit : root->units) {
        const auto file = unit.now->file(document.path);
        if (file) parts.push_back({root.get(), &unit, *file});
      }
    }
    if (!parts.empty()) break;
  }
  return parts;
}

std::optional<Part> Workspace::part(const Document& document, std::size_t offset) const {
  for (const Part& part : parts(document)) {
    const bool own = part.root->document.get() == &document;
    if (!own || (part.unit->begin <= offset && offset <= part.unit->end)) return part;
  }
  return std::nullopt;
}

}  // namespace joist::lsp
