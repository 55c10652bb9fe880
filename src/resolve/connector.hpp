// Makes arrows of connections, and takes away those that stages remove.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "resolve/context.hpp"
#include "resolve/implied.hpp"

namespace joist::resolve {

// One member of one place in a chain.
struct End {
  Member member;
  std::uint32_t visit = 0;
  Ref name;
  Ref target;           // none for the head of a chain
  Ref said;             // what is said of the arrow: its target, or the last of its alternatives
  Ref last;             // of its alternatives
  bool shares = false;  // what is said of it with the others
  bool alternative = false;
  ComponentId fails;  // the callee it stands in for
};

// What makes an arrow the same arrow.
struct Identity {
  FlowId flow;
  ComponentId from, to, condition;
  std::uint32_t from_visit = 0;
  std::uint32_t traits = 0;  // call, access, when, and whether it is a new visit
  friend bool operator==(const Identity&, const Identity&) = default;
};

Identity identity_of(const model::Arrow& arrow, bool new_visit);

struct IdentityHash {
  std::size_t operator()(const Identity& identity) const {
    std::uint64_t hash = 1469598103934665603ull;
    for (const std::uint32_t part :
         {identity.flow.value, identity.from.value, identity.to.value, identity.condition.value,
          identity.from_visit, identity.traits}) {
      hash = (hash ^ part) * 0x9e3779b97f4a7c15ull;
      hash ^= hash >> 29;
    }
    return static_cast<std::size_t>(hash);
  }
};

// An arrow of a chain, between two of its places.
struct Hop {
  const Job& job;
  syntax::ArrowSense sense;
  bool revisits = false;   // where it comes back to a component, that is a new visit
  std::uint32_t list = 0;  // of the arrows written as one list
  std::uint32_t list_size = 1;
};

struct Place {
  std::vector<End> ends;
  bool whole = true;  // all that is written there could be resolved
  bool known = true;  // or was removed
};

// `on miss C` and the like, to be held against what the tail calls.
struct Conditional {
  FlowId flow;
  ComponentId from, condition;
  model::When when = model::When::always;
  Ref name;
};

class Connector {
 public:
  Connector(Context& context, const Ends& ends);

  // The link of that number, in order.
  void connect(std::uint32_t link);
  void remove(std::uint32_t link);
  // Takes what was removed out of the tables, and looks at what was made as a whole.
  void finish();
  const Traffic& traffic() const { return traffic_; }

 private:
  Place place_of(const Job& job, Ref part);
  std::optional<End> end_of(const Job& job, Ref name, bool& gone);
  bool is_back(const Member& member, Ref name);
  void stands_in(Place& place, ComponentId other);
  void hop(const Job& job, const Place& tails, Place& heads, Ref arrow, bool revisits);
  void link(const Hop& hop, const End& from, End& to);
  void start_visit(const Job& job, End& to);
  void count_lost(const Place& from, const Place& to, syntax::ArrowSense sense);
  void doubt(const Place& place);
  bool link_groups(const Hop& hop, const End& from, const End& to);
  void set_conditions(const Job& job, const End& to, model::Arrow& arrow);
  void mark_passed(const Place& place);
  void annotate(std::size_t arrow, const Job& job, const End& to);

  void remove_component(ComponentId component, std::uint32_t link);
  void remove_links_of(GroupId group);
  void remove_named(std::uint32_t link, Ref name);
  void remove_between(const Job& job, const End& from, const End& to);
  bool remove_group_link(const End& from, const End& to);
  void drop_conditions();
  void drop_lone();
  void drop_dead_arrows();
  void drop_dead_links();
  void count_lists();
  void count_traffic();
  void check_conditions();

  Context& context_;
  const Ends& ends_;
  std::uint32_t next_end_ = 0;  // of the connection at hand
  std::unordered_map<Identity, model::ArrowId, IdentityHash> known_;
  std::unordered_map<std::uint64_t, std::uint32_t> visits_;       // by flow and component
  std::unordered_map<std::uint64_t, std::uint32_t> group_links_;  // by both groups
  std::unordered_map<std::uint32_t, std::uint32_t> removed_at_;   // component -> link
  std::vector<std::uint32_t> passed_;                   // by component: the chain it is on
  std::vector<std::vector<model::ArrowId>> arrows_of_;  // by component; empty without removals
  std::vector<bool> dead_;                              // by arrow
  std::vector<bool> dead_links_;                        // by group link
  std::vector<Conditional> conditional_;
  std::vector<bool> doubtful_;  // by component: beside a name that nothing has
  Traffic traffic_;
  std::uint32_t chain_ = 0;
  std::uint32_t lists_ = 0;
};

}  // namespace joist::resolve
