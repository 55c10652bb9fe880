// Tries failures out on arrows and copies as they are written.
#include "tests/plain_flow.hpp"

#include <algorithm>

#include "analysis/availability_events.hpp"

namespace joist::testing {

using model::Arrow;
using model::Attribute;
using model::Call;
using model::ComponentId;
using model::DomainId;
using model::Role;
using model::When;

namespace {

constexpr std::uint32_t never = 0xffffffffu;

// Where fewer than `least` are up.
Word too_few(std::uint32_t least, const std::vector<Word>& down) {
  Word result = 0;
  for (int bit = 0; bit < 64; ++bit) {
    const auto lost =
        std::count_if(down.begin(), down.end(), [&](Word w) { return (w >> bit & 1) != 0; });
    if (down.size() - static_cast<std::size_t>(lost) < least) result |= Word{1} << bit;
  }
  return result;
}

}  // namespace

bool PlainFlow::is_reached(ComponentId id) const {
  return std::any_of(model_.arrows.begin(), model_.arrows.end(),
                     [&](const Arrow& arrow) { return arrow.to == id; });
}

bool PlainFlow::is_needed(const Arrow& arrow) const {
  if (arrow.attributes.yes(Attribute::optional) || arrow.when == When::fail) return false;
  const Role from = model_.at(arrow.from).role, to = model_.at(arrow.to).role;
  const bool begins = !is_reached(arrow.from);
  if (!begins && (from == Role::queue || from == Role::store)) return false;
  if (!begins && arrow.call == Call::async && to != Role::queue) return false;
  if (to != Role::cache) return true;
  bool is_aside = false, calls_on = false;
  for (const Arrow& other : model_.arrows) {
    if (other.when == When::miss && other.condition == arrow.to) {
      is_aside = true;
      if (other.from == arrow.from) return false;
    }
    calls_on |= other.from == arrow.to && other.call == Call::sync &&
                !other.attributes.yes(Attribute::optional);
  }
  return !is_aside || calls_on;
}

Word PlainFlow::of(const Arrow& arrow) const {
  const std::size_t to = arrow.to.index();
  return (arrow.access == model::Access::write ? writes_ : reads_)[to] | behind_[to];
}

// The target and everything that is called in its place, and in the place of that.
Word PlainFlow::lost(const Arrow& arrow) const {
  Word down = of(arrow);
  std::vector<ComponentId> tried = {arrow.to};
  for (std::size_t i = 0; i < tried.size(); ++i) {
    for (const Arrow& other : model_.arrows) {
      if (other.from != arrow.from || other.when != When::fail || other.condition != tried[i])
        continue;
      if (std::find(tried.begin(), tried.end(), other.to) != tried.end()) continue;
      tried.push_back(other.to);
      down &= of(other);
    }
  }
  return down;
}

Word PlainFlow::lost(ComponentId from) const {
  Word down = 0;
  for (const Arrow& arrow : model_.arrows) {
    if (arrow.from != from || !is_needed(arrow)) continue;
    Word all = lost(arrow);
    if (model_.at(from).role == Role::split) {
      for (const Arrow& other : model_.arrows)
        if (other.from == from && other.list == arrow.list && is_needed(other)) all &= lost(other);
    }
    down |= all;
  }
  return down;
}

Word PlainFlow::down(const std::vector<Word>& reads, const std::vector<Word>& writes) const {
  reads_ = reads;
  writes_ = writes;
  behind_.assign(reads.size(), 0);
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < behind_.size(); ++i) {
      const Word now = lost(ComponentId(i));
      again |= now != behind_[i];
      behind_[i] = now;
    }
  }
  Word down = 0;
  for (const Arrow& arrow : model_.arrows) {
    if (arrow.attributes.yes(Attribute::optional) || is_reached(arrow.from)) continue;
    down |= reads_[arrow.from.index()] | behind_[arrow.from.index()];
  }
  return down;
}

