// Compares what can be guessed of candidates, and orders the cells of those that promise most.
#include "layout/plan.hpp"

#include <algorithm>

#include "layout/candidates.hpp"
#include "layout/columns.hpp"
#include "layout/page_cost.hpp"
#include "layout/sweeping.hpp"

namespace joist::layout {
namespace {

// All of bare cells. Above the first, an engine looks for the order.
constexpr std::size_t few_cells = 1400;
constexpr std::size_t most_finished = 1400;  // all finalists together have so many
constexpr std::size_t most_ordered = 2800;   // those of all starts together
constexpr std::size_t most_swept = 3000;     // with more, not even a sweep is tried for a guess

constexpr std::size_t most_wrapped = 60;  // nodes: of more, rows stay as they are
constexpr double maybe_wide = 0.95;       // of a column of text, as far as can be guessed

constexpr std::size_t most_finalists = 4, most_large_finalists = 3;
constexpr std::size_t large_cells = 250;
constexpr std::size_t most_starts = 14;
constexpr std::size_t most_orders = 5;    // of one finalist, that are drawn
constexpr std::size_t most_drawn = 1000;  // all drawings together have so many cells, with pills
constexpr double open_margin = 0.3;       // by so much a guess may be wrong
constexpr double open_share = 1.25;       // an order that costs so much more may still look better

struct Candidate {
  Plan plan;
  double cost = 0;  // by a guess
};

// From a sweep alone.
std::size_t likely_crossings(const Layers& bare) {
  constexpr double left_by_improving = 0.65;
  if (bare.cells.size() > most_swept) return 0;
  const Order order(bare, sweep(bare, free_start));
  return static_cast<std::size_t>(left_by_improving *
                                  static_cast<double>(count_crossings(bare, order)));
}

// The few that are worth being drawn.
std::vector<Plan> finalists(std::vector<Candidate> all) {
  std::stable_sort(all.begin(), all.end(),
                   [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
  std::vector<Plan> result;
  std::size_t cells = 0;
  for (Candidate& candidate : all) {
    cells += candidate.plan.bare.cells.size();
    const bool open = candidate.cost < all.front().cost + open_margin && cells <= most_finished;
    if (!result.empty() && !open) break;
    result.push_back(std::move(candidate.plan));
    if (result.size() == (cells > large_cells ? most_large_finalists : most_finalists)) break;
  }
  return result;
}

Choice order_from(const Layers& bare, int start) {
  Order order(bare, sweep(bare, start));
  improve(bare, order, improving_effort(bare) / 2, 1);
  return weigh(bare, order);
}

// The best first, then others that begin with the author's order; at most `count` of them. `cells`
// are those of all starts together.
std::vector<Choice> orders(const Layers& bare, std::size_t cells, std::size_t count) {
  const std::size_t tries =
      std::clamp<std::size_t>(cells / (bare.cells.size() + 1), 2, most_starts);
  std::vector<Choice> all;
  for (int start = 0; start <= free_start; ++start)
    if (tries > free_start || start == 0 || start == free_start)
      all.push_back(order_from(bare, start));
  std::stable_sort(all.begin(), all.end(),
                   [](const Choice& a, const Choice& b) { return a.cost < b.cost; });
  Choice best = all.front();
  for (int start = free_start + 1; start < static_cast<int>(tries); ++start) {
    Choice choice = order_from(bare, start);
    if (beats(choice, best)) best = std::move(choice);
  }
  std::vector<Choice> result{std::move(best)};
  for (Choice& choice : all) {
    const bool open = choice.cost < open_share * result.front().cost;
    const bool known = std::any_of(result.begin(), result.end(), [&](const Choice& other) {
      return other.places == choice.places;
    });
    if (open && !known && result.size() < count) result.push_back(std::move(choice));
  }
  return result;
}

// Leaves of all orders those that promise most, as many as there is time to draw.
void keep_best(const Graph& graph, std::vector<Plan>& plans) {
  struct Promise {
    double cost = 0;
    std::size_t plan = 0, order = 0;
  };
  std::vector<Promise> promises;
  for (std::size_t p = 0; p < plans.size(); ++p) {
    const Size page = likely_page(plans[p].layers);
    for (std::size_t o = 0; o < plans[p].orders.size(); ++o)
      promises.push_back({page_cost(graph, plans[p].layers, page, plans[p].orders[o]), p, o});
  }
  std::stable_sort(promises.begin(), promises.end(),
                   [](const Promise& a, const Promise& b) { return a.cost < b.cost; });
  std::vector<std::vector<char>> kept;
  for (const Plan& plan : plans) kept.emplace_back(plan.orders.size(), 0);
  std::size_t cells = 0;
  for (const Promise& promise : promises) {
    cells += plans[promise.plan].layers.cells.size();
    if (cells > most_drawn && &promise != &promises.front()) break;
    kept[promise.plan][promise.order] = 1;
  }
  std::vector<Plan> result;
  for (std::size_t p = 0; p < plans.size(); ++p) {
    std::vector<Choice> orders;
    for (std::size_t o = 0; o < kept[p].size(); ++o)
      if (kept[p][o] != 0) orders.push_back(std::move(plans[p].orders[o]));
    if (orders.empty()) continue;
    plans[p].orders = std::move(orders);
    result.push_back(std::move(plans[p]));
  }
  plans = std::move(result);
}

}  // namespace

std::size_t improving_effort(const Layers& layers) {
  return 3'000'000 + 4500 * layers.cells.size();
}

std::vector<Plan> plans(const Graph& graph) {
  std::vector<Candidate> all;
  double least = 1e18;
  std::vector<int> wide;  // the best, where it is wider than a column of text
  const auto consider = [&](const std::vector<int>& ranks, bool rightward) {
    Plan plan{ranks, layer(graph, ranks, rightward), {}, {}};
    const Size page = likely_page(plan.layers);
    // Even if it crossed nothing.
    if (page_cost(graph, plan.layers, page, 0) >= least + open_margin) return;
    // Beyond what is placed exactly, lines that pass many rows would be all steps.
    const std::size_t cells = plan.layers.cells.size();
    if (cells > exact_limit && !all.empty() && cells > all.front().plan.layers.cells.size()) return;
    plan.bare = layer(graph, ranks, rightward, Pills::left_out);
    const double cost = page_cost(graph, plan.layers, page, likely_crossings(plan.bare));
    const bool is_wide = page.width > maybe_wide * text_width && page.width < hopeless_width;
    if (cost < least) wide = !rightward && is_wide ? ranks : std::vector<int>();
    least = std::min(least, cost);
    all.push_back({std::move(plan), cost});
  };
  for (const bool rightward : {false, true}) {
    if (graph.direction == (rightward ? Direction::down : Direction::right)) continue;
    for (const std::vector<int>& ranks : candidates(graph, rightward)) consider(ranks, rightward);
  }
  if (!wide.empty() && graph.nodes.size() <= most_wrapped) {
    const std::vector<int> narrow = wrapped(graph, wide);
    if (narrow != wide) consider(narrow, false);
  }
  std::vector<Plan> result = finalists(std::move(all));
  if (result.front().bare.cells.size() > few_cells) return {std::move(result.front())};
  for (Plan& plan : result)
    if (plan.bare.cells.size() <= few_cells)
      plan.orders = orders(plan.bare, most_ordered / result.size(), most_orders);
  keep_best(graph, result);
  return result;
}

}  // namespace joist::layout
