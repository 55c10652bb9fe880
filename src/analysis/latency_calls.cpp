// Reads the calls of each row off the arrows.
#include "analysis/latency_calls.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/capacity_demand.hpp"
#include "analysis/delay.hpp"

namespace joist::analysis {
namespace {

using model::Arrow;
using model::Attribute;
using model::Call;
using model::Role;
using model::When;

double number_or(const model::Attributes& attributes, Attribute attribute, double otherwise) {
  const model::Stated* stated = attributes.number(attribute);
  return stated ? stated->value() : otherwise;
}

class CallReader {
 public:
  CallReader(const model::Model& model, const Network::Parts& network, const Traffic& traffic,
             const Capacities& capacities, const std::vector<Service>& services)
      : model_(model),
        network_(network),
        traffic_(traffic),
        facts_(capacities.facts()),
        services_(services) {}

  std::vector<RowCalls> run() {
    calls_.resize(network_.rows.size());
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      calls_[i].component = network_.rows[i].component;
      calls_[i].chooses = network_.role(static_cast<std::uint32_t>(i)) == Role::split;
    }
    read_rates();
    for (std::uint32_t row = 0; row < calls_.size(); ++row) {
      if (calls_[row].known) read(row);
    }
    return std::move(calls_);
  }

 private:
  // Rows of the traffic that are known stand in the order of the network's.
  void read_rates() {
    std::size_t at = 0;
    for (const Row& row : traffic_.rows) {
      const auto is_it = [&](const NetworkRow& other) {
        return other.component == row.component && other.flow == row.flow.value &&
               other.visit == row.visit;
      };
      while (at < calls_.size() && !is_it(network_.rows[at])) ++at;
      if (at == calls_.size()) return;
      calls_[at].known = true;
      calls_[at].rate = row.peak;
    }
  }

  void read(std::uint32_t row) {
    const Role role = network_.role(row);
    const bool sends_only = role == Role::queue || role == Role::store;
    std::uint32_t list = nowhere;
    for (auto at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      const std::uint32_t arrow = network_.out[at];
      const ArrowLoad& load = traffic_.arrows[arrow];
      if (!load.known || !(load.peak > 0) || !(calls_[row].rate > 0)) continue;
      const Arrow& written = model_.arrows[arrow];
      Branch branch = read(arrow, written);
      const double calls = load.peak / calls_[row].rate / network_.arrows[arrow].attempts;
      if (sends_only || written.call == Call::async) {
        const double messages = role == Role::queue ? messages_of(model_, written) : 1;
        branch.count = calls * std::max(messages, 1.0);
        calls_[row].messages.push_back(branch);
        continue;
      }
      add(row, role, written, branch, calls, list);
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
    branch.time = branch.timed ? facts.time * services_[written.to.index()].stretch : 0;
    const bool own_time = written.attributes.number(Attribute::latency) != nullptr;
    if (!own_time) branch.variation = services_[written.to.index()].own_variation;
    branch.delay = facts.delay > 0 ? facts.delay : delay_between_groups(model_, written);
    branch.timeout = std::isnan(facts.timeout) ? 0 : facts.timeout;
    branch.parallel = facts.parallel;
    branch.fails = std::clamp(number_or(written.attributes, Attribute::fails, 0), 0.0, 1.0);
    branch.attempts = 1 + static_cast<std::uint32_t>(std::clamp(
                              number_or(written.attributes, Attribute::retries, 0), 0.0, 1000.0));
    if (model_.at(written.from).role == Role::queue) fill(arrow, written, branch);
    return branch;
  }

  // The first message of a batch waits for all others.
  void fill(std::uint32_t arrow, const Arrow& written, Branch& branch) const {
    const model::Stated* batch = model_.number(written.to, Attribute::batch);
    if (!batch || batch->value() <= 1) return;
    const double messages = traffic_.arrows[arrow].peak * batch->value();
    if (messages > 0) branch.filling = (batch->value() - 1) / messages;
  }

  void add(std::uint32_t row, Role role, const Arrow& written, Branch branch, double calls,
           std::uint32_t list) {
    RowCalls& at = calls_[row];
    const bool shared = role == Role::split && written.when == When::always;
    const bool sometimes = written.when != When::always || role == Role::cache;
    double ratio = written.ratio && !shared ? written.ratio->value() : 1;
    if (ratio < 1 || !(ratio > 0)) ratio = 1;
    const double probability = sometimes || shared ? std::min(1.0, calls / ratio) : 1;
    branch.count = probability > 0 ? calls / probability : 0;
    if (shared || at.waited_for.empty() || !joins(row, written, probability)) {
      at.waited_for.push_back({probability, {}});
      last_ = &written;
      list = nowhere;
    }
    Step& step = at.waited_for.back();
    const bool side_by_side = list != nowhere && written.list == list && !step.strides.empty();
    if (!side_by_side) step.strides.emplace_back();
    step.strides.back().branches.push_back(branch);
  }

  // Calls on one condition are made together.
  bool joins(std::uint32_t row, const Arrow& written, double probability) const {
    const Step& step = calls_[row].waited_for.back();
    return last_ && last_->when == written.when && last_->condition == written.condition &&
           std::abs(step.probability - probability) < 1e-9;
  }

  const model::Model& model_;
  const Network::Parts& network_;
  const Traffic& traffic_;
  const CapacityFacts& facts_;
  const std::vector<Service>& services_;
  std::vector<RowCalls> calls_;
  const Arrow* last_ = nullptr;
};

}  // namespace

std::vector<RowCalls> row_calls(const model::Model& model, const Network::Parts& network,
                                const Traffic& traffic, const Capacities& capacities,
                                const std::vector<Service>& services) {
  return CallReader(model, network, traffic, capacities, services).run();
}

}  // namespace joist::analysis
