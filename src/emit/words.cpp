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

std::string headline_words(const scene::Scene& scene) {
  std::string words;
  for (const scene::Headline& line : scene.headlines) {
    words += fmt::format("{}{} {}", words.empty() ? "" : " \u00b7 ", line.value, line.what);
  }
  return plain(words);
}

std::string finding_words(const scene::Scene& scene, std::string_view indent) {
  std::string words;
  for (const scene::ListedFinding& finding : scene.findings) {
    const std::uint32_t number = finding.badge.number;
    words += fmt::format("{}[{}{}] {}\n", indent, sign_of(finding.badge.severity),
                         number == 0 ? "" : std::to_string(number), plain(finding.message));
    if (!finding.help.empty()) {
      words += fmt::format("{}     \u2192 {}\n", indent, plain(finding.help));
    }
  }
  return words;
}

std::string plain(std::string_view text) {
  std::string result;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == '\n' || byte == '\t')
      result += ' ';
    else if (byte >= 0x20 && byte != 0x7f && c != '`')
      result += c;
  }
  return result;
}

}  // namespace joist::emit
