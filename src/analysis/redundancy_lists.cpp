// Tries which members of a list can do without the others.
#include "analysis/redundancy_lists.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace joist::analysis {
namespace {

constexpr std::size_t most_tried = 10;    // members of which every set is tried
constexpr std::size_t most_counted = 32;  // of which every number is tried

std::vector<bool> members_of(std::uint32_t set, std::size_t count) {
  std::vector<bool> members(count, false);
  for (std::size_t i = 0; i < count; ++i) members[i] = (set >> i & 1) != 0;
  return members;
}

// Every carrier of the smaller one is one of the other's.
bool is_part(const Carriers& smaller, const Carriers& other) {
  for (std::size_t i = 0; i < smaller.size(); ++i)
    if (smaller[i] != not_among && smaller[i] != other[i]) return false;
  return true;
}

// Every set of a short list, the small ones first.
class Sets {
 public:
  Sets(std::size_t count, std::uint32_t normally, const Share& share)
      : count_(count), normally_(normally), by_size_(count + 1) {
    std::vector<std::uint32_t> order((1u << count) - 1);
    std::iota(order.begin(), order.end(), 1u);
    std::stable_sort(order.begin(), order.end(), [](std::uint32_t a, std::uint32_t b) {
      return std::popcount(a) < std::popcount(b);
    });
    int size = 1;
    for (const std::uint32_t set : order) {
      if (std::popcount(set) > size && is_settled(by_size_[static_cast<std::size_t>(size)])) break;
      size = std::popcount(set);
      add(set, share(members_of(set, count), {}));
    }
  }

  std::vector<Way> ways() && {
    std::vector<Way> counted = by_number();
    if (!counted.empty()) return counted;
    return std::move(ways_);
  }

 private:
  struct Size {
    std::size_t tried = 0, carrying = 0;
    Carriers carriers;
    bool alike = true;  // each member is the same in all sets of this size
  };

  // Any so many carry the load as they do the normal one: with more of them nothing changes.
  bool is_settled(const Size& size) const {
    return size.carrying == size.tried && size.carriers == Carriers(count_, normally_);
  }

  void add(std::uint32_t set, const Carriers& carriers) {
    const auto members = static_cast<std::uint32_t>(std::popcount(set));
    Size& size = by_size_[members];
    ++size.tried;
    if (size_of(carriers) < members) return;
    ++size.carrying;
    size.carriers.resize(count_, not_among);
    for (std::size_t i = 0; i < count_; ++i) {
      if (carriers[i] == not_among) continue;
      size.alike &= size.carriers[i] == not_among || size.carriers[i] == carriers[i];
      size.carriers[i] = carriers[i];
    }
    const bool holds_one = std::any_of(ways_.begin(), ways_.end(), [&](const Way& way) {
      return is_part(way.carriers, carriers);
    });
    if (!holds_one) ways_.push_back({carriers, members});
  }

  // How many are enough, where that does not depend on which; else nothing.
  std::vector<Way> by_number() {
    std::vector<Way> result;
    for (std::uint32_t least = 1; least <= count_; ++least) {
      Size& size = by_size_[least];
      if (size.carrying == 0) continue;
      if (size.carrying < size.tried || !size.alike) return {};
      if (result.empty() || result.back().carriers != size.carriers)
        result.push_back({std::move(size.carriers), least});
    }
    return result;
  }

  std::size_t count_;
  std::uint32_t normally_;
  std::vector<Size> by_size_;  // by the number of members
  std::vector<Way> ways_;
};

// Numbers of members of a long list, each with the lightest of the others.
class Counts {
 public:
  Counts(std::span<const double> weights, std::uint32_t normally, const Share& share)
      : weights_(weights), normally_(normally), share_(share) {
    by_weight_.resize(weights.size());
    std::iota(by_weight_.begin(), by_weight_.end(), std::size_t{0});
    std::stable_sort(by_weight_.begin(), by_weight_.end(),
                     [&](std::size_t a, std::size_t b) { return weights[a] < weights[b]; });
  }

  Ways ways() const {
    const auto count = static_cast<std::uint32_t>(by_weight_.size());
    Ways result;
    const std::uint32_t fewest = count > most_counted ? this->fewest() : 1;
    const std::uint32_t most = count > most_counted ? fewest : count;
    for (std::uint32_t least = fewest; least <= most; ++least) {
      Carriers carriers = with(least);
      const std::uint32_t carrying = size_of(carriers);
      // It depends on which they are.
      if (carrying > 0 && carrying < count) result.exact = false;
      if (carrying < least) continue;
      if (result.all.empty() || result.all.back().carriers != carriers)
        result.all.push_back({std::move(carriers), least});
    }
    result.exact = result.exact && knows_all(result.all);
    return result;
  }

 private:
  // Which of equally many are left makes no difference, nor do more than were tried.
  bool knows_all(const std::vector<Way>& ways) const {
    if (ways.empty()) return true;
    const bool even = weights_[by_weight_.front()] == weights_[by_weight_.back()];
    if (!even && ways.front().least > 1) return false;
    return by_weight_.size() <= most_counted ||
           ways.back().carriers == Carriers(by_weight_.size(), normally_);
  }

  // Each member as it is when so many are left.
  Carriers with(std::uint32_t least) const {
    Carriers result(by_weight_.size(), not_among);
    for (std::size_t i = 0; i < result.size(); ++i) {
      std::vector<bool> left(result.size(), false);
      left[i] = true;
      std::uint32_t chosen = 1;
      for (std::size_t at = 0; chosen < least; ++at) {
        if (left[by_weight_[at]]) continue;
        left[by_weight_[at]] = true;
        ++chosen;
      }
      result[i] = share_(left, i)[i];
    }
    return result;
  }

  // The smallest number of which all can carry their part, whichever are left.
  std::uint32_t fewest() const {
    const auto count = static_cast<std::uint32_t>(by_weight_.size());
    std::uint32_t few = 0, enough = count;
    while (enough - few > 1) {
      const std::uint32_t half = few + (enough - few) / 2;
      (size_of(with(half)) < count ? few : enough) = half;
    }
    return enough;
  }

  std::span<const double> weights_;
  std::uint32_t normally_;
  const Share& share_;
  std::vector<std::size_t> by_weight_;  // members, the lightest first
};

}  // namespace

std::uint32_t size_of(const Carriers& carriers) {
  return static_cast<std::uint32_t>(
      std::count_if(carriers.begin(), carriers.end(),
                    [](std::uint32_t carrier) { return carrier != not_among; }));
}

Ways ways_to_carry(std::span<const double> weights, std::uint32_t normally, const Share& share) {
  if (weights.size() <= most_tried) return {Sets(weights.size(), normally, share).ways(), true};
  return Counts(weights, normally, share).ways();
}

}  // namespace joist::analysis
