// Compares what losses rested on with what is there now.
#include "analysis/losses_kept.hpp"

#include <algorithm>

namespace joist::analysis {
namespace {

// By index: the index before.
std::vector<std::uint32_t> find_earlier(const LastingNumbers& before, const LastingNumbers& now) {
  const std::vector<std::uint32_t> indices = before.indices();
  std::vector<std::uint32_t> earlier(now.of.size(), nowhere);
  for (std::size_t i = 0; i < earlier.size(); ++i)
    if (now.of[i] < indices.size()) earlier[i] = indices[now.of[i]];
  return earlier;
}

}  // namespace

KeptLosses::KeptLosses(std::shared_ptr<const Lasting> lasting, AftermathBasis rests_on)
    : numbers(std::move(lasting)), basis(std::move(rests_on)) {
  const std::size_t components = numbers->components.of.size();
  of_copies.resize(components);
  of_leaders.resize(components);
  of_domains.resize(numbers->domains.of.size());
  colds.resize(components);
}

std::shared_ptr<const KeptLoss>& KeptLosses::of(const Event& event) {
  if (event.domain) return of_domains[event.domain.index()];
  return (event.leader ? of_leaders : of_copies)[event.component.index()];
}

StillKept::StillKept(const KeptLosses* before, const KeptLosses& now)
    : before_(before != nullptr && before->basis.design == now.basis.design ? before : nullptr) {
  if (before_ == nullptr) return;
  earlier_ = find_earlier(before->numbers->components, now.numbers->components);
  same_.assign(now.numbers->components.end, 0);
  for (std::size_t i = 0; i < earlier_.size(); ++i) {
    const bool same =
        earlier_[i] != nowhere && before->basis.components[earlier_[i]] == now.basis.components[i];
    if (same) same_[now.numbers->components.of[i]] = 1;
  }
  earlier_domain_ = find_earlier(before->numbers->domains, now.numbers->domains);
  same_in_domain_.assign(earlier_domain_.size(), 0);
  for (std::size_t d = 0; d < earlier_domain_.size(); ++d) {
    if (earlier_domain_[d] == nowhere) continue;
    same_in_domain_[d] = before->basis.domains[earlier_domain_[d]] == now.basis.domains[d] ? 1 : 0;
  }
}

bool StillKept::is_same(const std::vector<ComponentId>& components) const {
  return std::all_of(components.begin(), components.end(),
                     [&](ComponentId id) { return same_[id.index()] != 0; });
}

std::shared_ptr<const KeptLoss> StillKept::loss(const Event& event) const {
  if (before_ == nullptr) return nullptr;
  const std::shared_ptr<const KeptLoss>* kept = nullptr;
  if (event.domain) {
    if (same_in_domain_[event.domain.index()] == 0) return nullptr;
    kept = &before_->of_domains[earlier_domain_[event.domain.index()]];
  } else {
    const std::uint32_t earlier = earlier_[event.component.index()];
    if (earlier == nowhere) return nullptr;
    kept = &(event.leader ? before_->of_leaders : before_->of_copies)[earlier];
  }
  return *kept && is_same((*kept)->rests_on) ? *kept : nullptr;
}

std::shared_ptr<const KeptCold> StillKept::cold(ComponentId cache) const {
  if (before_ == nullptr || earlier_[cache.index()] == nowhere) return nullptr;
  const auto& kept = before_->colds[earlier_[cache.index()]];
  return kept && is_same(kept->rests_on) ? kept : nullptr;
}

void Telling::tell(std::vector<ComponentId>& components) const {
  for (ComponentId& id : components) id = of(id);
}

void Telling::tell(std::vector<std::pair<ComponentId, double>>& figures) const {
  for (auto& [id, figure] : figures) id = of(id);
}

void Telling::tell(Loss& loss) const {
  tell(loss.overloaded);
  tell(loss.busier);
  for (FlowId& flow : loss.stopped) flow = FlowId(flows_[flow.index()]);
  for (Downed& each : loss.down) each.component = of(each.component);
}

void Telling::tell(KeptLoss& kept) const {
  tell(kept.loss);
  tell(kept.needed);
  tell(kept.rests_on);
}

void Telling::tell(ColdCache& cold) const {
  cold.cache = of(cold.cache);
  tell(cold.busier);
  tell(cold.overloaded);
}

}  // namespace joist::analysis
