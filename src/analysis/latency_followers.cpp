// Reads off the edges of the traffic which calls follow which.
#include "analysis/latency_followers.hpp"

#include <algorithm>

namespace joist::analysis {
namespace {

using model::Arrow;
using model::Call;
using model::When;

class FollowerFinder {
 public:
  FollowerFinder(const model::Model& model, const Network::Parts& network,
                 const std::vector<std::uint32_t>& made)
      : model_(model), network_(network), made_(made) {}

  Followers run() {
    for (const std::uint32_t arrow : made_)
      if (model_.arrows[arrow].when != When::always) find_sources(arrow);
    for (const Following& each : found_.all)
      if (stands_beside_others(each)) found_.beside.push_back(each.arrow);
    std::erase_if(found_.all,
                  [&](const Following& each) { return found_.stands_beside(each.arrow); });
    return std::move(found_);
  }

 private:
  void find_sources(std::uint32_t arrow) {
    for (auto e = network_.edge_begin[arrow]; e < network_.edge_end[arrow]; ++e) {
      const std::uint32_t by = network_.edges[e].source;
      if (by == nowhere || network_.edges[e].kind == EdgeKind::missed) continue;
      const std::uint32_t source = network_.edges[by].arrow;
      const bool known = std::find(made_.begin(), made_.end(), source) != made_.end() &&
                         model_.arrows[source].call == Call::sync;
      if (known && !follows(arrow, source)) found_.all.push_back({arrow, source});
    }
  }

  bool follows(std::uint32_t arrow, std::uint32_t source) const {
    return std::any_of(found_.all.begin(), found_.all.end(), [&](const Following& each) {
      return each.arrow == arrow && each.source == source;
    });
  }

  bool stands_beside_others(const Following& each) const {
    const Arrow& written = model_.arrows[each.arrow];
    if (written.list_size <= 1 || model_.arrows[each.source].list == written.list) return false;
    return std::any_of(made_.begin(), made_.end(), [&](std::uint32_t other) {
      const Arrow& called = model_.arrows[other];
      return called.list == written.list && called.call == Call::sync &&
             !follows(other, each.source);
    });
  }

  const model::Model& model_;
  const Network::Parts& network_;
  const std::vector<std::uint32_t>& made_;
  Followers found_;
};

}  // namespace

bool Followers::follows(std::uint32_t arrow) const {
  return std::any_of(all.begin(), all.end(),
                     [&](const Following& each) { return each.arrow == arrow; });
}

bool Followers::stands_beside(std::uint32_t arrow) const {
  return std::find(beside.begin(), beside.end(), arrow) != beside.end();
}

Followers find_following(const model::Model& model, const Network::Parts& network,
                         const std::vector<std::uint32_t>& made) {
  return FollowerFinder(model, network, made).run();
}

}  // namespace joist::analysis
