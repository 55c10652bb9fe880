// Keeps a text in pieces (a piece table: Crowley, "Data Structures for Text Sequences", 1998).
#include "ide/composed.hpp"

#include <algorithm>
#include <utility>

namespace joist::ide {

ComposedEdits::ComposedEdits(FileId file, std::string_view before) : file_(file), before_(before) {
  pieces_.push_back({0, before.size(), "", false});
}

std::size_t ComposedEdits::cut(std::size_t offset) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (at >= offset) return i;
    const std::size_t size = pieces_[i].size();
    if (at + size > offset) {
      Piece behind = pieces_[i];
      const std::size_t kept = offset - at;
      if (behind.is_written) {
        behind.written.erase(0, kept);
        pieces_[i].written.erase(kept);
      } else {
        behind.begin += kept;
        pieces_[i].end = behind.begin;
      }
      pieces_.insert(pieces_.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(behind));
      return i + 1;
    }
    at += size;
  }
  return pieces_.size();
}

// The last first, so that places before it stay right.
void ComposedEdits::apply(std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span < b.span; });
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    const std::size_t first = cut(edit->span.begin);
    const std::size_t last = edit->span.begin == edit->span.end ? first : cut(edit->span.end);
    const auto begin = pieces_.begin() + static_cast<std::ptrdiff_t>(first);
    pieces_.erase(begin, pieces_.begin() + static_cast<std::ptrdiff_t>(last));
    pieces_.insert(pieces_.begin() + static_cast<std::ptrdiff_t>(first),
                   {0, 0, std::move(edit->text), true});
  }
}

std::string ComposedEdits::text() const {
  std::string text;
  for (const Piece& piece : pieces_) {
    text += piece.is_written ? std::string_view(piece.written)
                             : std::string_view(before_).substr(piece.begin, piece.size());
  }
  return text;
}

std::vector<Edit> ComposedEdits::edits() const {
  std::vector<Edit> edits;
  std::size_t at = 0;  // of the text before
  std::string written;
  const auto write_until = [&](std::size_t next) {
    if (next > at || !written.empty())
      edits.push_back({{file_, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(next)},
                       std::exchange(written, "")});
  };
  for (const Piece& piece : pieces_) {
    if (piece.is_written) {
      written += piece.written;
    } else if (piece.size() > 0) {
      write_until(piece.begin);
      at = piece.end;
    }
  }
  write_until(before_.size());
  return edits;
}

}  // namespace joist::ide
