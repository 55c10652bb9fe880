// The stages of a design as plain text.
#include "emit/strip_text.hpp"

#include <fmt/format.h>

#include "emit/words.hpp"

namespace joist::emit {

std::string strip_text(const scene::Strip& strip) {
  std::string out;
  if (!strip.whole.title.empty()) out += plain(strip.whole.title) + "\n";
  if (!strip.whole.subtitle.empty()) out += plain(strip.whole.subtitle) + "\n";
  for (const scene::Shot& shot : strip.shots) {
    out += fmt::format("\n{}\n", plain(shot.label));
    if (const std::string line = headline_words(shot.scene); !line.empty()) {
      out += fmt::format("  {}\n", line);
    }
    for (const std::string& change : shot.changes) out += fmt::format("  {}\n", plain(change));
    const std::string broken = finding_words(shot.scene, "  ");
    out += broken;
    for (const std::string& line : shot.still) out += fmt::format("  {}\n", plain(line));
    if (broken.empty() && shot.still.empty()) out += fmt::format("  {}\n", shot.calm);
  }
  return out;
}

}  // namespace joist::emit
