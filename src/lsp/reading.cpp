// Keeps what was read together with where it came from.
#include "lsp/reading.hpp"

namespace joist::lsp {

Reading::Reading(project::Draft draft, std::vector<std::string> paths)
    : draft_(std::move(draft)),
      paths_(std::move(paths)),
      settings_(draft_.settings),
      fence_(draft_.options.fence) {}

void Reading::judge(const Reading* good) {
  if (judged_) return;
  draft_.options.even_broken = good == nullptr;
  if (good != nullptr) kept_ = good->kept_;
  project::Project project = project::judged(std::move(draft_), &kept_);
  draft_.project = std::move(project);
  judged_ = true;
}

const std::string& Reading::path(FileId file) const {
  static const std::string none;
  const std::size_t root = project().root;
  const bool own = file && file.index() >= root && file.index() - root < paths_.size();
  return own ? paths_[file.index() - root] : none;
}

std::optional<FileId> Reading::file(const std::string& path) const {
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    if (paths_[i] == path) return FileId(project().root + i);
  }
  return std::nullopt;
}

const LineIndex& Reading::lines(FileId file) const {
  const auto known = lines_.find(file.value);
  if (known != lines_.end()) return known->second;
  return lines_.emplace(file.value, LineIndex(text(file))).first->second;
}

void Reading::know_lines(const LineIndex& lines) {
  lines_.emplace(FileId(project().root).value, lines);
}

Range Reading::range(Span span, Encoding encoding) const {
  const LineIndex& index = lines(span.file);
  return {index.position(text(span.file), span.begin, encoding),
          index.position(text(span.file), span.end, encoding)};
}

}  // namespace joist::lsp
