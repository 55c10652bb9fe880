// What the last design that could be read says about the text as it stands now.
#pragma once

#include <optional>

#include "ide/design.hpp"

namespace joist::ide {

// True where it is another than the one that stands there now.
bool has_last_good(const Design& design);
// Whether names may be missing since their statement can't be read. It hangs on the text alone, not
// on how far an editor has let us get with it.
bool has_unread(const project::Project& project);
// The same file in it.
std::optional<FileId> last_good_file(const Design& design, FileId file);
// Where stretches of one of its files stand now. What lies before and behind the text that changed
// is taken for the same.
class Shift {
 public:
  Shift(const Design& design, FileId good);
  // Nothing where something was written into it.
  std::optional<Span> operator()(Span good) const;

 private:
  std::optional<FileId> file_;  // now
  std::size_t first_ = 0;       // bytes that are the same from the beginning
  std::size_t before_ = 0;      // where those begin that are the same to the end
  std::size_t shift_ = 0;       // of these; wraps round, and back again when it is added
};

// The word that the cursor stands in or at; empty where there is none.
Span word_at(std::string_view text, const Spot& spot);

// A word that stands for nothing now, as its statement can't be read, and what it stood for.
struct LostName {
  Span word;
  model::Reference meant;  // in the last good design
};
std::optional<LostName> lost_name(const Spot& spot);

}  // namespace joist::ide
