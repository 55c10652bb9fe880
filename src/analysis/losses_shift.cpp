// Follows what comes more and what stays away, arrow by arrow.
#include "analysis/losses_shift.hpp"

#include <algorithm>
#include <cmath>

namespace joist::analysis {
namespace {

using model::Arrow;
using model::Call;
using model::Role;
using model::When;

// Estimates this near to the limit are computed exactly.
constexpr double certain = 0.9;
constexpr int most_steps = 300;
// Where reads and writes weigh differently, what comes more may be all of the heavier.
constexpr double mixed = 4;

double weight(const Arrow& arrow) {
  return arrow.ratio ? arrow.ratio->value() : 1;
}

bool same_tail(const Arrow& a, const Arrow& b) {
  return a.from == b.from && a.from_visit == b.from_visit && a.flow == b.flow;
}

}  // namespace

template <class Get>
LoadShift::Index LoadShift::index_by(Get get) const {
  Index index;
  index.first.assign(model_.components.size() + 1, 0);
  for (const Arrow& arrow : model_.arrows)
    if (const ComponentId id = get(arrow)) ++index.first[id.index() + 1];
  for (std::size_t i = 1; i < index.first.size(); ++i) index.first[i] += index.first[i - 1];
  index.arrows.resize(index.first.back());
  std::vector<std::uint32_t> next(index.first.begin(), index.first.end());
  for (std::size_t i = 0; i < model_.arrows.size(); ++i)
    if (const ComponentId id = get(model_.arrows[i])) index.arrows[next[id.index()]++] = ArrowId(i);
  return index;
}

template <class Use>
void LoadShift::each(const Index& index, ComponentId id, Use use) const {
  for (std::uint32_t i = index.first[id.index()]; i < index.first[id.index() + 1]; ++i)
    use(index.arrows[i]);
}

LoadShift::LoadShift(const model::Model& model, const Results& results)
    : model_(model), results_(results) {
  const auto counts = [](const Arrow& arrow) { return arrow.call != Call::relation; };
  out_ = index_by([&](const Arrow& a) { return counts(a) ? a.from : ComponentId(); });
  in_ = index_by([&](const Arrow& a) { return counts(a) ? a.to : ComponentId(); });
  conditions_ = index_by([&](const Arrow& a) { return counts(a) ? a.condition : ComponentId(); });
  find_busiest();
}

// From the ends upwards; what stands before or in a loop counts as the busiest of all.
void LoadShift::find_busiest() {
  const std::size_t count = model_.components.size();
  std::vector<double> own(count, 0);
  double most = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const CapacityResult& capacity = results_.capacity[i];
    if (capacity.known && capacity.utilization <= 1) own[i] = capacity.utilization;
    most = std::max(most, own[i]);
  }
  busiest_.assign(count, most);
  std::vector<std::uint32_t> open(count, 0), ready;
  for (std::size_t i = 0; i < count; ++i) {
    each(out_, ComponentId(i), [&](ArrowId) { ++open[i]; });
    if (open[i] == 0) ready.push_back(static_cast<std::uint32_t>(i));
  }
  while (!ready.empty()) {
    const ComponentId id(static_cast<std::size_t>(ready.back()));
    ready.pop_back();
    double highest = own[id.index()];
    each(out_, id, [&](ArrowId arrow) {
      highest = std::max(highest, busiest_[model_.at(arrow).to.index()]);
    });
    busiest_[id.index()] = highest;
    each(in_, id, [&](ArrowId arrow) {
      const ComponentId from = model_.at(arrow).from;
      if (--open[from.index()] == 0) ready.push_back(from.value);
    });
  }
}

double LoadShift::row_load(const Row& row) const {
  double load = 0;
  each(in_, row.component, [&](ArrowId id) {
    const Arrow& arrow = model_.at(id);
    if (arrow.flow == row.flow && arrow.to_visit == row.visit)
      load += results_.arrows[id.index()].peak;
  });
  return load;
}

// Loads are linear in what enters: when the rows that take over grow by at most some factor, all
// behind them grow by at most that factor.
bool LoadShift::has_room_to_grow() const {
  double growth = 1, highest = 0;
  for (const auto& [row, rate] : waiting_) {
    if (rate <= 0) continue;
    const double load = row_load(row);
    if (load <= 0) return false;
    growth = std::max(growth, 1 + rate / load);
    highest = std::max(highest, busiest_[row.component.index()]);
  }
  return growth * highest <= certain;
}

