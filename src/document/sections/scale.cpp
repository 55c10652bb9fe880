// The design along its stages: what was changed, what breaks, what mends it.
#include <cmath>

#include <fmt/format.h>

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

Words changes_of(const Act& act) {
  constexpr std::size_t most = 14;
  std::vector<Words> words;
  for (const std::string& change : act.changes) {
    if (words.size() == most) {
      words.push_back(plain(fmt::format("and {} more changes", act.changes.size() - most)));
      break;
    }
    words.push_back(told(change));
  }
  return joined(words, "; ");
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

void tell(const Review& review, Section& section) {
  const emit::Story story = story_of(review.project);
  if (auto chart = scale_chart_of(review, story)) section.blocks.push_back(std::move(*chart));
  if (story.acts.size() < 2) return;
  Table& table = add_table(section, "Stage by stage, by the load",
                           {"Stage", " At the peak", "What changes",
                            "What breaks, and what mends it", "Next to break", " Cost a month"});
  for (const Act& act : story.acts) {
    table.rows.push_back({plain(act.label, act.is_base ? Look::quiet : Look::strong),
                          plain(act.load > 0 ? quantity::rate_text(act.load) : ""), changes_of(act),
                          broken_of(act), next_of(act),
                          plain(act.cost > 0 ? quantity::money_text(act.cost) : "")});
  }
}

}  // namespace

extern const Chapter scale;
constexpr Chapter scale = {8, "scaling", "The scaling story", tell};

}  // namespace joist::document::sections
