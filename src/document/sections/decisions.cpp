// The decisions: what was chosen over what, why, at what price, and until when.
#include <fmt/format.h>

#include "document/blocks.hpp"
#include "document/section.hpp"
#include "document/words.hpp"
#include "lint/figures.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

Words reached_at(const Review& review, std::size_t index) {
  for (const project::Stage& stage : review.project.stages) {
    if (index >= stage.model.decisions.size()) continue;
    const auto& until = stage.model.decisions[index].until;
    if (!until) continue;
    const lint::Verdict later =
        lint::judge({stage.model, stage.results, review.project.findings}, *until);
    if (later.holds.value_or(false))
      return plain(fmt::format("; it is reached at the stage \u201c{}\u201d", stage.label),
                   Look::caution);
  }
  return {};
}

Words state_of(const Review& review, std::size_t index) {
  const model::Decision& decision = review.model().decisions[index];
  Words words = plain(decision.until_text, Look::code);
  const lint::Verdict verdict = lint::judge(review.facts(), *decision.until);
  if (!verdict.holds) {
    words += plain(" (not known)", Look::caution);
    return words;
  }
  words += plain(": " + lint::compared_sides(verdict) + ", ");
  words += *verdict.holds ? plain("! reached: decide again", Look::caution)
                          : plain("\u2713 not reached", Look::good);
  if (verdict.chance && *verdict.chance > 0.05 && *verdict.chance < 0.95)
    words += plain(
        fmt::format(" (in {} of the estimates it is)", quantity::share_text(1 - *verdict.chance)),
        Look::caution);
  if (!*verdict.holds) words += reached_at(review, index);
  return words;
}

void tell(const Review& review, Section& section) {
  for (std::size_t i = 0; i < review.model().decisions.size(); ++i) {
    const model::Decision& decision = review.model().decisions[i];
    Card card;
    card.id = fmt::format("decision-{}", i + 1);
    card.head = plain(decision.choice, Look::strong);
    std::string over;
    for (const std::string& other : decision.over) over += (over.empty() ? "" : "; ") + other;
    if (!over.empty()) card.lines.emplace_back("over", plain(over));
    if (!decision.because.empty()) card.lines.emplace_back("because", plain(decision.because));
    card.lines.emplace_back("but", decision.but.empty() ? plain("no price is named", Look::caution)
                                                        : plain(decision.but));
    if (decision.until) card.lines.emplace_back("until", state_of(review, i));
    section.blocks.push_back(std::move(card));
  }
}

}  // namespace

extern const Chapter decisions;
constexpr Chapter decisions = {12, "decisions", "Decisions", tell};

}  // namespace joist::document::sections
