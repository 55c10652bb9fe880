// A design as an editor asks about it: the text as it stands, and the last one that could be read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "project/project.hpp"

namespace joist::ide {

// Uses of names by place, and all uses of what one of them means.
class Names {
 public:
  Names() = default;
  explicit Names(const std::vector<model::Reference>& references) : references_(&references) {}

  // Those that hold the byte or end before it; several where a body stands for several things.
  std::vector<model::Reference> at(FileId file, std::uint32_t offset) const;
  // By place; the declaration is one of them.
  std::vector<Span> uses_of(const model::Reference& meant) const;

 private:
  const std::vector<model::Reference>* references_ = nullptr;
};

struct Design {
  const project::Project* now = nullptr;   // of the text as it stands; results may be missing
  const project::Project* good = nullptr;  // the last one without errors of language; may be `now`

  Names names() const { return Names(now->references); }
  // With figures that can be relied on: of the good one, where there is one.
  const project::Project& figures() const { return good != nullptr ? *good : *now; }
};

// A byte of a file of a design.
struct Spot {
  Design design;
  FileId file;
  std::uint32_t offset = 0;

  // What was read: of Markdown the block alone, at its place.
  std::string_view text() const;
  const syntax::File& tree() const { return design.now->files[file.index()]; }
};

// Where a statement of the file begins, a few of them before the spot: up to there no block is open
// and nothing is wrong. 0 where there is none such.
std::uint32_t begin_before(const Spot& spot);

// What is wrong with the text itself, as against with the design.
bool is_language_error(const Finding& finding);

// The nodes that hold a byte or end before it, from the file's down to the smallest.
std::vector<syntax::Ref> nodes_at(const syntax::File& file, std::uint32_t offset);

}  // namespace joist::ide
