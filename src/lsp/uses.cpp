// Gathers the designs that a name may be used in.
#include "lsp/uses.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "ide/navigation.hpp"

namespace joist::lsp {

Uses::Uses(Session& session, const Document& document, Position position) : session_(session) {
  find_designs(document, session.offset(document, position));
}

void Uses::add(std::shared_ptr<Reading> reading, const std::string& path, std::size_t offset) {
  const auto file = reading->file(path);
  if (!file) return;
  ide::Design design;
  design.now = &reading->project();
  const ide::Spot spot{design, *file, static_cast<std::uint32_t>(offset)};
  // What can't be read elsewhere has no say.
  if (!designs_.empty() && design.names().at(spot.file, spot.offset).empty()) return;
  designs_.push_back({std::move(reading), spot});
}

// The declaration may stand in a file that other designs import, too: they are asked about it
// there.
void Uses::find_designs(const Document& document, std::size_t offset) {
  const auto part = session_.workspace.part(document, offset);
  if (!part) return;
  const ide::Spot spot{part->design(), part->file, static_cast<std::uint32_t>(offset)};
  std::string path = document.path;
  const auto declared = ide::definitions(spot);
  if (declared.size() == 1) {
    path = part->unit->now->path(declared.front().file);
    offset = declared.front().begin;
  }
  add(part->unit->now, document.path, spot.offset);
  const bool own = path == part->root->document->path;
  if (part->unit->fence && own) return;  // what is declared in a block stays in it
  for (const auto& root : session_.workspace.roots()) {
    for (const Unit& unit : root->units) {
      if (unit.now != part->unit->now && root->leads) add(unit.now, path, offset);
    }
  }
  for (std::shared_ptr<Reading>& reading :
       session_.workspace.importers(path, session_.client.folders)) {
    add(std::move(reading), path, offset);
  }
}

std::vector<Location> Uses::references(bool with_declaration) const {
  std::vector<Location> found;
  for (const Design& design : designs_) {
    for (const Span span : ide::references(design.spot, with_declaration)) {
      if (!design.reading->path(span.file).empty()) {
        found.push_back(session_.location(*design.reading, span));
      }
    }
  }
  const auto key = [](const Location& l) { return std::tie(l.uri, l.range); };
  std::sort(found.begin(), found.end(),
            [&](const Location& a, const Location& b) { return key(a) < key(b); });
  found.erase(std::unique(found.begin(), found.end(),
                          [&](const Location& a, const Location& b) { return key(a) == key(b); }),
              found.end());
  return found;
}

namespace {

// The texts of a design's files with another name at those places.
std::map<std::string, std::string> edited(const Reading& reading, const std::vector<Edit>& edits) {
  std::map<std::string, std::string> texts;
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    const FileId file = edit->span.file;
    std::string& text =
        texts.try_emplace(reading.path(file), std::string(reading.text(file))).first->second;
    text.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->text);
  }
  return texts;
}

// What is wrong with the text, in the design as it stands or at a stage.
std::vector<std::string> errors_of(Reading& reading) {
  reading.judge(nullptr);
  std::vector<std::string> messages;
  for (const Finding& finding : reading.project().findings) {
    if (ide::is_language_error(finding)) messages.push_back(finding.message);
  }
  return messages;
}

// An error that is not among those before, or nothing.
std::string new_error(const std::vector<std::string>& known,
                      const std::vector<std::string>& errors) {
  if (errors.size() <= known.size()) return "";
  for (const std::string& error : errors) {
    if (std::find(known.begin(), known.end(), error) == known.end()) return error;
  }
  return errors.back();
}

}  // namespace

// The name it has now means what it meant, and so does every other, or else nothing is renamed.
std::string Uses::trouble_of(const Design& design, const ide::Rename& rename,
                             const std::string& name) const {
  if (!rename.trouble.empty() || rename.edits.empty()) return rename.trouble;
  const auto after =
      session_.workspace.tried(*design.reading, edited(*design.reading, rename.edits), false);
  const auto meant = design.spot.design.names().at(design.spot.file, design.spot.offset);
  const std::string changed =
      ide::why_changed(design.reading->project(), after->project(), meant.front(), name);
  if (!changed.empty()) return changed;
  // A name may be free to take but for a stage that removes what has it, or be no name for this.
  const std::vector<std::string> errors = errors_of(*after);
  if (errors.empty()) return "";
  const auto before = session_.workspace.tried(*design.reading, {}, false);
  const std::string error = new_error(errors_of(*before), errors);
  return error.empty() ? "" : fmt::format("with `{}`, {}", name, error);
}

Uses::Renamed Uses::renamed(const std::string& name) const {
  Renamed result;
  if (designs_.empty()) result.trouble = "no name stands here";
  for (const Design& design : designs_) {
    const ide::Rename rename = ide::rename(design.spot, name);
    result.trouble = trouble_of(design, rename, name);
    if (!result.trouble.empty()) return {{}, result.trouble};
    for (const Edit& edit : rename.edits) {
      const Location location = session_.location(*design.reading, edit.span);
      auto& places = result.edits[location.uri];
      const std::pair place(location.range, edit.text);
      if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
    }
  }
  for (auto& [uri, places] : result.edits) std::sort(places.begin(), places.end());
  return result;
}

}  // namespace joist::lsp
