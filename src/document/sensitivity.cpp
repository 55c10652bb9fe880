// Adds up what each estimate does to the figures that decide something: utilisation, storage, cost.
#include "document/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "emit/results.hpp"

namespace joist::document {
namespace {

bool counts(std::string_view figure) {
  return figure == "utilization" || figure == "storage.bytes" || figure == "storage.growth" ||
         figure == "cost.month";
}

std::string name_of(const Review& review, const analysis::Influence& influence) {
  const std::string figure(influence.figure);
  return influence.component ? review.model().at(influence.component).path + "." + figure : figure;
}

// The variance of its logarithm, up to a factor that all have.
double variance(const Review& review, const analysis::Influence& influence) {
  for (const analysis::Spread& spread : review.results().spreads) {
    if (spread.component != influence.component || spread.figure != influence.figure) continue;
    if (spread.flow || !(spread.low > 0) || !std::isfinite(spread.high)) return 0;
    const double width = std::log(spread.high / spread.low);
    return width * width;
  }
  return 0;
}

}  // namespace

std::vector<Suspect> suspects_of(const Review& review) {
  constexpr double most = 0.5, least = 0.01;
  constexpr std::size_t most_named = 4;
  const std::vector<std::string> names = emit::draw_names(review.model());
  std::vector<Suspect> suspects(names.size());
  std::vector<std::vector<std::string>> decided(names.size());
  double all = 0;
  for (const analysis::Influence& influence : review.results().sensitivity) {
    if (!counts(influence.figure) || influence.draw >= names.size()) continue;
    const double part = influence.share * variance(review, influence);
    suspects[influence.draw].share += part;
    all += part;
    if (influence.share >= most) decided[influence.draw].push_back(name_of(review, influence));
  }
  for (std::size_t i = 0; i < suspects.size(); ++i) {
    suspects[i].name = names[i];
    if (all > 0) suspects[i].share /= all;
    const std::size_t count = decided[i].size();
    if (count > most_named) {
      decided[i].resize(most_named);
      suspects[i].decides =
          fmt::format("`{}` and {} more", fmt::join(decided[i], "`, `"), count - most_named);
    } else if (count > 0) {
      suspects[i].decides = listed(decided[i]);
    }
  }
  std::erase_if(suspects, [](const Suspect& one) { return one.name.empty() || one.share < least; });
  std::stable_sort(suspects.begin(), suspects.end(),
                   [](const Suspect& a, const Suspect& b) { return a.share > b.share; });
  return suspects;
}

}  // namespace joist::document
