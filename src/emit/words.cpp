// Words without their typography.
#include "emit/words.hpp"

#include <fmt/core.h>

namespace joist::emit {

std::string quiet_words(const scene::Box& box) {
  if (box.load.empty() || box.quiet.empty()) return box.quiet + box.load;
  return fmt::format("{} \u00b7 {}", box.quiet, box.load);
}

std::string row_words(const scene::CardRow& row) {
  return row.mark.empty() ? fmt::format("{} {}", row.name, row.type)
                          : fmt::format("{} {} {}", row.name, row.type, row.mark);
}

std::string words_of(const scene::Box& box) {
  std::string words = box.label;
  const std::string quiet = quiet_words(box);
  if (!quiet.empty()) words += fmt::format("\n{}", quiet);
  for (const scene::CardRow& row : box.rows) words += "\n" + row_words(row);
  if (box.meter) words += fmt::format("\n{} ({})", box.meter->load, box.meter->share);
  return words;
}

std::vector<std::string> rows_of(const scene::Line& line) {
  std::vector<std::string> rows;
  for (const scene::PillRow& row : line.pill) {
    const bool both = !row.rate.empty() && !row.text.empty();
    rows.push_back(both ? fmt::format("{} {}", row.rate, row.text) : row.rate + row.text);
  }
  return rows;
}

std::string words_of(const scene::Line& line) {
  std::string words;
  for (const std::string& row : rows_of(line)) {
    words += words.empty() ? row : fmt::format("\n{}", row);
  }
  return words;
}

std::string_view sign_of(Severity severity) {
  return severity == Severity::error ? "\u00d7" : severity == Severity::warning ? "!" : "i";
}

}  // namespace joist::emit
