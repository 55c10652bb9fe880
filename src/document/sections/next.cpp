// Where to invest next: what holds the design back most, by headroom, time down, spread and money.
#include <cmath>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "analysis/scale.hpp"
#include "document/blocks.hpp"
#include "document/dive_parts.hpp"
#include "document/figures.hpp"
#include "document/section.hpp"
#include "document/sensitivity.hpp"
#include "document/words.hpp"
#include "lint/faults.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

using quantity::share_text;

// How many carry so many times the load, where that is more than there are.
std::string what_carries(const Review& review, ComponentId id, const analysis::CapacityResult& then,
                         double factor) {
  if (!then.known || !then.needed || *then.needed <= then.instances) return {};
  const bool one = *then.needed == 1;
  return fmt::format("{} {} {} the load",
                     lint::enough(review.facts(), id, *then.needed, then.by_shards),
                     one ? "carries" : "carry", factor_text(factor));
}

void by_headroom(const Review& review, Table& table) {
  constexpr double soon = 3;
  constexpr std::size_t most = 3;
  std::size_t told_of = 0;
  std::optional<analysis::Scaled> then;
  for (const analysis::Break& each : review.results().scale) {
    if (each.factor > soon || ++told_of > most) break;
    if (!then) then = analysis::scaled(review.model(), soon);
    Words why =
        plain(each.factor <= 1 ? "it is past its headroom already"
                               : "its headroom ends at " + factor_text(each.factor) + " the load");
    const bool is_limit = each.why == analysis::Limit::limit;
    Words what = plain(is_limit ? "a higher limit: it refuses what is above"
                                : what_carries(review, each.component,
                                               then->capacity[each.component.index()], soon));
    table.rows.push_back({component(review.model(), each.component), plain("capacity"),
                          std::move(why), std::move(what)});
  }
}

void by_time_down(const Review& review, Table& table) {
  const model::Model& model = review.model();
  constexpr double least = 0.2, hardly = 60;  // share of the time down; seconds a year
  std::vector<std::pair<std::uint32_t, std::size_t>> seen;
  for (std::size_t f = 0; f < review.results().flow_availability.size(); ++f) {
    const auto& found = review.results().flow_availability[f];
    if (!found.known || found.down * analysis::seconds_a_year < hardly) continue;
    const analysis::Importance* worst = nullptr;
    for (const analysis::Importance& part : found.importance)
      if (part.component && (worst == nullptr || part.criticality > worst->criticality))
        worst = &part;
    if (worst == nullptr || worst->criticality < least) continue;
    Words why = plain(share_text(worst->criticality) + " of the time down of ");
    why += flow(model, FlowId(f));
    why += plain(", " + quantity::time_text(found.down * analysis::seconds_a_year) + " a year");
    table.rows.push_back({component(model, worst->component), plain("availability"), std::move(why),
                          plain(lint::is_managed(review.facts(), worst->component)
                                    ? "a second one beside it, or a way round it"
                                    : "another copy, or a way round it")});
  }
}

void by_spread(const Review& review, Table& table) {
  const std::vector<Suspect> suspects = suspects_of(review);
  if (suspects.empty()) return;
  table.rows.push_back(
      {code(suspects.front().name), plain("certainty"),
       plain(share_text(suspects.front().share) + " of the spread of all figures comes from it"),
       plain("measure it before anything is built on it")});
}

void by_money(const Review& review, Table& table) {
  constexpr double least = 0.3;
  const analysis::CostResult& all = review.results().cost;
  if (!all.known || !(all.month > 0)) return;
  std::size_t worst = 0;
  const auto& costs = review.results().costs;
  for (std::size_t i = 0; i < costs.size(); ++i)
    if (costs[i].month > costs[worst].month) worst = i;
  const double share = costs[worst].month / all.month;
  if (share < least) return;
  table.rows.push_back({component(review.model(), ComponentId(worst)),
                        plain("cost"),
                        plain(fmt::format("{} of the bill, {} a month", share_text(share),
                                          quantity::money_text(costs[worst].month))),
                        {}});
}

void tell(const Review& review, Section& section) {
  Table& table = add_table(section, "What holds the design back most",
                           {"Invest in", "For", "Because", "What would do"});
  by_headroom(review, table);
  by_time_down(review, table);
  by_spread(review, table);
  by_money(review, table);
  drop_empty(section);
}

}  // namespace

extern const Chapter next;
constexpr Chapter next = {13, "next", "Where to invest next", tell};

}  // namespace joist::document::sections
