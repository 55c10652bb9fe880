// Reads the calls of each row off the arrows.
#include "analysis/latency_calls.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/delay.hpp"
#include "analysis/latency_followers.hpp"

namespace joist::analysis {
namespace {

using model::Access;
using model::Arrow;
using model::Attribute;
using model::Call;
using model::Role;
using model::When;

// What came to a row, and does the same there.
enum Sort : std::uint8_t { any = 0, miss = 1, hit = 2, write = 4 };

class CallReader {
 public:
  CallReader(const model::Model& model, const Network::Parts& network, const Traffic& traffic,
             const CapacityFacts& facts, const std::vector<double>& admitted,
             const std::vector<char>& wanted)
      : model_(model),
        network_(network),
        traffic_(traffic),
        facts_(facts),
        admitted_(admitted),
        wanted_(wanted) {}

  std::vector<RowCalls> run() {
    calls_.resize(network_.rows.size());
    loads_.resize(calls_.size());
    read_rates();
    add_caches();
    for (std::uint32_t row = 0; row < network_.rows.size(); ++row) {
      calls_[row].component = network_.rows[row].component;
      if (!calls_[row].known || !is_wanted(row)) continue;
      const Role role = network_.role(row);
      if (role == Role::cache) {
        for (const auto& [sort, at] : caches_[row]) read(row, sort, at);
      } else {
        read(row, any, row);
      }
    }
    return std::move(calls_);
  }

 private:
  // What arrives at a row, at the peak.
  struct Load {
    double peak = 0, reads = 0, writes = 0, missed = 0;
  };

  bool is_wanted(std::uint32_t row) const {
    return wanted_.empty() || wanted_[network_.rows[row].component.index()] != 0;
  }

  // Rows of the traffic that are known stand in the order of the network's.
  void read_rates() {
    std::size_t at = 0;
    for (std::size_t i = 0; i < traffic_.rows.size(); ++i) {
      const Row& row = traffic_.rows[i];
      const auto is_it = [&](const NetworkRow& other) {
        return other.component == row.component && other.flow == row.flow.value &&
               other.visit == row.visit;
      };
      while (at < loads_.size() && !is_it(network_.rows[at])) ++at;
      if (at == loads_.size()) return;
      const double passes = admitted_.empty() ? 1 : admitted_[row.component.index()];
      loads_[at] = {row.peak * passes, row.reads * passes, row.writes * passes, 0};
      if (!traffic_.missed.empty()) loads_[at].missed = traffic_.missed[i] * passes;
      calls_[at].known = true;
      calls_[at].rate = network_.role(static_cast<std::uint32_t>(at)) == Role::store
                            ? loads_[at].writes
                            : loads_[at].peak;
    }
  }

  // Of what a cache's row gets, as far as anything goes out of it.
  void add_caches() {
    caches_.resize(network_.rows.size());
    missing_.assign(network_.rows.size(), 0.0);
    for (std::uint32_t i = 0; i < network_.arrows.size(); ++i) {
      const ArrowFactors& factors = network_.arrows[i];
      if (factors.head == nowhere || !factors.hit || !traffic_.arrows[i].known) continue;
      missing_[factors.head] += traffic_.arrows[i].reads * (1 - *factors.hit);
    }
    for (std::uint32_t row = 0; row < network_.rows.size(); ++row) {
      if (!calls_[row].known || network_.role(row) != Role::cache) continue;
      if (traffic_.missed.empty()) loads_[row].missed = missing_[row];
      calls_[row].rate = loads_[row].missed;
      caches_[row] = {{miss, row}};
      for (const Sort sort : {hit, write}) {
        bool leaves = false;
        for (auto at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at)
          leaves |= (sorts_of(row, network_.out[at]) & sort) != 0;
        if (!leaves) continue;
        caches_[row].emplace_back(sort, static_cast<std::uint32_t>(calls_.size()));
        RowCalls more;
        more.component = network_.rows[row].component;
        more.known = true;
        more.rate = rate_of(row, sort);
        calls_.push_back(std::move(more));
      }
    }
  }

