// Finds the factors at which components break.
#include "analysis/scale.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/bisect.hpp"
#include "analysis/loops.hpp"

namespace joist::analysis {
namespace {

constexpr std::size_t most_bisected = 200;
constexpr double load_rounding = 1e-9;  // of a load

class BreakFinder {
 public:
  BreakFinder(const model::Model& model, const Network& network,
              const std::vector<ComponentLoad>& loads, const Capacities& capacities,
              std::vector<CapacityResult>& capacity)
      : model_(model),
        network_(network),
        loads_(loads),
        capacities_(capacities),
        capacity_(capacity),
        linear_(network.is_linear()) {}

  std::vector<Break> run() {
    find_bent_waits();
    for (std::size_t i = 0; i < capacity_.size(); ++i) {
      const ComponentId id(i);
      CapacityResult& result = capacity_[i];
      const bool waits = waits_for_overflow(id, result);
      if (waits || (loads_[i].known && loads_[i].limit_used > 0)) add_limit(id, result);
      if (!result.known || result.limited_by == Limit::limit) continue;
      if (waits || result.breaks_at) add_machine(id, result);
    }
    sort_by_factor(breaks_);
    return std::move(breaks_);
  }

 private:
  // Whether its requests may keep their places for calls that wait where a limit bends the load.
  void find_bent_waits() {
    bent_waits_.assign(linear_.size(), 0);
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < linear_.size(); ++i)
      if (!linear_[i] ||
          model_.number(ComponentId(std::size_t{i}), model::Attribute::limit) != nullptr)
        open.push_back(i);
    if (open.empty()) return;
    std::vector<Link> callers;
    for (const model::Arrow& arrow : model_.arrows)
      if (arrow.call == model::Call::sync) callers.push_back({arrow.to.value, arrow.from.value});
    const Graph graph = make_graph(linear_.size(), callers);
    while (!open.empty()) {
      const std::uint32_t to = open.back();
      open.pop_back();
      for (std::uint32_t at = graph.begin[to]; at < graph.begin[to + 1]; ++at)
        if (std::exchange(bent_waits_[graph.to[at]], char{1}) == 0) open.push_back(graph.to[at]);
    }
  }

  bool is_bent(ComponentId id) const {
    const bool counts = model_.number(id, model::Attribute::concurrency) != nullptr;
    return !linear_[id.index()] || (counts && bent_waits_[id.index()] != 0);
  }

  // It gets nothing now, and what others refuse as the load grows.
  bool waits_for_overflow(ComponentId id, const CapacityResult& result) const {
    return !linear_[id.index()] && loads_[id.index()].known && !(result.utilization > 0);
  }

  Traffic at(double factor) const {
    State state;
    state.factor = factor;
    return network_.solve(state);
  }

  // Where it begins to refuse. Its own limit does not bend what arrives.
  void add_limit(ComponentId id, CapacityResult& result) {
    if (model_.number(id, model::Attribute::limit) == nullptr) return;
    double factor = 1 / loads_[id.index()].limit_used;
    if (!linear_[id.index()]) {
      if (++bisected_ > most_bisected) return;
      factor = bisect([&](double f) { return at(f).components[id.index()].limit_used > 1; });
    }
    limited_at_ = factor;
    limited_ = id;
    if (result.limited_by == Limit::limit) result.breaks_at = factor;
    if (factor < infinity) breaks_.push_back({id, factor, Limit::limit});
  }

  // A limit of its own lets its machines break only if they do before it refuses.
  void add_machine(ComponentId id, CapacityResult& result) {
    const bool limited = limited_ == id;
    if (is_bent(id)) {
      if (++bisected_ > most_bisected) {
        result.breaks_at.reset();
        return;
      }
      result.breaks_at = factor_for(1 - headroom(model_, id), [&](double factor) {
        return capacities_.utilization_under(at(factor), id);
      });
    } else if (limited) {
      const double admitted = 1 - loads_[id.index()].shed / loads_[id.index()].offered;
      *result.breaks_at *= admitted;
      if (*result.breaks_at > limited_at_) result.breaks_at = infinity;
    }
    if (*result.breaks_at < infinity) breaks_.push_back({id, *result.breaks_at, result.limited_by});
  }

  const model::Model& model_;
  const Network& network_;
  const std::vector<ComponentLoad>& loads_;
  const Capacities& capacities_;
  std::vector<CapacityResult>& capacity_;
  std::vector<char> linear_, bent_waits_;
  std::vector<Break> breaks_;
  std::size_t bisected_ = 0;
  ComponentId limited_;  // the last one that has a limit, and where that begins to refuse
  double limited_at_ = infinity;
};

}  // namespace

void sort_by_factor(std::vector<Break>& breaks) {
  const auto rounded = [](double factor) { return std::round(std::log(factor) * 1e9); };
  std::stable_sort(breaks.begin(), breaks.end(), [&](const Break& a, const Break& b) {
    return rounded(a.factor) < rounded(b.factor);
  });
}

std::vector<Break> find_breaks(const model::Model& model, const Network& network,
                               const std::vector<ComponentLoad>& loads,
                               const Capacities& capacities,
                               std::vector<CapacityResult>& capacity) {
  return BreakFinder(model, network, loads, capacities, capacity).run();
}

bool Scaled::is_past(const model::Model& model, const Break& each) const {
  const std::size_t i = each.component.index();
  if (each.why == Limit::limit) return loads[i].limit_used > 1 + load_rounding;
  return capacity[i].utilization > (1 - headroom(model, each.component)) * (1 + load_rounding);
}

Scaled scaled(const model::Model& model, double factor) {
  const Network network(model);
  State state;
  state.factor = factor;
  const Traffic traffic = network.solve(state);
  const Capacities capacities(model, network, traffic);
  Scaled result;
  for (std::size_t i = 0; i < model.components.size(); ++i)
    result.capacity.push_back(capacities.result(ComponentId(i)));
  result.loads = traffic.components;
  return result;
}

}  // namespace joist::analysis
