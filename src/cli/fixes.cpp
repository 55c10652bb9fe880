// Chooses fixes that do not touch each other, applies them and looks again.
#include "cli/fixes.hpp"

#include <algorithm>

#include "base/lines.hpp"
#include "base/overlay.hpp"

namespace joist::cli {

namespace {

// A round mends at least one finding; fixes that undo each other end here.
constexpr int most_rounds = 20;

// Edits that leave each other alone, by file and place.
class Taken {
 public:
  // Two that overlap or begin at one place would depend on their order.
  bool leaves_alone(const Edit& edit) const {
    const auto after = edits_.lower_bound(edit.span);
    if (after != edits_.end() && after->first.file == edit.span.file) {
      const Span& next = after->first;
      if (next.begin == edit.span.begin || next.begin < edit.span.end) return false;
    }
    if (after == edits_.begin()) return true;
    const Span& previous = std::prev(after)->first;
    const bool same_start = previous.begin == edit.span.begin;
    return previous.file != edit.span.file || (previous.end <= edit.span.begin && !same_start);
  }
  void take(const Fix& fix) {
    for (const Edit& edit : fix.edits) edits_.emplace(edit.span, edit.text);
  }
  const std::map<Span, std::string>& edits() const { return edits_; }

 private:
  std::map<Span, std::string> edits_;
};

const Fix* chosen(const Finding& finding, bool unsafe) {
  if (finding.allowed) return nullptr;
  for (const Fix& fix : finding.fixes) {
    if (fix.safe && !fix.edits.empty()) return &fix;
  }
  return unsafe && !finding.fixes.empty() && !finding.fixes.front().edits.empty()
             ? &finding.fixes.front()
             : nullptr;
}

bool fits(const Fix& fix, const Taken& taken, std::size_t first_fixable) {
  return std::all_of(fix.edits.begin(), fix.edits.end(), [&](const Edit& edit) {
    const bool own = edit.span.file && edit.span.file.index() >= first_fixable;
    return own && taken.leaves_alone(edit);
  });
}

// One design, mended in the overlay until nothing changes.
class Mender {
 public:
  Mender(const Call& call, Overlay& overlay, bool unsafe, Fixed& fixed)
      : call_(call), overlay_(overlay), unsafe_(unsafe), fixed_(fixed) {}

  void mend(Input& input) {
    const Settled settled = settings_for(call_, input.path);
    fixed_.error = settled.error;
    for (int round = 0; round < most_rounds && fixed_.error.empty(); ++round) {
      const project::Project project = load(overlay_, input, settled.settings);
      const auto changed =
          apply(project.sources, project.findings, unsafe_, project.root, fixed_.count);
      if (changed.empty()) return;
      for (const auto& [file, text] : changed) take(project.sources.at(file), text, input);
    }
  }

 private:
  void take(const Source& source, const std::string& text, Input& input) {
    const auto known =
        std::find_if(fixed_.files.begin(), fixed_.files.end(),
                     [&](const FixedFile& each) { return each.path == source.path(); });
    if (known != fixed_.files.end()) {
      known->after = text;
    } else {
      fixed_.files.push_back({source.path(), source.text(), text});
    }
    if (source.path() == input.path) input.text = text;
    overlay_.write(source.path(), text);
  }

  const Call& call_;
  Overlay& overlay_;
  bool unsafe_;
  Fixed& fixed_;
};

}  // namespace

std::map<FileId, std::string> apply(const Sources& sources, const std::vector<Finding>& found,
                                    bool unsafe, std::size_t first_fixable, std::size_t& count) {
  Taken taken;
  for (const Finding& finding : found) {
    const Fix* fix = chosen(finding, unsafe);
    if (fix == nullptr || !fits(*fix, taken, first_fixable)) continue;
    taken.take(*fix);
    ++count;
  }
  // From the end of each file, so that offsets before an edit stay right.
  std::map<FileId, std::string> texts;
  const auto& edits = taken.edits();
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    const Span& span = edit->first;
    std::string& text = texts.try_emplace(span.file, sources.at(span.file).text()).first->second;
    text.replace(span.begin, span.end - span.begin,
                 with_line_ends_of(sources.at(span.file).text(), edit->second));
  }
  std::erase_if(texts,
                [&](const auto& entry) { return entry.second == sources.at(entry.first).text(); });
  return texts;
}

Fixed fix(const Call& call, std::vector<Input>& inputs, bool unsafe) {
  Fixed fixed;
  Overlay overlay(call.world);
  Mender mender(call, overlay, unsafe, fixed);
  for (Input& input : inputs) {
    // An earlier design may have mended this one, as its import.
    const auto mended = overlay.texts.find(call.world.resolve(input.path));
    if (mended != overlay.texts.end()) input.text = mended->second;
    mender.mend(input);
  }
  // Of several designs in one file each has mended its own part.
  for (Input& input : inputs) {
    const auto mended = overlay.texts.find(call.world.resolve(input.path));
    if (mended != overlay.texts.end()) input.text = mended->second;
  }
  std::sort(fixed.files.begin(), fixed.files.end(),
            [](const FixedFile& a, const FixedFile& b) { return a.path < b.path; });
  return fixed;
}

}  // namespace joist::cli
