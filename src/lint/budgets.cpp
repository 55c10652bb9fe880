// Sums timeouts up from the last callee to the first caller.
#include "lint/budgets.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace joist::lint {
namespace {

using model::Arrow;
using model::Attribute;
using model::Role;
using model::When;

// What comes one after the other.
struct Lane {
  double total = 0;
  std::vector<Spending> spent;

  void add(const Spending& spending) {
    total += spending.total;
    spent.push_back(spending);
  }
};

// Lanes side by side.
using Stride = std::vector<Lane>;

const Lane& longest(const Stride& stride) {
  return *std::max_element(stride.begin(), stride.end(),
                           [](const Lane& a, const Lane& b) { return a.total < b.total; });
}

// Reads the calls of one node, once those of its callees are known.
class Reader {
 public:
  Reader(const Facts& facts, const CallGraph& graph, const std::vector<Budget>& known)
      : facts_(facts), graph_(graph), known_(known) {}

  Budget read(std::uint32_t node) {
    strides_.clear();
    answers_.clear();
    const Arrow* last = nullptr;
    for (std::uint32_t e = graph_.begin[node]; e < graph_.begin[node + 1]; ++e) {
      const Arrow& arrow = facts_.model.at(graph_.edges[e].arrow);
      const Spending spending = spend(node, graph_.edges[e]);
      if (Lane* before = arrow.alternative ? lane_of(arrow.condition) : nullptr) {
        before->add(spending);
        continue;
      }
      if (arrow.when == When::hit || arrow.when == When::miss) {
        Stride& both = answers_.try_emplace(arrow.condition, Stride(2)).first->second;
        both[arrow.when == When::hit ? 0 : 1].add(spending);
        continue;
      }
      put(spending, is_beside(last, arrow));
      last = &arrow;
    }
    return sum();
  }

 private:
  // A balancer sends each request to one of its targets.
  bool is_beside(const Arrow* last, const Arrow& arrow) const {
    if (last == nullptr) return false;
    if (facts_.model.at(arrow.from).role == Role::split) return true;
    return arrow.list_size > 1 && arrow.list == last->list;
  }

  void put(const Spending& spending, bool beside) {
    if (!beside || strides_.empty()) strides_.emplace_back();
    strides_.back().emplace_back().add(spending);
  }

  // Where the call stands that an alternative is for.
  Lane* lane_of(ComponentId callee) {
    for (Stride& stride : strides_)
      for (Lane& lane : stride)
        for (const Spending& spending : lane.spent)
          if (facts_.model.at(spending.arrow).to == callee) return &lane;
    return nullptr;
  }

  // `2.5` are 2 calls, and half the time one more. What a claim makes of it is an average.
  double calls(ArrowId id) const {
    const Arrow& arrow = facts_.model.at(id);
    if (facts_.model.at(arrow.from).role == Role::split) return 1;
    if (arrow.ratio) return std::max(1.0, std::ceil(arrow.ratio->value() - 1e-9));
    const auto& load = facts_.results.arrows[id.index()];
    const bool claimed = arrow.rate && arrow.when == When::always && load.known;
    return claimed ? std::max(1.0, std::round(load.multiplicity / attempts(arrow))) : 1;
  }

  // What answers a call is called as often as that at most.
  double calls_answered(std::uint32_t node, const Arrow& arrow) const {
    if (arrow.when == When::always) return 1;
    double answered = 0;
    for (std::uint32_t e = graph_.begin[node]; e < graph_.begin[node + 1]; ++e) {
      const Arrow& other = facts_.model.at(graph_.edges[e].arrow);
      if (other.to == arrow.condition && other.when == When::always)
        answered += calls(graph_.edges[e].arrow);
    }
    return std::max(1.0, answered);
  }

  Spending spend(std::uint32_t node, const CallGraph::Edge& edge) const {
    const Arrow& arrow = facts_.model.at(edge.arrow);
    const auto* timeout = arrow.attributes.number(Attribute::timeout);
    const auto* parallel = arrow.attributes.number(Attribute::parallel);
    Spending spending{edge.arrow, calls(edge.arrow) * calls_answered(node, arrow)};
    if (parallel != nullptr && parallel->value() > 1)
      spending.rounds = std::ceil(spending.rounds / parallel->value() - 1e-9);
    spending.each = timeout != nullptr ? timeout->value() : known_[edge.target].total;
    spending.total = spending.rounds * attempts(arrow) * spending.each;
    return spending;
  }

  Budget sum() {
    Budget budget;
    for (auto& [cache, both] : answers_) strides_.push_back(std::move(both));
    for (const Stride& stride : strides_) {
      const Lane& lane = longest(stride);
      budget.total += lane.total;
      for (const Spending& spending : lane.spent)
        if (spending.total > 0) budget.spent.push_back(spending);
    }
    return budget;
  }

  const Facts& facts_;
  const CallGraph& graph_;
  const std::vector<Budget>& known_;
  std::vector<Stride> strides_;
  std::map<ComponentId, Stride> answers_;  // by cache: after hits, after misses
};

}  // namespace

std::vector<Budget> budgets(const Facts& facts, const CallGraph& graph) {
  const analysis::StrongParts parts = strong_parts(graph);
  std::vector<Budget> result(graph.size());
  // Callees first. What a ring waits for itself counts where a timeout is stated.
  for (std::size_t p = parts.size(); p-- > 0;) {
    std::vector<std::pair<std::uint32_t, Budget>> found;
    Reader reader(facts, graph, result);
    for (const std::uint32_t node : parts.part(p)) found.emplace_back(node, reader.read(node));
    for (auto& [node, budget] : found) result[node] = std::move(budget);
  }
  return result;
}

}  // namespace joist::lint