bool LoadShift::is_harmless(ComponentId down) {
  waiting_.clear();
  total_.clear();
  bool known = true;
  each(conditions_, down, [&](ArrowId id) {
    const Arrow& arrow = model_.at(id);
    bool direct = false;
    each(in_, down, [&](ArrowId call) { direct |= same_tail(model_.at(call), arrow); });
    known &= arrow.when == When::fail && direct;
  });
  if (!known) return false;
  each(in_, down, [&](ArrowId id) { known &= move(id); });
  if (!known) return false;
  if (has_room_to_grow()) return true;
  if (!spread()) return false;
  for (const auto& [component, more] : total_)
    if (component != down && more > 0 && !can_carry(component, more)) return false;
  return true;
}

bool LoadShift::move(ArrowId lost) {
  const Arrow& arrow = model_.at(lost);
  const ArrowLoad& load = results_.arrows[lost.index()];
  // What is not known stays unknown, whoever gets it.
  if (!load.known || load.peak <= 0) return true;
  const bool refuses = results_.components[arrow.to.index()].shed > 0;
  if (!refuses) change({arrow.to, arrow.flow, arrow.to_visit}, -load.peak);
  return add_siblings(lost) && add_alternatives(lost);
}

bool LoadShift::add_siblings(ArrowId lost) {
  const Arrow& arrow = model_.at(lost);
  if (arrow.list_size < 2 || model_.at(arrow.from).role != Role::split) return true;
  std::vector<ArrowId> siblings;
  double total = 0;
  each(out_, arrow.from, [&](ArrowId id) {
    const Arrow& other = model_.at(id);
    if (other.list != arrow.list || other.to == arrow.to || !same_tail(other, arrow)) return;
    siblings.push_back(id);
    total += weight(other);
  });
  if (siblings.empty() || total <= 0) return siblings.empty();
  const double peak = results_.arrows[lost.index()].peak;
  for (const ArrowId id : siblings) {
    const Arrow& other = model_.at(id);
    change({other.to, other.flow, other.to_visit}, peak * weight(other) / total);
  }
  return true;
}

bool LoadShift::add_alternatives(ArrowId lost) {
  const Arrow& arrow = model_.at(lost);
  const ArrowLoad& load = results_.arrows[lost.index()];
  bool known = true;
  each(out_, arrow.from, [&](ArrowId id) {
    const Arrow& other = model_.at(id);
    if (other.when != When::fail || other.condition != arrow.to || !same_tail(other, arrow)) return;
    known &= load.multiplicity > 0 && arrow.list_size < 2;
    if (known)
      change({other.to, other.flow, other.to_visit}, load.peak / load.multiplicity * weight(other));
  });
  return known;
}

void LoadShift::change(const Row& row, double rate) {
  waiting_[row] += rate;
  total_[row.component] += rate;
}

bool LoadShift::spread() {
  for (int step = 0; !waiting_.empty(); ++step) {
    if (step == most_steps) return false;
    const auto [row, rate] = *waiting_.begin();
    waiting_.erase(waiting_.begin());
    const ComponentLoad& at = results_.components[row.component.index()];
    if (std::abs(rate) <= 1e-9 * (at.offered + 1e-9)) continue;
    // What is refused already would be let through in place of what stays away.
    if (rate < 0 && at.shed > 0) continue;
    each(out_, row.component, [&](ArrowId id) {
      const Arrow& arrow = model_.at(id);
      if (arrow.flow != row.flow || arrow.from_visit != row.visit) return;
      const ArrowLoad& load = results_.arrows[id.index()];
      if (load.known && load.multiplicity != 0)
        change({arrow.to, arrow.flow, arrow.to_visit}, rate * load.multiplicity);
    });
  }
  return true;
}

bool LoadShift::can_carry(ComponentId id, double more) const {
  const CapacityResult& capacity = results_.capacity[id.index()];
  const ComponentLoad& load = results_.components[id.index()];
  if (!capacity.known || capacity.utilization > 1) return true;
  if (more <= 1e-9 * load.offered) return true;
  const bool apart = load.reads > 0 && load.writes > 0;
  if (load.offered <= 0) return false;
  const double grown = capacity.utilization * (1 + (apart ? mixed : 1) * more / load.offered);
  return grown <= certain;
}

}  // namespace joist::analysis
