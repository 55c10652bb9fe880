// A stretch of bytes in one source file. Lines and columns are computed only where they are shown.
#pragma once

#include <compare>
#include <cstdint>

#include "base/id.hpp"

namespace joist {

using FileId = Id<struct FileTag>;

// Half open: [begin, end) in bytes from the start of the file.
struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend constexpr bool operator==(const Span&, const Span&) = default;
  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

constexpr bool encloses(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

}  // namespace joist
