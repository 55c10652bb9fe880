// How large the writes are that one store copies to another.
#include "analysis/copied_sizes.hpp"

#include <cmath>
#include <limits>

namespace joist::analysis {
namespace {

using model::Role;

constexpr std::size_t most_steps = 4'000'000;  // arrows times stores they are followed from

struct Writes {
  double rate = 0, bytes = 0;  // a second; bytes are not a number where a size is unknown
};

class CopiedSizes {
 public:
  CopiedSizes(const model::Model& model, const Traffic& traffic, CapacityFacts& facts)
      : model_(model), traffic_(traffic), facts_(facts) {}

  void run() {
    find_copies();
    if (copies_.empty()) return;
    find_local_writes();
    carried_.resize(model_.arrows.size());
    distance_.assign(model_.components.size(), unseen);
    amount_.assign(model_.components.size(), 0.0);
    for (const std::uint32_t store : origins_) {
      if (steps_ > most_steps) return;
      follow(store);
    }
    for (const std::uint32_t arrow : copies_) {
      double& size = facts_.arrows[arrow].size;
      if (std::isnan(size) && carried_[arrow].rate > 0)
        size = carried_[arrow].bytes / carried_[arrow].rate;
    }
  }

 private:
  static constexpr std::uint32_t unseen = std::numeric_limits<std::uint32_t>::max();

  bool is_store(ComponentId id) const { return model_.at(id).role == Role::store; }

  bool copies(const model::Arrow& arrow) const {
    return (!arrow.flow || arrow.flow.index() == 0) && arrow.call != model::Call::relation &&
           arrow.when == model::When::always && arrow.from != arrow.to && is_store(arrow.from) &&
           is_store(arrow.to);
  }

  void find_copies() {
    for (std::uint32_t i = 0; i < model_.arrows.size(); ++i) {
      if (!copies(model_.arrows[i])) continue;
      out_.resize(model_.components.size());
      copies_.push_back(i);
      auto& out = out_[model_.arrows[i].from.index()];
      if (out.empty()) origins_.push_back(model_.arrows[i].from.index());
      out.push_back(i);
    }
  }

  void find_local_writes() {
    local_.resize(model_.components.size());
    for (std::uint32_t i = 0; i < model_.arrows.size(); ++i) {
      const ArrowLoad& load = traffic_.arrows[i];
      if (!load.known || !(load.writes > 0) || copies(model_.arrows[i])) continue;
      Writes& at = local_[model_.arrows[i].to.index()];
      at.rate += load.writes;
      at.bytes += load.writes * facts_.arrows[i].size;
    }
  }

  // By the shortest ways, as writes are copied.
  void follow(std::uint32_t origin) {
    if (!(local_[origin].rate > 0)) return;
    std::vector<std::uint32_t> seen{origin};
    distance_[origin] = 0;
    amount_[origin] = 1;
    for (std::size_t head = 0; head < seen.size(); ++head) pass_on(origin, seen[head], seen);
    for (const std::uint32_t store : seen) {
      distance_[store] = unseen;
      amount_[store] = 0;
    }
  }

  void pass_on(std::uint32_t origin, std::uint32_t at, std::vector<std::uint32_t>& seen) {
    for (const std::uint32_t arrow : out_[at]) {
      ++steps_;
      const std::uint32_t to = model_.arrows[arrow].to.index();
      if (distance_[to] == unseen) {
        distance_[to] = distance_[at] + 1;
        seen.push_back(to);
      }
      if (distance_[to] != distance_[at] + 1) continue;
      const model::Arrow& copy = model_.arrows[arrow];
      const double part = amount_[at] * (copy.ratio ? copy.ratio->value() : 1);
      amount_[to] += part;
      carried_[arrow].rate += part * local_[origin].rate;
      carried_[arrow].bytes += part * local_[origin].bytes;
    }
  }

  const model::Model& model_;
  const Traffic& traffic_;
  CapacityFacts& facts_;
  std::vector<std::uint32_t> copies_, origins_;
  std::vector<std::vector<std::uint32_t>> out_;  // by component: arrows of `copies_`
  std::vector<Writes> local_;                    // by component: not by replication
  std::vector<Writes> carried_;                  // by arrow
  std::vector<std::uint32_t> distance_;          // by component
  std::vector<double> amount_;                   // by component: of the origin's writes
  std::size_t steps_ = 0;
};

}  // namespace

void size_copies(const model::Model& model, const Traffic& traffic, CapacityFacts& facts) {
  CopiedSizes(model, traffic, facts).run();
}

}  // namespace joist::analysis
