// What it costs a month, by part, by flow and for each request; tokens with it.
#include <algorithm>

#include <fmt/format.h>

#include "document/blocks.hpp"
#include "document/figures.hpp"
#include "document/section.hpp"
#include "document/words.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

using analysis::CostResult;
using quantity::money_text;

void tell_components(const Review& review, Section& section) {
  const analysis::Results& results = review.results();
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < results.costs.size(); ++i)
    if (results.costs[i].known && results.costs[i].month > 0) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return results.costs[a].month > results.costs[b].month;
  });
  Table& table =
      add_table(section, "By part", {"Component", " A month", " Share", " Tokens at the peak"});
  for (const std::size_t i : order) {
    const ComponentId id(i);
    const double tokens = results.tokens[i];
    table.rows.push_back(
        {component(review.model(), id),
         plain(ranged(review, id, {}, "cost.month", results.costs[i].month, money_text)),
         plain(results.cost.month > 0
                   ? quantity::share_text(results.costs[i].month / results.cost.month)
                   : ""),
         plain(tokens > 0 ? quantity::count_text(tokens) + "/s" : "")});
  }
}

void tell_flows(const Review& review, Section& section) {
  const analysis::Results& results = review.results();
  Table& table = add_table(section, "By flow", {"Flow", " A month", " A request"});
  for (std::size_t f = 0; f < results.flow_costs.size(); ++f) {
    const CostResult& cost = results.flow_costs[f];
    const FlowId id(f);
    if (!cost.known || !(cost.month > 0)) continue;
    table.rows.push_back({flow(review.model(), id),
                          plain(ranged(review, {}, id, "cost.month", cost.month, money_text)),
                          plain(cost.per_request > 0 ? ranged(review, {}, id, "cost.per_request",
                                                              cost.per_request, money_text)
                                                     : "")});
  }
}

void tell(const Review& review, Section& section) {
  const CostResult& all = review.results().cost;
  if (!all.known || !(all.month > 0)) return;
  std::string words =
      fmt::format("{} a month", ranged(review, {}, {}, "cost.month", all.month, money_text));
  if (all.per_request > 0)
    words += fmt::format(", {} a request",
                         ranged(review, {}, {}, "cost.per_request", all.per_request, money_text));
  std::vector<ComponentId> free;
  for (std::size_t i = 0; i < review.results().costs.size(); ++i) {
    const ComponentId id(i);
    const model::Role role = review.model().at(id).role;
    if (review.is_loaded(id) && role != model::Role::source && !review.results().costs[i].known &&
        review.results().costs[i].uncounted.empty())
      free.push_back(id);
  }
  say(section, words + ", of what is priced.");
  if (!free.empty()) {
    Words missing = plain("No price is stated of ");
    missing += components(review.model(), free);
    missing += plain(".");
    say(section, std::move(missing));
  }
  if (!all.uncounted.empty()) {
    Words missing = plain("How much is priced of ");
    missing += components(review.model(), all.uncounted);
    missing += plain(" is not known: it is not in the sum.");
    say(section, std::move(missing));
  }
  tell_components(review, section);
  tell_flows(review, section);
  drop_empty(section);
}

}  // namespace

extern const Chapter cost;
constexpr Chapter cost = {11, "cost", "Cost", tell};

}  // namespace joist::document::sections
