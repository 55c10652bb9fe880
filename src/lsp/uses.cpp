// Gathers the designs that a name may be used in.
#include "lsp/uses.hpp"

#include <algorithm>
#include <tuple>

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
  designs_.push_back({std::move(reading), {design, *file, static_cast<std::uint32_t>(offset)}});
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
  if (part->unit->fence) return;  // what stands in a block stays in it
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

Uses::Renamed Uses::renamed(const std::string& name) const {
  Renamed result;
  if (designs_.empty()) result.trouble = "no name stands here";
  for (const Design& design : designs_) {
    const ide::Rename rename = ide::rename(design.spot, name);
    if (!rename.trouble.empty()) {
      result.trouble = rename.trouble;
      result.edits.clear();
      return result;
    }
    for (const Edit& edit : rename.edits) {
      const Location location = session_.location(*design.reading, edit.span);
      auto& ranges = result.edits[location.uri];
      if (std::find(ranges.begin(), ranges.end(), location.range) == ranges.end()) {
        ranges.push_back(location.range);
      }
    }
  }
  for (auto& [uri, ranges] : result.edits) std::sort(ranges.begin(), ranges.end());
  return result;
}

}  // namespace joist::lsp
