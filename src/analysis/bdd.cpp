// The nodes of decision diagrams, and the one operation from which all others are made.
#include "analysis/bdd.hpp"

#include <algorithm>
#include <utility>

namespace joist::analysis {
namespace {

constexpr std::size_t first_table = 1 << 10;
constexpr std::size_t most_cached = std::size_t{1} << 20;
constexpr std::size_t steps_a_node = 25;  // of work allowed for each node of the limit

std::size_t hash_of(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  std::uint64_t h = a * 0x9e3779b97f4a7c15u;
  h = (h ^ (h >> 29) ^ b) * 0xbf58476d1ce4e5b9u;
  h = (h ^ (h >> 32) ^ c) * 0x94d049bb133111ebu;
  return static_cast<std::size_t>(h ^ (h >> 31));
}

}  // namespace

Bdd::Bdd(std::size_t limit)
    : table_(first_table, zero),
      cache_(first_table),
      limit_(limit),
      step_limit_(limit * steps_a_node) {
  nodes_.push_back({no_level, zero, zero});
  nodes_.push_back({no_level, one, one});
}

void Bdd::grow() {
  table_.assign(table_.size() * 2, zero);
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = 2; i < nodes_.size(); ++i) {
    std::size_t slot = hash_of(nodes_[i].level, nodes_[i].low, nodes_[i].high) & mask;
    while (table_[slot] != zero) slot = (slot + 1) & mask;
    table_[slot] = static_cast<Ref>(i);
  }
  if (cache_.size() >= std::min(table_.size(), most_cached)) return;
  cache_.assign(std::min(table_.size(), most_cached), {});
}

Bdd::Ref Bdd::node(std::uint32_t level, Ref low, Ref high) {
  if (low == over || high == over) return over;
  if (low == high) return low;
  const std::size_t mask = table_.size() - 1;
  std::size_t slot = hash_of(level, low, high) & mask;
  for (; table_[slot] != zero; slot = (slot + 1) & mask) {
    const Node& known = nodes_[table_[slot]];
    if (known.level == level && known.low == low && known.high == high) return table_[slot];
  }
  if (nodes_.size() >= limit_) return over;
  const Ref made = static_cast<Ref>(nodes_.size());
  nodes_.push_back({level, low, high});
  table_[slot] = made;
  if (nodes_.size() * 2 > table_.size()) grow();
  return made;
}

// What is left of a function above which nothing stands, once the variable has its value.
Bdd::Ref Bdd::top(Ref f, std::uint32_t level, bool value) const {
  if (nodes_[f].level != level) return f;
  return value ? nodes_[f].high : nodes_[f].low;
}

// Solves what needs no descent, and brings the rest into the form in which it is remembered.
bool Bdd::simple(Frame& frame, Ref& result) const {
  auto& [f, g, h, low, level, stage] = frame;
  if (f == g) g = one;
  if (f == h) h = zero;
  if (f == one || g == h) {
    result = g;
  } else if (f == zero) {
    result = h;
  } else if (g == one && h == zero) {
    result = f;
  } else {
    if (g == one && f > h) std::swap(f, h);
    if (h == zero && f > g) std::swap(f, g);
    return false;
  }
  return true;
}

Bdd::Cached& Bdd::cached(const Frame& frame) {
  return cache_[hash_of(frame.f, frame.g, frame.h) & (cache_.size() - 1)];
}

// Without recursion: functions may be as deep as a chain of 100,000 components.
Bdd::Ref Bdd::ite(Ref f, Ref g, Ref h) {
  if (f == over || g == over || h == over) return over;
  Ref result = over;
  stack_.assign(1, {f, g, h, over, 0, 0});
  while (!stack_.empty()) {
    Frame& frame = stack_.back();
    if (frame.stage == 0) {
      if (simple(frame, result)) {
        stack_.pop_back();
        continue;
      }
      const Cached& known = cached(frame);
      if (known.f == frame.f && known.g == frame.g && known.h == frame.h) {
        result = known.result;
        stack_.pop_back();
        continue;
      }
      if (++steps_ >= step_limit_) return over;
      frame.level = std::min({nodes_[frame.f].level, nodes_[frame.g].level, nodes_[frame.h].level});
    } else if (frame.stage == 1) {
      frame.low = result;
    } else {
      result = node(frame.level, frame.low, result);
      if (result == over) return over;
      cached(frame) = {frame.f, frame.g, frame.h, result};
      stack_.pop_back();
      continue;
    }
    const bool high = frame.stage++ == 1;
    stack_.push_back({top(frame.f, frame.level, high), top(frame.g, frame.level, high),
                      top(frame.h, frame.level, high), over, 0, 0});
  }
  return result;
}

// By counting from the last to the first, so that what is added stands above what is there.
Bdd::Ref Bdd::at_least(std::uint32_t least, std::span<const Ref> functions) {
  std::vector<Ref> sorted(functions.begin(), functions.end());
  for (const Ref f : sorted)
    if (f == over) return over;
  std::sort(sorted.begin(), sorted.end(),
            [&](Ref a, Ref b) { return level(a) != level(b) ? level(a) > level(b) : a < b; });
  std::vector<Ref> counted(least + 1, zero);
  counted[0] = one;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    // With so many still to come, fewer than this cannot be enough any more.
    const std::size_t ahead = sorted.size() - 1 - i;
    const std::size_t lowest = least > ahead ? least - ahead : 1;
    for (std::size_t m = std::min<std::size_t>(least, i + 1); m >= lowest; --m) {
      counted[m] = ite(sorted[i], counted[m - 1], counted[m]);
      if (counted[m] == over) return over;
    }
  }
  return counted[least];
}

std::vector<Bdd::Ref> Bdd::nodes_of(Ref f) const {
  std::vector<Ref> found;
  if (f <= one) return found;
  std::vector<bool> seen(f + 1, false);
  seen[f] = true;
  for (Ref at = f; at > one; --at) {
    if (!seen[at]) continue;
    found.push_back(at);
    seen[nodes_[at].low] = seen[nodes_[at].high] = true;
  }
  std::reverse(found.begin(), found.end());
  return found;
}

Bdd::Ref Bdd::restricted(Ref f, std::uint32_t level, bool value) {
  if (f == over || f <= one) return f;
  const std::vector<Ref> nodes = nodes_of(f);
  std::vector<Ref> made(nodes.size());
  const auto mapped = [&](Ref child) {
    const auto found = std::lower_bound(nodes.begin(), nodes.end(), child);
    return child <= one ? child : made[static_cast<std::size_t>(found - nodes.begin())];
  };
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node at = nodes_[nodes[i]];
    if (at.level > level) {
      made[i] = nodes[i];
    } else if (at.level == level) {
      made[i] = value ? at.high : at.low;
    } else {
      made[i] = node(at.level, mapped(at.low), mapped(at.high));
      if (made[i] == over) return over;
    }
  }
  return made.back();
}

}  // namespace joist::analysis
