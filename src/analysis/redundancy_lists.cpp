// Tries which members of a list can do without the others.
#include "analysis/redundancy_lists.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace joist::analysis {
namespace {

constexpr std::size_t most_tried = 10;  // members of which every set is tried

double total(std::span<const Member> members) {
  double sum = 0;
  for (const Member& member : members) sum += member.weight;
  return sum;
}

// What is overloaded with every member up is a finding of its own.
bool carries(const Member& member, double all, double left) {
  if (member.utilization > 1) return true;
  return member.utilization * (1 + member.through * (all / left - 1)) <= 1 + 1e-9;
}

// The fewest members that can carry what all of them do, whichever are left.
std::uint32_t fewest(std::span<const Member> members) {
  std::vector<double> weights;
  for (const Member& member : members) weights.push_back(member.weight);
  std::sort(weights.begin(), weights.end());
  const double all = total(members);
  const auto carried = [&](const Member& member, std::size_t left) {
    // It and the lightest of the others.
    const auto own = std::lower_bound(weights.begin(), weights.end(), member.weight);
    const auto others = static_cast<std::ptrdiff_t>(left) - 1;
    const bool among = own - weights.begin() < others;
    double sum = std::accumulate(weights.begin(), weights.begin() + others + (among ? 1 : 0), 0.0);
    if (!among) sum += member.weight;
    return carries(member, all, sum);
  };
  for (std::size_t left = 1; left < members.size(); ++left) {
    if (std::all_of(members.begin(), members.end(),
                    [&](const Member& member) { return carried(member, left); }))
      return static_cast<std::uint32_t>(left);
  }
  return static_cast<std::uint32_t>(members.size());
}

bool sustains_itself(std::span<const Member> members, std::uint32_t set, double all) {
  double left = 0;
  for (std::size_t i = 0; i < members.size(); ++i)
    if ((set >> i & 1) != 0) left += members[i].weight;
  for (std::size_t i = 0; i < members.size(); ++i)
    if ((set >> i & 1) != 0 && !carries(members[i], all, left)) return false;
  return true;
}

// The smallest sets, as bits.
std::vector<std::uint32_t> smallest_sets(std::span<const Member> members) {
  const std::uint32_t count = 1u << members.size();
  std::vector<std::uint32_t> order(count - 1);
  std::iota(order.begin(), order.end(), 1u);
  std::stable_sort(order.begin(), order.end(), [](std::uint32_t a, std::uint32_t b) {
    return std::popcount(a) < std::popcount(b);
  });
  const double all = total(members);
  std::vector<std::uint32_t> found;
  for (const std::uint32_t set : order) {
    const bool known = std::any_of(found.begin(), found.end(),
                                   [&](std::uint32_t other) { return (set & other) == other; });
    if (!known && sustains_itself(members, set, all)) found.push_back(set);
  }
  return found;
}

}  // namespace

Enough enough(std::span<const Member> members) {
  Enough result;
  if (members.empty()) return result;
  result.least = fewest(members);
  if (result.least == 1 || members.size() > most_tried) return result;
  const auto sets = smallest_sets(members);
  const auto fewer = [&](std::uint32_t set) {
    return static_cast<std::uint32_t>(std::popcount(set)) < result.least;
  };
  if (std::none_of(sets.begin(), sets.end(), fewer)) return result;
  for (const std::uint32_t set : sets) {
    auto& members_of = result.sets.emplace_back();
    for (std::uint32_t i = 0; i < members.size(); ++i)
      if ((set >> i & 1) != 0) members_of.push_back(i);
  }
  return result;
}

}  // namespace joist::analysis