PlainCopies::PlainCopies(const analysis::Failures& failures) : failures_(failures) {
  const auto odds = analysis::event_odds(failures);
  for (std::size_t i = 0; i < failures.model.components.size(); ++i) {
    const analysis::Placement& placement = failures.placements.components[i];
    first_.push_back(static_cast<std::uint32_t>(odds_.size()));
    if (placement.never_fails) continue;
    const double down = odds[failures.events.of_component[i]]->down;
    odds_.insert(odds_.end(), placement.managed ? 1 : placement.instances, down);
  }
  for (std::size_t d = 0; d < failures.placements.domains.size(); ++d) {
    const std::uint32_t event = failures.events.of_domain[d];
    const bool fails = event != analysis::no_event && odds[event];
    domain_.push_back(fails ? static_cast<std::uint32_t>(odds_.size()) : never);
    if (fails) odds_.push_back(odds[event]->down);
  }
}

Word PlainCopies::around(DomainId domain, const std::vector<Word>& failed) const {
  Word down = 0;
  for (DomainId d = domain; d; d = failures_.placements.domains[d.index()].parent)
    if (domain_[d.index()] != never) down |= failed[domain_[d.index()]];
  return down;
}

// Copies go round the zones, one after the other.
Word PlainCopies::copy(ComponentId id, std::uint32_t number,
                       const std::vector<Word>& failed) const {
  const analysis::Placement& placement = failures_.placements.at(id);
  Word down = failed[first_[id.index()] + number] | around(placement.home, failed);
  if (!placement.zones.empty())
    down |= around(placement.zones[number % placement.zones.size()].first, failed);
  return down;
}

// A shard has as many copies in every zone, one more in some, on any nodes there.
Word PlainCopies::nodes(ComponentId id, const std::vector<Word>& failed) const {
  const analysis::Placement& placement = failures_.placements.at(id);
  const auto zones = static_cast<std::uint32_t>(std::max<std::size_t>(1, placement.zones.size()));
  const std::uint32_t each = placement.copies / zones, spare = placement.copies % zones;
  Word result = 0;
  for (int bit = 0; bit < 64; ++bit) {
    std::vector<std::uint32_t> gone(zones, 0);
    for (std::uint32_t n = 0; n < placement.instances; ++n)
      gone[n % zones] += copy(id, n, failed) >> bit & 1;
    std::uint32_t lost = 0, more = 0;
    for (const std::uint32_t count : gone) {
      lost += std::min(count, each);
      if (count > each) ++more;
    }
    lost += std::min(more, spare);
    const std::uint32_t least = std::max(1u, failures_.standings[id.index()].by_needs);
    if (placement.copies - lost < least) result |= Word{1} << bit;
  }
  return result;
}

Word PlainCopies::reads(ComponentId id, const std::vector<Word>& failed) const {
  const analysis::Placement& placement = failures_.placements.at(id);
  if (placement.never_fails) return 0;
  if (placement.managed) return copy(id, 0, failed);
  if (placement.on_nodes()) return nodes(id, failed);
  Word down = 0;
  for (std::uint32_t shard = 0; shard * placement.copies < placement.instances; ++shard) {
    std::vector<Word> copies;
    for (std::uint32_t c = 0; c < placement.copies; ++c)
      copies.push_back(copy(id, shard * placement.copies + c, failed));
    down |= too_few(failures_.standings[id.index()].by_needs, copies);
  }
  return down;
}

// Each shard is led by its first copy; of shards on nodes of their own every node leads some.
Word PlainCopies::writes(ComponentId id, const std::vector<Word>& failed) const {
  Word down = reads(id, failed);
  const analysis::Placement& placement = failures_.placements.at(id);
  if (!failures_.standings[id.index()].has_leader) return down;
  const std::uint32_t step = placement.on_nodes() ? 1 : placement.copies;
  for (std::uint32_t n = 0; n < placement.instances; n += step) down |= copy(id, n, failed);
  return down;
}

}  // namespace joist::testing
