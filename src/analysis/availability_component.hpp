// What has to be up for one component to serve, as a function of the domains it stands in and of
// its own copies, which are folded into one variable for each state of the domains.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "analysis/bdd.hpp"
#include "analysis/bdd_odds.hpp"
#include "analysis/redundancy.hpp"

namespace joist::analysis {

// The variables of a function in their order: a block for each domain and for each component's own
// copies; domains stand before what they hold.
struct Variables {
  struct Subject {
    ComponentId component;     // or
    std::uint32_t domain = 0;  // the event of a domain
  };
  std::vector<Odds> odds;                          // by level
  std::vector<Block> blocks;                       // of levels
  std::vector<Subject> subjects;                   // by block
  std::map<std::uint32_t, std::uint32_t> domains;  // levels by event

  std::uint32_t add(const Odds& odds);  // at a new level of the last block
};

using EventOdds = std::vector<std::optional<Odds>>;  // by event, see event_odds

class ComponentSuccess {
 public:
  // `by_load`: the numbers of copies that are asked for, see Literal.
  ComponentSuccess(const Failures& failures, const EventOdds& odds, ComponentId component,
                   std::vector<std::uint32_t> by_load);

  // The component's, with those of its domains that are not there yet.
  void add_variables(Variables& variables);
  // After add_variables. Writes may need one certain copy, see Standing::has_leader.
  Bdd::Ref function(Bdd& bdd, const Variables& variables, const Literal& literal) const;

 private:
  // How much of the component is up: copies of a shard and whether its leader is among them; or
  // zones of each class.
  using Key = std::vector<std::uint32_t>;

  // Copies in one state of the domains, by the numbers asked for: so many serve reads, if the
  // number before does; and they serve writes, if so many and not as many as the next one do.
  struct Step {
    Odds reads, writes;
    std::uint32_t reads_level = Bdd::no_level, writes_level = Bdd::no_level;
  };
  using Own = std::vector<Step>;

  // Shards whose copies are spread alike, or all nodes.
  struct Part {
    double shards = 1;
    std::vector<Key> added;    // by place, when it is up
    std::map<Key, Own> owned;  // by what is up
  };

  // Nodes in zones that are alike.
  struct ZoneClass {
    std::uint32_t nodes = 0, copies = 0, zones = 0;
  };

  // A place is what is up or down together: the events that take it down.
  std::size_t place_of(DomainId zone);
  std::vector<std::uint32_t> domains_around(DomainId zone) const;
  void add_shards();
  void add_part(const std::vector<std::uint32_t>& pattern, const std::vector<std::size_t>& places,
                std::size_t leader, double shards);
  void add_nodes();
  std::size_t class_of(const ZoneClass& wanted);
  void find_keys(Part& part) const;
  static Own steps(const std::vector<Odds>& enough, const std::vector<Odds>& led);
  Own own_shards(const Key& up, double shards) const;
  Own own_nodes(const Key& up) const;
  Bdd::Ref function(Bdd& bdd, std::span<const Bdd::Ref> places, const Part& part,
                    const Literal& literal) const;
  Bdd::Ref function(Bdd& bdd, const Own& own, const Literal& literal) const;

  const Failures& failures_;
  const EventOdds& odds_;
  ComponentId component_;
  const Placement& placement_;
  const Standing& standing_;
  std::vector<std::uint32_t> by_load_;  // ascending
  Odds copy_;                           // of one instance
  std::optional<Own> service_;          // of what is managed
  std::vector<std::vector<std::uint32_t>> places_;
  std::vector<Part> parts_;
  std::vector<ZoneClass> classes_;  // of nodes
  std::uint32_t spare_ = 0;
};

}  // namespace joist::analysis
