// Where names live: a tree of scopes, one for the design, one for each group and each named import.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.hpp"

namespace joist::resolve {

using ScopeId = Id<struct ScopeTag>;

// What a name of the components' namespace stands for: one of the two is set.
struct Member {
  model::ComponentId component;
  model::GroupId group;
  bool removed = false;  // by a stage: known, but gone; what was said of it before is passed over
  std::uint32_t removed_at = 0;  // where in the root file that stands; 0 where it was never there

  explicit operator bool() const { return component || group || removed; }
};

struct Scope {
  ScopeId parent;
  bool sealed = false;   // a named import: what stands outside is not seen from inside
  bool removed = false;  // by a stage, with all that stands in it
  model::GroupId group;  // none for the design itself
  std::string path;      // "us.a"; empty for the design itself
  std::uint32_t depth = 0;
  std::vector<std::uint32_t> entries;  // in order of declaration
};

// All that one name stands for in one scope; each is a namespace of its own.
struct Entry {
  std::string_view name;
  ScopeId scope;
  Member member;
  model::FlowId flow;
  model::QuantityId quantity;
  model::TableId table;
  ScopeId inner;  // what stands in the group of that name
  std::uint32_t name_id = 0;
  std::uint32_t next = 0xffffffffu;  // of the same name, elsewhere
};

class Scopes {
 public:
  ScopeId open(ScopeId parent, std::string_view name, model::GroupId group, bool sealed);
  Scope& at(ScopeId id) { return scopes_[id.index()]; }
  const Scope& at(ScopeId id) const { return scopes_[id.index()]; }
  // "us.a.api": the name as it is known from the outside.
  std::string path_of(ScopeId scope, std::string_view name) const;

  // The entry of a name in a scope, made if there is none. Names are views into source texts. Valid
  // until the next entry is made.
  Entry& enter(ScopeId scope, std::string_view name);
  // Null where the scope has none.
  const Entry* entry(ScopeId scope, std::string_view name) const;
  Entry& entry(std::uint32_t index) { return entries_[index]; }
  const Entry& entry(std::uint32_t index) const { return entries_[index]; }
  // The scope that a group's name opens in that scope.
  ScopeId inner(ScopeId scope, std::string_view name) const;

  // What the name stands for from here is gone, by the statement at that place.
  void mark_removed(ScopeId from, std::string_view qualified, std::uint32_t place);
  // Components and groups have moved: the new id by the old one, none for those that are gone.
  void renumber(const std::vector<model::ComponentId>& components,
                const std::vector<model::GroupId>& groups);

  // A use of a possibly qualified name, seen from a scope: in its own group, then in the groups
  // around it, then anywhere if the name is unique there.
  struct Found {
    Member member;
    std::vector<Member> several;  // more than one it could mean; at most `most_shown` of them
  };
  static constexpr std::size_t most_shown = 10;
  Found find(ScopeId from, std::string_view qualified) const;
  // The same among what can be seen without going into other groups.
  Member find_around(ScopeId from, std::string_view name) const;
  // Its first part was removed by a stage, or is an import that could not be read.
  bool is_gone(ScopeId from, std::string_view qualified) const;
  model::FlowId find_flow(ScopeId from, std::string_view qualified) const;
  model::QuantityId find_quantity(ScopeId from, std::string_view qualified) const;
  model::TableId find_table(ScopeId from, std::string_view qualified) const;

  // Names that can be seen from a scope, nearest first, or those of that scope alone; for "did you
  // mean".
  std::vector<std::string_view> member_names(ScopeId from, bool alone = false) const;
  std::vector<std::string_view> flow_names(ScopeId from, bool alone = false) const;
  std::vector<std::string_view> quantity_names(ScopeId from, bool alone = false) const;
  std::vector<std::string_view> table_names(ScopeId from) const;

 private:
  using Has = bool (*)(const Entry&);
  using Parts = std::span<const std::uint32_t>;  // name ids
  static constexpr std::uint32_t none = 0xffffffffu;

  std::uint32_t name_id(std::string_view name) const;
  std::uint32_t intern(std::string_view name);
  std::uint32_t find_entry(ScopeId scope, std::uint32_t name) const;
  std::uint32_t find_outwards(ScopeId from, std::uint32_t name, Has has) const;
  bool take_apart(std::string_view qualified, std::vector<std::uint32_t>& parts) const;
  std::uint32_t find_qualified(ScopeId from, Parts parts, Has has) const;
  bool leads_to(ScopeId scope, Parts parts, bool with_gaps) const;
  bool can_see(ScopeId from, ScopeId scope) const;  // not out of a named import
  std::vector<std::uint32_t> find_anywhere(ScopeId from, Parts parts, Has has,
                                           bool with_gaps) const;
  bool is_only(std::uint32_t name, Has has) const;
  std::vector<std::uint32_t> look_up(ScopeId from, std::string_view qualified, Has has) const;
  std::vector<std::string_view> names(ScopeId from, Has has, bool alone) const;
  void grow_names();
  void grow_entries();

  std::vector<Scope> scopes_;
  std::vector<Entry> entries_;
  // Two open hash tables: from a text to its id, from a scope and an id to the entry.
  struct Name {
    std::string_view text;
    std::uint32_t hash = 0;
    std::uint32_t first = none;  // entry
    std::uint32_t last = none;
  };
  std::vector<Name> names_;
  std::deque<std::string> plain_names_;  // of names with hyphens
  std::vector<std::uint32_t> name_slots_, entry_slots_;
};

}  // namespace joist::resolve