  double rate_of(std::uint32_t row, unsigned sorts) const {
    const Load& load = loads_[row];
    if (sorts == any) return network_.role(row) == Role::store ? load.writes : load.peak;
    double rate = 0;
    if (sorts & miss) rate += load.missed;
    if (sorts & hit) rate += load.reads - load.missed;
    if (sorts & write) rate += load.writes;
    return rate;
  }

  // Which of them an arrow out of a cache follows.
  unsigned sorts_of(std::uint32_t row, std::uint32_t arrow) const {
    const std::uint32_t node = network_.rows[row].node;
    unsigned sorts = 0;
    for (auto e = network_.edge_begin[arrow]; e < network_.edge_end[arrow]; ++e) {
      const std::uint32_t from = network_.edges[e].from;
      if (from == node + missed) sorts |= miss;
      if (from == node + writes) sorts |= write;
      if (from == node + reads)
        sorts |= model_.arrows[arrow].when == When::hit ? unsigned{hit} : unsigned{hit | miss};
    }
    return sorts;
  }

  bool is_made(std::uint32_t row, std::uint32_t arrow) const {
    const ArrowLoad& load = traffic_.arrows[arrow];
    return load.known && load.peak > 0 && rate_of(row, sort_) > 0;
  }

  // Calls by one request: of those of its sort, where the row tells them apart.
  double calls_of(std::uint32_t row, std::uint32_t arrow) const {
    const double rate = rate_of(row, sort_ == any ? unsigned{any} : sorts_of(row, arrow));
    return rate > 0 ? traffic_.arrows[arrow].peak / rate / network_.arrows[arrow].attempts : 0;
  }

  void read(std::uint32_t row, Sort sort, std::uint32_t place) {
    sort_ = sort;
    place_ = place;
    last_ = nullptr;
    last_beside_ = false;
    RowCalls& at = calls_[place];
    const Role role = network_.role(row);
    at.chooses = role == Role::split;
    const bool sends_only = role == Role::queue || role == Role::store;
    find_sources(row);
    std::uint32_t list = nowhere;
    for (const std::uint32_t arrow : made_) {
      const Arrow& written = model_.arrows[arrow];
      if (sends_only || written.call == Call::async) {
        Branch branch = read(arrow, written);
        const double messages = role == Role::queue ? messages_of(model_, written) : 1;
        branch.count = calls_of(row, arrow) * std::max(messages, 1.0);
        branch.before = at.strides() - (written.list_size > 1 && written.list == list ? 1 : 0);
        at.messages.push_back(std::move(branch));
        continue;
      }
      if (following_.follows(arrow)) continue;
      add(row, role, written, arrow, list);
      list = written.list_size > 1 ? written.list : nowhere;
    }
  }

  Branch read(std::uint32_t arrow, const Arrow& written) const {
    const ArrowFacts& facts = facts_.arrows[arrow];
    Branch branch;
    branch.arrow = arrow;
    branch.row = network_.arrows[arrow].head;
    branch.made = traffic_.arrows[arrow].made;
    if (branch.made < 1) branch.rounds = network_.arrows[arrow].rounds;
    branch.timed = !std::isnan(facts.time);
    branch.time = branch.timed ? facts.time : 0;
    branch.own_time = written.attributes.number(Attribute::latency) != nullptr;
    branch.delay = facts.delay > 0 ? facts.delay : delay_between_groups(model_, written);
    branch.timeout = std::isnan(facts.timeout) ? 0 : facts.timeout;
    branch.parallel = facts.parallel;
    branch.fails = std::clamp(written.attributes.number_or(Attribute::fails, 0), 0.0, 1.0);
    branch.attempts = 1 + static_cast<std::uint32_t>(std::clamp(
                              written.attributes.number_or(Attribute::retries, 0), 0.0, 1000.0));
    const ComponentLoad& load = traffic_.components[written.to.index()];
    if (load.shed > 0) branch.refused = std::min(1.0, load.shed / load.offered);
    branch.filling = batch_filling(model_, traffic_.arrows, written);
    lead(arrow, written, branch);
    return branch;
  }

