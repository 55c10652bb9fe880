// Makes a card of a finding: what was seen, where, the arithmetic, what would mend it.
#include "document/findings.hpp"

#include <fmt/format.h>

#include "document/words.hpp"
#include "quantity/display.hpp"

namespace joist::document {
namespace {

Look tone(const Finding& finding) {
  if (finding.allowed) return Look::quiet;
  return finding.severity == Severity::error     ? Look::bad
         : finding.severity == Severity::warning ? Look::caution
                                                 : Look::quiet;
}

}  // namespace

std::string finding_id(std::size_t index) {
  return fmt::format("finding-{}", index + 1);
}

Card finding_card(const Review& review, std::size_t index) {
  const Finding& finding = review.project.findings[index];
  Card card;
  card.id = finding_id(index);
  card.tone = tone(finding);
  card.head = verdict(finding.severity);
  card.head += plain(" ");
  card.head += told(finding.message, Look::strong);
  if (finding.chance)
    card.lines.emplace_back(
        "how likely",
        plain(fmt::format("in {} of the estimates", quantity::share_text(*finding.chance))));
  for (const std::string& note : finding.notes) card.lines.emplace_back("", told(note));
  if (!finding.help.empty()) card.lines.emplace_back("help", told(finding.help));
  if (finding.allowed) card.lines.emplace_back("allowed", plain(*finding.allowed));
  Words where = plain(finding.rule);
  const std::string place = review.place(finding.span);
  if (!place.empty()) where += plain(", " + place);
  if (!finding.subject.empty()) {
    where += plain(", about ");
    where += code(finding.subject);
  }
  if (!finding.stage.empty())
    where += plain(fmt::format(", at the stage \u201c{}\u201d", finding.stage));
  card.lines.emplace_back("rule", std::move(where));
  return card;
}

}  // namespace joist::document
