// Mends a trial of the design over and over.
#include "lsp/mended.hpp"

#include <memory>

#include "base/lines.hpp"
#include "ide/composed.hpp"

namespace joist::lsp {

namespace {

// A round mends at least one finding; fixes that undo each other end here.
constexpr int most_rounds = 20;

ide::Action find_mended(Session& session, const Document& document, const Part& part) {
  ide::Action all = ide::fix_all(part.design(), part.file);
  if (all.edits.empty()) return all;
  ide::ComposedEdits composed(part.file, document.text);
  std::shared_ptr<Reading> reading = part.unit->now;
  std::vector<Edit> edits = all.edits;
  for (int round = 0; round < most_rounds && !edits.empty(); ++round) {
    for (Edit& edit : edits) edit.text = with_line_ends_of(document.text, edit.text);
    composed.apply(std::move(edits));
    std::shared_ptr<Reading> next =
        session.workspace.tried(*reading, {{document.path, composed.text()}}, true);
    next->judge(reading.get());
    reading = std::move(next);
    edits.clear();
    ide::Design design;
    design.now = &reading->project();
    if (const auto file = reading->file(document.path)) edits = ide::fix_all(design, *file).edits;
  }
  all.edits = composed.edits();
  return all;
}

}  // namespace

ide::Action mended(Session& session, const Document& document, const Part& part) {
  MendedFile& known = session.mended;
  const bool again = known.reading.lock() == part.unit->now && known.file == part.file;
  if (!again) known = {part.unit->now, part.file, find_mended(session, document, part)};
  return known.action;
}

}  // namespace joist::lsp
