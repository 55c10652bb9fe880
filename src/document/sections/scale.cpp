// The design along its stages: what was changed, what breaks, what mends it.
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/blocks.hpp"
#include "document/drawing.hpp"
#include "document/figures.hpp"
#include "document/section.hpp"
#include "document/story.hpp"
#include "document/words.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

using emit::Act;
using emit::Broken;

std::vector<Words> changes_of(const Act& act) {
  constexpr std::size_t most = 24;
  std::vector<Words> words;
  for (const std::string& change : act.changes) {
    if (words.size() == most) {
      words.push_back(plain(fmt::format("and {} more changes", act.changes.size() - most)));
      break;
    }
    words.push_back(told(change));
  }
  return words;
}

Words broken_of(const Act& act) {
  std::vector<Words> words;
  for (const Broken& broken : act.broken) {
    Words one = plain("\u00d7 ", Look::bad);
    one += code(broken.name);
    one += plain(" at " + quantity::share_text(broken.utilization), Look::bad);
    if (!broken.enough.empty()) one += plain("; " + broken.enough + " carry it");
    words.push_back(std::move(one));
  }
  if (words.empty() && !emit::tight(act).empty())
    return told("! it holds, but past the headroom wanted: " + listed(emit::tight(act)),
                Look::caution);
  if (words.empty()) return plain("\u2713 it holds", Look::good);
  return joined(words, "; ");
}

Words next_of(const Act& act) {
  for (const emit::Ceiling& each : act.ceilings) {
    if (each.factor <= 1 || !std::isfinite(each.factor)) continue;
    Words words = code(each.name);
    words += plain(" at " + factor_text(each.factor));
    return words;
  }
  return {};
}

Card card_of(const Act& act, std::size_t index) {
  Card card;
  card.id = fmt::format("act-{}", index + 1);
  card.tone = act.broken.empty() ? Look::plain : Look::bad;
  card.head = plain(act.is_base ? "As it stands" : act.label, Look::strong);
  if (act.load > 0)
    card.head += plain(fmt::format(", {} at the peak", quantity::rate_text(act.load)));
  if (act.cost > 0) card.head += plain(fmt::format(", {} a month", quantity::money_text(act.cost)));
  const Words changes = joined(changes_of(act), "; ");
  if (!changes.empty()) card.lines.emplace_back("changes", changes);
  card.lines.emplace_back(act.broken.empty() ? "" : "breaks", broken_of(act));
  const Words next = next_of(act);
  if (!next.empty()) card.lines.emplace_back("next to break", next);
  return card;
}

void tell(const Review& review, Section& section) {
  const emit::Story story = story_of(review.project);
  if (auto chart = scale_chart_of(review, story)) section.blocks.push_back(std::move(*chart));
  if (story.acts.size() < 2) return;
  for (std::size_t i = 0; i < story.acts.size(); ++i)
    section.blocks.push_back(card_of(story.acts[i], i));
}

}  // namespace

extern const Chapter scale;
constexpr Chapter scale = {8, "scaling", "The scaling story", tell};

}  // namespace joist::document::sections
