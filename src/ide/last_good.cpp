// Lays the last good text beside the one of now.
#include "ide/last_good.hpp"

#include <algorithm>

#include "ide/tokens.hpp"

namespace joist::ide {

namespace {

std::optional<FileId> file_of(const project::Project& project, const std::string& path) {
  for (std::size_t i = project.root; i < project.sources.size(); ++i) {
    if (project.sources.at(FileId(i)).path() == path) return FileId(i);
  }
  return std::nullopt;
}

}  // namespace

bool has_last_good(const Design& design) {
  return design.good != nullptr && design.good != design.now;
}

bool has_unread(const project::Project& project) {
  for (std::size_t i = project.root; i < project.files.size(); ++i) {
    const auto& findings = project.files[i].findings;
    const bool broken = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
      return finding.severity == Severity::error;
    });
    if (broken) return true;
  }
  return false;
}

std::optional<FileId> last_good_file(const Design& design, FileId file) {
  if (!has_last_good(design)) return std::nullopt;
  return file_of(*design.good, design.now->sources.at(file).path());
}

Shift::Shift(const Design& design, FileId good)
    : file_(file_of(*design.now, design.good->sources.at(good).path())) {
  if (!file_) return;
  const std::string& before = design.good->sources.at(good).text();
  const std::string& after = design.now->sources.at(*file_).text();
  const std::size_t least = std::min(before.size(), after.size());
  while (first_ < least && before[first_] == after[first_]) ++first_;
  std::size_t last = 0;  // bytes at the end that are the same
  while (last < least - first_ &&
         before[before.size() - 1 - last] == after[after.size() - 1 - last]) {
    ++last;
  }
  before_ = before.size() - last;
  shift_ = after.size() - before.size();
}

std::optional<Span> Shift::operator()(Span good) const {
  if (!file_) return std::nullopt;
  if (good.end <= first_) return Span{*file_, good.begin, good.end};
  if (good.begin < before_) return std::nullopt;
  return Span{*file_, static_cast<std::uint32_t>(good.begin + shift_),
              static_cast<std::uint32_t>(good.end + shift_)};
}

Span word_at(std::string_view text, const Spot& spot) {
  std::uint32_t begin = spot.offset, end = spot.offset;
  while (begin > 0 && is_name_byte(text[begin - 1])) --begin;
  while (end < text.size() && is_name_byte(text[end])) ++end;
  return {spot.file, begin, end};
}

std::optional<LostName> lost_name(const Spot& spot) {
  if (!has_last_good(spot.design)) return std::nullopt;
  const std::string_view text = spot.text();
  const Span word = word_at(text, spot);
  const std::string_view name = text.substr(word.begin, word.end - word.begin);
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0) {
    return std::nullopt;
  }
  for (const model::Reference& reference : spot.design.good->references) {
    if (reference.use != reference.declaration) continue;
    if (spot.design.good->sources.text(reference.use) == name) return LostName{word, reference};
  }
  return std::nullopt;
}

}  // namespace joist::ide