  // Reads and writes part at caches and stores: what comes through a cache as a write stays one.
  void lead(std::uint32_t arrow, const Arrow& written, Branch& branch) const {
    const std::uint32_t head = branch.row;
    const Role role = network_.role(head);
    if (role != Role::cache && role != Role::store) return;
    const bool writes = written.access == Access::write || sort_ == write;
    if (role == Role::store) {
      branch.goes_on = writes ? 1 : 0;
      return;
    }
    const auto place_of = [&](Sort sort) {
      for (const auto& [other, place] : caches_[head])
        if (other == sort) return place;
      return nowhere;
    };
    if (writes) {
      branch.row = head;
      branch.goes_on = 0;
      branch.otherwise = place_of(write);
      return;
    }
    branch.goes_on = missed_of(arrow);
    branch.otherwise = place_of(hit);
  }

  // Chance that a read misses: more than as stated where the cache has lost some of what it held.
  double missed_of(std::uint32_t arrow) const {
    const ArrowFactors& factors = network_.arrows[arrow];
    if (!factors.hit) return 1;
    const double reads = loads_[factors.head].reads, missed = loads_[factors.head].missed;
    const double usual = missing_[factors.head];
    if (!(usual > 0)) return reads > 0 ? std::clamp(missed / reads, 0.0, 1.0) : 0;
    return std::clamp((1 - *factors.hit) * missed / usual, 0.0, 1.0);
  }

  void add(std::uint32_t row, Role role, const Arrow& written, std::uint32_t arrow,
           std::uint32_t list) {
    RowCalls& at = calls_[place_];
    const double calls = calls_of(row, arrow);
    const bool shared = role == Role::split && written.when == When::always;
    const bool beside = following_.stands_beside(arrow);
    const bool sometimes = (written.when != When::always && !beside) || role == Role::cache;
    double ratio = written.ratio && !shared ? written.ratio->value() : 1;
    if (ratio < 1 || !(ratio > 0)) ratio = 1;
    const double probability = sometimes || shared ? std::min(1.0, calls / ratio) : 1;
    Branch branch = with_what_follows(arrow, written);
    branch.count = probability > 0 ? calls / probability : 0;
    const bool in_list = written.list == list && (beside || last_beside_);
    last_beside_ = beside;
    if (shared || at.waited_for.empty() || !(in_list || joins(written, probability))) {
      Step step;
      step.probability = probability;
      at.waited_for.push_back(std::move(step));
      last_ = &written;
      list = nowhere;
    }
    put(std::move(branch), at.waited_for.back(), written.list == list);
  }

  static void put(Branch branch, Step& step, bool side_by_side) {
    if (!side_by_side || step.strides.empty()) step.strides.emplace_back();
    step.strides.back().branches.push_back(std::move(branch));
  }

  // Calls on one condition are made together.
  bool joins(const Arrow& written, double probability) const {
    const Step& step = calls_[place_].waited_for.back();
    return last_ && last_->when == written.when && last_->condition == written.condition &&
           std::abs(step.probability - probability) < 1e-9;
  }

  // --- what is called by how another call of the same request has ended ---

  void find_sources(std::uint32_t row) {
    made_.clear();
    for (auto at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      const std::uint32_t arrow = network_.out[at];
      if (!is_made(row, arrow)) continue;
      if (sort_ == any || (sorts_of(row, arrow) & sort_) != 0) made_.push_back(arrow);
    }
    following_ = find_following(model_, network_, made_);
    row_ = row;
  }

  // The chance that one call of `source` ends so, as stated.
  double ends_so(std::uint32_t source, When when) const {
    const ArrowFactors& factors = network_.arrows[source];
    if (when == When::fail) return factors.exhausted;
    const double missed = missed_of(source);
    return when == When::miss ? missed : 1 - missed;
  }

