// A design as it was read once: with the addresses of its files and the lines in them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ide/design.hpp"
#include "lsp/line_index.hpp"
#include "project/draft.hpp"

namespace joist::lsp {

// A place as a client is told of it.
struct Location {
  std::string uri;
  Range range;
};

class Reading {
 public:
  // `paths`: of the files from the root on, as the world resolves them.
  Reading(project::Draft draft, std::vector<std::string> paths);

  const project::Project& project() const { return draft_.project; }
  const project::Settings& settings() const { return settings_; }
  std::optional<std::size_t> fence() const { return fence_; }
  bool is_judged() const { return judged_; }
  // A text with errors gets its findings alone, where another design has the figures. What that
  // one's analysis has found need not be found again; null: there is none.
  void judge(const Reading* good);

  const std::string& path(FileId file) const;  // resolved; empty for the stdlib's
  const std::vector<std::string>& paths() const { return paths_; }
  std::optional<FileId> file(const std::string& path) const;
  std::string_view text(FileId file) const { return project().sources.at(file).text(); }
  Range range(Span span, Encoding encoding) const;
  const LineIndex& lines(FileId file) const;
  // Those of the root, where somebody has them.
  void know_lines(const LineIndex& lines);

 private:
  project::Draft draft_;
  bool judged_ = false;
  project::Kept kept_;
  std::vector<std::string> paths_;
  project::Settings settings_;
  std::optional<std::size_t> fence_;
  mutable std::map<std::uint32_t, LineIndex> lines_;  // by file, once somebody asks
};

}  // namespace joist::lsp
