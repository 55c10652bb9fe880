// What each edge carries for one request at its tail, when some components are down or cold.
#include <cmath>
#include <limits>

#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::When;

class Evaluation {
 public:
  Evaluation(const Network::Parts& network, const State& state, Coefficients& result)
      : network_(network), state_(state), result_(result) {}

  void all() {
    const std::size_t count = network_.edges.size();
    result_.tries.resize(count);
    result_.arrives.resize(count);
    if (!network_.split_rows.empty()) result_.shares.assign(network_.arrows.size(), 1.0);
    for (const std::uint32_t row : network_.split_rows) share_out(row);
    for (std::uint32_t e = 0; e < count; ++e) evaluate(e);
  }

  void evaluate(std::uint32_t e) {
    const Edge& edge = network_.edges[e];
    result_.tries[e] = tries(edge);
    result_.arrives[e] =
        edge.kind == EdgeKind::missed ? result_.tries[e] : result_.tries[e] * delivered(edge);
  }

  // Shares out of a split. Targets of one list take over from those of them that are down; where
  // all are, the calls are still tried, so that an alternative gets them.
  void share_out(std::uint32_t row) {
    const auto* first = network_.out.data() + network_.out_begin[row];
    const auto* last = network_.out.data() + network_.out_begin[row + 1];
    double whole = network_.fixed_shares[row] ? 1 : 0;
    for (const auto* at = first; at != last && !network_.fixed_shares[row]; ++at) {
      if (is_shared(network_, *at)) whole += network_.arrows[*at].weight;
    }
    for (const auto* at = first; at != last;) at = share_list(at, last, whole);
  }

 private:
  double live(ComponentId component) const {
    return state_.live.empty() ? 1.0 : state_.live[component.index()];
  }
  bool is_up(ComponentId component) const { return live(component) > 0; }
  bool is_up(std::uint32_t arrow) const { return is_up(network_.model.arrows[arrow].to); }

  // Of the reads that an arrow brings into a cache.
  double hit(std::uint32_t arrow) const {
    return hit(network_.model.arrows[arrow].to, network_.arrows[arrow].hit);
  }

  double hit(ComponentId cache, const std::optional<double>& stated) const {
    if (!is_up(cache) || (!state_.cold.empty() && state_.cold[cache.index()])) return 0;
    if (!stated) return std::numeric_limits<double>::quiet_NaN();
    return *stated * live(cache);
  }

  double tries(const Edge& edge) const {
    if (edge.kind == EdgeKind::carry) return edge.factor;
    if (edge.kind == EdgeKind::missed) {
      return result_.arrives[edge.source] * (1 - hit(edge.arrow));
    }
    const double ratio = network_.arrows[edge.arrow].ratio;
    if (edge.kind == EdgeKind::call) {
      return ratio * (result_.shares.empty() ? 1.0 : result_.shares[edge.arrow]) *
             own_hit(edge.arrow);
    }
    const double calls = result_.tries[edge.source];
    const std::uint32_t other = network_.edges[edge.source].arrow;
    if (calls == 0) return 0;
    switch (edge.kind) {
      case EdgeKind::after_hit:
        return calls * hit(other) * ratio;
      case EdgeKind::after_miss:
        return calls * (1 - hit(other)) * ratio;
      default:
        return calls * failed(other) * ratio;
    }
  }

  // `cache -> a on hit cache`: the part of its reads that hit.
  double own_hit(std::uint32_t arrow) const {
    const model::Arrow& written = network_.model.arrows[arrow];
    if (written.when != When::hit || network_.arrows[arrow].claim == Claim::defines) return 1;
    const model::Stated* stated = network_.model.number(written.from, model::Attribute::hit);
    return hit(written.from, stated ? std::optional(stated->value()) : std::nullopt);
  }

  double failed(std::uint32_t arrow) const {
    if (!is_up(arrow)) return 1;
    const ArrowFactors& factors = network_.arrows[arrow];
    if (!state_.success.empty()) return std::pow(fails(arrow), factors.most_attempts);
    if (state_.admitted.empty()) return factors.exhausted;
    // As many get through as the limit lets through, however often the others try again.
    const double admitted = state_.admitted[network_.model.arrows[arrow].to.index()];
    return 1 - admitted * (1 - factors.exhausted);
  }

  // One attempt.
  double fails(std::uint32_t arrow) const {
    const ArrowFactors& factors = network_.arrows[arrow];
    return 1 - (1 - factors.fails) * state_.success[factors.head];
  }

  double attempts(std::uint32_t arrow) const {
    const ArrowFactors& factors = network_.arrows[arrow];
    if (state_.tries == State::Tries::once) return 1;
    if (state_.tries == State::Tries::most) return factors.most_attempts;
    if (state_.success.empty()) return factors.attempts;
    const double each = fails(arrow);
    if (each >= 1) return factors.most_attempts;
    return (1 - std::pow(each, factors.most_attempts)) / (1 - each);
  }

  double delivered(const Edge& edge) const {
    if (edge.arrow == nowhere) return 1;
    const model::Arrow& arrow = network_.model.arrows[edge.arrow];
    if (!is_up(arrow.to) || !is_up(arrow.from)) return 0;
    return edge.kind == EdgeKind::carry ? 1.0 : attempts(edge.arrow);
  }

  // Arrows of one list stand together in `out` of a split.
  const std::uint32_t* share_list(const std::uint32_t* first, const std::uint32_t* last,
                                  double whole) {
    const std::uint32_t list = network_.model.arrows[*first].list;
    double all = 0, up = 0;
    const auto* end = first;
    for (; end != last && network_.model.arrows[*end].list == list; ++end) {
      if (!is_shared(network_, *end)) continue;
      all += network_.arrows[*end].weight;
      if (is_up(*end)) up += network_.arrows[*end].weight;
    }
    for (const auto* at = first; at != end; ++at) {
      if (!is_shared(network_, *at)) continue;
      const double weight = network_.arrows[*at].weight;
      const double moved = up == 0 ? weight : is_up(*at) ? weight * all / up : 0.0;
      result_.shares[*at] = whole > 0 ? moved / whole : 0.0;
    }
    return end;
  }

  const Network::Parts& network_;
  const State& state_;
  Coefficients& result_;
};

}  // namespace

Coefficients coefficients(const Network::Parts& network, const State& state) {
  Coefficients result;
  result.state = state;
  Evaluation(network, state, result).all();
  return result;
}

void evaluate_again(const Network::Parts& network, const State& state,
                    std::span<const std::uint32_t> rows, std::span<const std::uint32_t> edges,
                    Coefficients& result) {
  Evaluation evaluation(network, state, result);
  for (const std::uint32_t row : rows) evaluation.share_out(row);
  for (const std::uint32_t edge : edges) evaluation.evaluate(edge);
}

}  // namespace joist::analysis
