// Compares what losses rested on with what is there now.
#include "analysis/losses_kept.hpp"

#include <algorithm>

namespace joist::analysis {
namespace {

std::vector<char> compare(const std::vector<Fingerprint>& before,
                          const std::vector<Fingerprint>& now) {
  std::vector<char> same(now.size());
  for (std::size_t i = 0; i < same.size(); ++i) same[i] = before[i] == now[i] ? 1 : 0;
  return same;
}

}  // namespace

StillKept::StillKept(const KeptLosses* before, const AftermathBasis& now)
    : before_(before != nullptr && before->basis.design == now.design ? before : nullptr) {
  if (before_ == nullptr) return;
  same_ = compare(before_->basis.components, now.components);
  same_in_domain_ = compare(before_->basis.domains, now.domains);
}

bool StillKept::is_same(const std::vector<ComponentId>& components) const {
  return std::all_of(components.begin(), components.end(),
                     [&](ComponentId id) { return same_[id.index()] != 0; });
}

std::shared_ptr<const KeptLoss> StillKept::loss(std::uint32_t number, const Event& event) const {
  if (before_ == nullptr || !before_->losses[number]) return nullptr;
  if (event.domain && same_in_domain_[event.domain.index()] == 0) return nullptr;
  return is_same(before_->losses[number]->rests_on) ? before_->losses[number] : nullptr;
}

std::shared_ptr<const KeptCold> StillKept::cold(ComponentId cache) const {
  if (before_ == nullptr || !before_->cold[cache.index()]) return nullptr;
  const auto& kept = before_->cold[cache.index()];
  return is_same(kept->rests_on) ? kept : nullptr;
}

}  // namespace joist::analysis
