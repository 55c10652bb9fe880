// Folds copies, shards and nodes into one chance for each state of the domains around them.
#include "analysis/availability_component.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/availability_copies.hpp"

namespace joist::analysis {
namespace {

// Of something that happens where another does: this much of that.
Odds part(double up, double down) {
  if (!(up + down > 0)) return {0, 1};
  return {std::max(0.0, up) / (up + down), std::max(0.0, down) / (up + down)};
}

bool is_certain(const Odds& odds) {
  return odds.up <= 0 || odds.down <= 0;
}

Bdd::Ref function_of(Bdd& bdd, const Odds& odds, std::uint32_t level) {
  if (is_certain(odds)) return odds.up > 0 ? Bdd::one : Bdd::zero;
  return bdd.variable(level);
}

}  // namespace

std::uint32_t Variables::add(const Odds& added) {
  odds.push_back(added);
  blocks.back().last = static_cast<std::uint32_t>(odds.size());
  return blocks.back().last - 1;
}

ComponentSuccess::ComponentSuccess(const Failures& failures, const EventOdds& odds,
                                   ComponentId component, std::vector<std::uint32_t> by_load)
    : failures_(failures),
      odds_(odds),
      component_(component),
      placement_(failures.placements.at(component)),
      standing_(failures.standings[component.index()]),
      by_load_(std::move(by_load)) {
  std::sort(by_load_.begin(), by_load_.end());
  by_load_.erase(std::unique(by_load_.begin(), by_load_.end()), by_load_.end());
  if (placement_.never_fails) return;
  const Odds own = odds[failures.events.of_component[component.index()]].value_or(Odds{});
  if (placement_.managed) {
    service_ = Own{Step{own, {}}};
  } else {
    copy_ = own;
  }
  if (placement_.on_nodes() && !placement_.managed) {
    add_nodes();
  } else {
    add_shards();
  }
}

// Events with a known chance around a place, outermost first.
std::vector<std::uint32_t> ComponentSuccess::domains_around(DomainId zone) const {
  std::vector<std::uint32_t> events;
  for (const DomainId inner : {zone, placement_.home}) {
    for (DomainId d = inner; d; d = failures_.placements.domains[d.index()].parent) {
      const std::uint32_t event = failures_.events.of_domain[d.index()];
      if (event == no_event || !odds_[event] || odds_[event]->down <= 0) continue;
      if (std::find(events.begin(), events.end(), event) == events.end()) events.push_back(event);
    }
  }
  std::reverse(events.begin(), events.end());
  return events;
}

std::size_t ComponentSuccess::place_of(DomainId zone) {
  std::vector<std::uint32_t> events = domains_around(zone);
  const auto found = std::find(places_.begin(), places_.end(), events);
  if (found != places_.end()) return static_cast<std::size_t>(found - places_.begin());
  places_.push_back(std::move(events));
  return places_.size() - 1;
}

void ComponentSuccess::add_shards() {
  const double shards = std::max(1u, placement_.instances / placement_.copies);
  std::vector<std::size_t> places;
  for (const auto& [zone, instances] : placement_.zones) places.push_back(place_of(zone));
  if (placement_.patterns.empty()) {
    places.assign(1, place_of({}));
    add_part({placement_.copies}, places, 0, shards);
  }
  // Shards follow one another round the patterns; each is led by its first copy.
  const std::size_t patterns = placement_.patterns.size();
  for (std::size_t p = 0; p < patterns; ++p) {
    const double alike = std::floor(shards / static_cast<double>(patterns)) +
                         (static_cast<double>(p) < std::fmod(shards, patterns) ? 1 : 0);
    if (alike > 0)
      add_part(placement_.patterns[p], places, p * placement_.copies % places.size(), alike);
  }
  for (Part& part : parts_) find_keys(part);
  for (Part& part : parts_)
    for (auto& [key, own] : part.owned) own = own_shards(key, part.shards);
}

void ComponentSuccess::add_part(const std::vector<std::uint32_t>& pattern,
                                const std::vector<std::size_t>& places, std::size_t leader,
                                double shards) {
  Part part;
  part.shards = shards;
  part.added.assign(places_.size(), Key(2, 0));
  std::uint32_t left = placement_.copies;
  for (std::size_t z = 0; z < pattern.size(); ++z) {
    const std::uint32_t copies = std::min(left, pattern[z]);
    part.added[places[z]][0] += copies;
    left -= copies;
  }
  part.added[places[leader]][1] = 1;
  if (!standing_.has_leader)
    for (Key& key : part.added) key[1] = 0;
  for (Part& known : parts_) {
    if (known.added != part.added) continue;
    known.shards += shards;
    return;
  }
  parts_.push_back(std::move(part));
}

std::size_t ComponentSuccess::class_of(const ZoneClass& wanted) {
  for (std::size_t c = 0; c < classes_.size(); ++c)
    if (classes_[c].nodes == wanted.nodes && classes_[c].copies == wanted.copies) return c;
  classes_.push_back(wanted);
  return classes_.size() - 1;
}

// Each zone holds as many copies of every shard, and what is left over may be anywhere.
void ComponentSuccess::add_nodes() {
  std::vector<std::pair<std::size_t, std::size_t>> zones;  // place and class
  if (placement_.zones.empty()) {
    zones.emplace_back(place_of({}), class_of({placement_.instances, placement_.copies, 0}));
  } else {
    spare_ = placement_.spare;
    for (std::size_t z = 0; z < placement_.zones.size(); ++z) {
      const auto& [zone, nodes] = placement_.zones[z];
      const std::uint32_t copies = placement_.patterns.front()[z];
      if (nodes > 0) zones.emplace_back(place_of(zone), class_of({nodes, copies, 0}));
    }
  }
  Part part;
  part.added.assign(places_.size(), Key(classes_.size(), 0));
  for (const auto& [place, of_class] : zones) {
    ++part.added[place][of_class];
    ++classes_[of_class].zones;
  }
  find_keys(part);
  for (auto& [key, own] : part.owned) own = own_nodes(key);
  parts_.push_back(std::move(part));
}

// Everything that can be up; places that nothing takes down always are.
void ComponentSuccess::find_keys(Part& part) const {
  std::map<Key, Own> reached = {{Key(part.added.front().size(), 0), Own{}}};
  for (std::size_t p = 0; p < places_.size(); ++p) {
    std::map<Key, Own> next;
    if (!places_[p].empty()) next = reached;
    for (const auto& [key, own] : reached) {
      Key up = key;
      for (std::size_t i = 0; i < up.size(); ++i) up[i] += part.added[p][i];
      next.emplace(std::move(up), own);
    }
    reached = std::move(next);
  }
  part.owned = std::move(reached);
}

// From how likely enough are up for each number asked for, and those among them that lead.
ComponentSuccess::Own ComponentSuccess::steps(const std::vector<Odds>& enough,
                                              const std::vector<Odds>& led) {
  Own own(enough.size());
  Odds before = {1, 0};
  for (std::size_t i = 0; i < own.size(); ++i) {
    own[i].reads = part(enough[i].up, enough[i].down - before.down);
    before = enough[i];
    if (led.empty()) continue;
    const bool is_last = i + 1 == own.size();
    const double up = led[i].up - (is_last ? 0 : led[i + 1].up);
    const double all = is_last ? enough[i].up : enough[i + 1].down - enough[i].down;
    own[i].writes = part(up, is_last ? led[i].down - enough[i].down : all - up);
  }
  return own;
}

ComponentSuccess::Own ComponentSuccess::own_shards(const Key& up, double shards) const {
  std::vector<Odds> enough, led;
  for (const std::uint32_t number : by_load_) {
    const std::uint32_t least = std::max(standing_.by_needs, number);
    const Odds shard = k_of_n(least, up[0], copy_);
    enough.push_back(all_of(shards, shard));
    if (!standing_.has_leader) continue;
    // The leader is up, and enough of it and the others.
    const double without = copy_.down * (up[0] > 0 ? k_of_n(least, up[0] - 1, copy_).up : 0);
    const bool serves = up[1] > 0 && shard.up > 0;
    led.push_back(serves ? all_of(shards, {std::max(0.0, shard.up - without), shard.down + without})
                         : Odds{0, 1});
  }
  return steps(enough, led);
}

ComponentSuccess::Own ComponentSuccess::own_nodes(const Key& up) const {
  std::vector<NodeZone> zones;
  std::uint32_t nodes = 0;
  for (std::size_t c = 0; c < classes_.size(); ++c) {
    for (std::uint32_t z = 0; z < classes_[c].zones; ++z) {
      zones.push_back({classes_[c].nodes, classes_[c].copies, z >= up[c]});
      if (z < up[c]) nodes += classes_[c].nodes;
    }
  }
  // Every node leads some shards.
  const Odds all = nodes == placement_.instances ? all_of(nodes, copy_) : Odds{0, 1};
  std::vector<Odds> enough, led;
  for (const std::uint32_t number : by_load_) {
    enough.push_back(
        enough_nodes(zones, {placement_.copies, spare_, standing_.by_needs, number}, copy_));
    if (standing_.has_leader) led.push_back(enough.back().up > 0 ? all : Odds{0, 1});
  }
  return steps(enough, led);
}

void ComponentSuccess::add_variables(Variables& variables) {
  for (const auto& place : places_) {
    for (const std::uint32_t event : place) {
      if (variables.domains.count(event) != 0) continue;
      const auto level = static_cast<std::uint32_t>(variables.odds.size());
      variables.blocks.push_back({level, level});
      variables.subjects.push_back({{}, event});
      variables.domains.emplace(event, variables.add(*odds_[event]));
    }
  }
  const auto level = static_cast<std::uint32_t>(variables.odds.size());
  variables.blocks.push_back({level, level});
  variables.subjects.push_back({component_, 0});
  const auto add = [&](Own& own) {
    for (Step& step : own)
      if (!is_certain(step.reads)) step.reads_level = variables.add(step.reads);
    for (Step& step : own)
      if (!is_certain(step.writes)) step.writes_level = variables.add(step.writes);
  };
  if (service_) add(*service_);
  for (Part& part : parts_)
    for (auto& [key, own] : part.owned) add(own);
  if (variables.blocks.back().last == level) {
    variables.blocks.pop_back();
    variables.subjects.pop_back();
  }
}

Bdd::Ref ComponentSuccess::function(Bdd& bdd, const Variables& variables,
                                    const Literal& literal) const {
  std::vector<Bdd::Ref> places;
  for (const auto& events : places_) {
    Bdd::Ref up = Bdd::one;
    for (auto event = events.rbegin(); event != events.rend(); ++event)
      up = bdd.both(bdd.variable(variables.domains.at(*event)), up);
    places.push_back(up);
  }
  Bdd::Ref result = Bdd::one;
  for (const Part& part : parts_) result = bdd.both(result, function(bdd, places, part, literal));
  if (!service_) return result;
  const Step& step = service_->front();
  return bdd.both(result, function_of(bdd, step.reads, step.reads_level));
}

// Of copies alone.
Bdd::Ref ComponentSuccess::function(Bdd& bdd, const Own& own, const Literal& literal) const {
  const auto asked = std::lower_bound(by_load_.begin(), by_load_.end(), literal.by_load);
  const auto last = own.begin() + (asked - by_load_.begin());
  Bdd::Ref result = Bdd::one;
  if (literal.writes) {
    result = function_of(bdd, own.back().writes, own.back().writes_level);
    for (auto step = own.end() - 1; step != last; --step) {
      const Bdd::Ref below = function_of(bdd, (step - 1)->writes, (step - 1)->writes_level);
      result = bdd.ite(function_of(bdd, step->reads, step->reads_level), result, below);
    }
  }
  for (auto step = last + 1; step != own.begin(); --step) {
    const Step& at = *(step - 1);
    result = bdd.both(function_of(bdd, at.reads, at.reads_level), result);
  }
  return result;
}

// From the last place to the first: what is up so far, and what the places to come may add to it.
Bdd::Ref ComponentSuccess::function(Bdd& bdd, std::span<const Bdd::Ref> places, const Part& part,
                                    const Literal& literal) const {
  std::vector<std::vector<Key>> reached = {{Key(part.added.front().size(), 0)}};
  const auto raised = [&](Key key, std::size_t place) {
    for (std::size_t i = 0; i < key.size(); ++i) key[i] += part.added[place][i];
    return key;
  };
  for (std::size_t p = 0; p < places.size(); ++p) {
    std::vector<Key> next;
    for (const Key& key : reached.back()) {
      if (places[p] != Bdd::one) next.push_back(key);
      next.push_back(raised(key, p));
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    reached.push_back(std::move(next));
  }
  std::map<Key, Bdd::Ref> behind;
  for (const Key& key : reached.back()) {
    const Bdd::Ref function = this->function(bdd, part.owned.at(key), literal);
    behind.emplace(key, function);
  }
  for (std::size_t p = places.size(); p-- > 0;) {
    std::map<Key, Bdd::Ref> at;
    for (const Key& key : reached[p]) {
      const Bdd::Ref up = behind.at(raised(key, p));
      at.emplace(key, places[p] == Bdd::one ? up : bdd.ite(places[p], up, behind.at(key)));
    }
    behind = std::move(at);
  }
  return behind.begin()->second;
}

}  // namespace joist::analysis
