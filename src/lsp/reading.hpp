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
  const std::string& theme() const { return theme_; }  // as joist.toml says
  bool is_judged() const { return judged_; }
  // A text with errors gets its findings alone, where another design has the figures.
  void judge(bool even_broken);

  const std::string& path(FileId file) const;  // resolved; empty for the stdlib's
  const std::vector<std::string>& paths() const { return paths_; }
  std::optional<FileId> file(const std::string& path) const;
  std::string_view text(FileId file) const { return project().sources.at(file).text(); }
  Range range(Span span, Encoding encoding) const;
  const LineIndex& lines(FileId file) const;

 private:
  project::Draft draft_;
  bool judged_ = false;
  std::vector<std::string> paths_;
  std::string theme_;
  mutable std::map<std::uint32_t, LineIndex> lines_;  // by file, once somebody asks
};

}  // namespace joist::lsp