  // The same as the traffic has it, with what limits refuse.
  double chance(std::uint32_t arrow, std::uint32_t source) const {
    const When when = model_.arrows[arrow].when;
    double stated = 0, calls = 0;
    for (const Following& each : following_.all) {
      if (each.arrow != arrow) continue;
      calls += calls_of(row_, each.source);
      stated += calls_of(row_, each.source) * ends_so(each.source, when);
    }
    const double made = calls_of(row_, arrow) / network_.arrows[arrow].ratio;
    if (!(stated > 0)) return calls > 0 ? std::clamp(made / calls, 0.0, 1.0) : 0;
    return std::clamp(ends_so(source, when) * made / stated, 0.0, 1.0);
  }

  Branch with_what_follows(std::uint32_t source, const Arrow& called) const {
    Branch branch = read(source, called);
    std::uint32_t list = nowhere;
    for (const Following& each : following_.all) {
      const Arrow& written = model_.arrows[each.arrow];
      if (each.source != source || written.call != Call::sync) continue;
      const double probability = chance(each.arrow, source);
      const auto joins = [&](const Step& step) {
        return step.when == written.when && step.within == written.alternative &&
               std::abs(step.probability - probability) < 1e-9;
      };
      auto step = std::find_if(branch.then.begin(), branch.then.end(), joins);
      if (step == branch.then.end()) {
        branch.then.push_back({probability, {}, written.when, written.alternative});
        step = branch.then.end() - 1;
        list = nowhere;
      }
      Branch next = with_what_follows(each.arrow, written);
      next.count = network_.arrows[each.arrow].ratio;
      put(std::move(next), *step, written.list == list);
      list = written.list_size > 1 ? written.list : nowhere;
    }
    return branch;
  }

  const model::Model& model_;
  const Network::Parts& network_;
  const Traffic& traffic_;
  const CapacityFacts& facts_;
  const std::vector<double>& admitted_;
  const std::vector<char>& wanted_;
  std::vector<RowCalls> calls_;
  std::vector<Load> loads_;                                          // by row
  std::vector<double> missing_;                                      // by row, as stated
  std::vector<std::vector<std::pair<Sort, std::uint32_t>>> caches_;  // by row: where they stand
  // Of the row at hand.
  std::uint32_t row_ = 0, place_ = 0;
  Sort sort_ = any;
  std::vector<std::uint32_t> made_;
  Followers following_;
  const Arrow* last_ = nullptr;
  bool last_beside_ = false;
};

}  // namespace

Filling batch_filling(const model::Model& model, const std::vector<ArrowLoad>& loads,
                      const Arrow& written) {
  const model::Stated* batch = model.number(written.to, Attribute::batch);
  if (model.at(written.from).role != Role::queue || !batch || batch->value() <= 1) return {};
  double batches = 0;
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    const Arrow& other = model.arrows[i];
    const bool same = other.from == written.from && other.to == written.to &&
                      other.when == When::always && loads[i].known;
    if (same) batches += loads[i].peak;
  }
  if (!(batches > 0)) return {};
  return {batch->value(), 1 / (batches * batch->value())};
}

std::uint32_t RowCalls::strides() const {
  std::size_t sum = 0;
  for (const Step& step : waited_for) sum += step.strides.size();
  return static_cast<std::uint32_t>(sum);
}

double Branch::expected_attempts() const {
  double sum = 1, factor = 1;
  for (std::uint32_t i = 1; i < attempts; ++i) sum += factor *= fails;
  return sum;
}

std::vector<RowCalls> row_calls(const model::Model& model, const Network::Parts& network,
                                const Traffic& traffic, const CapacityFacts& facts,
                                const std::vector<double>& admitted,
                                const std::vector<char>& wanted) {
  return CallReader(model, network, traffic, facts, admitted, wanted).run();
}

}  // namespace joist::analysis
