// Where names live: a tree of scopes, one for the design, one for each group and each named import.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/model.hpp"

namespace joist::resolve {

using ScopeId = Id<struct ScopeTag>;

// What a name of the components' namespace stands for: one of the two is set.
struct Member {
  model::ComponentId component;
  model::GroupId group;
  bool removed = false;  // by a stage: known, but gone; what speaks of it is passed over in silence

  explicit operator bool() const { return component || group || removed; }
};

struct Scope {
  ScopeId parent;
  bool sealed = false;   // a named import: what stands outside is not seen from inside
  model::GroupId group;  // none for the design itself
  std::string path;      // "us.a"; empty for the design itself
  std::uint32_t depth = 0;
  std::unordered_map<std::string_view, Member> members;
  std::unordered_map<std::string_view, model::FlowId> flows;
  std::unordered_map<std::string_view, model::QuantityId> quantities;
  std::unordered_map<std::string_view, ScopeId> inner;
};

class Scopes {
 public:
  ScopeId open(ScopeId parent, std::string_view name, model::GroupId group, bool sealed);
  Scope& at(ScopeId id) { return scopes_[id.index()]; }
  const Scope& at(ScopeId id) const { return scopes_[id.index()]; }
  // "us.a.api": the name as it is known from the outside.
  std::string path_of(ScopeId scope, std::string_view name) const;

  // Makes a component or group known in a scope. Names are views into source texts.
  void add(ScopeId scope, std::string_view name, Member member);

  // What the name stands for from here is gone; uses of it are passed over in silence.
  void mark_removed(ScopeId from, std::string_view qualified);
  // Components have moved: `moved` holds the new id by the old one, none for those that are gone.
  void renumber(const std::vector<model::ComponentId>& moved);

  // A use of a possibly qualified name, seen from a scope: in its own group, then in the groups
  // around it, then anywhere if the name is unique there.
  struct Found {
    Member member;
    std::vector<Member> several;  // more than one it could mean
  };
  Found find(ScopeId from, std::string_view qualified) const;
  model::FlowId find_flow(ScopeId from, std::string_view qualified) const;
  model::QuantityId find_quantity(ScopeId from, std::string_view qualified) const;

  // Names that can be seen from a scope, nearest first; for "did you mean".
  std::vector<std::string_view> member_names(ScopeId from) const;
  std::vector<std::string_view> flow_names(ScopeId from) const;
  std::vector<std::string_view> quantity_names(ScopeId from) const;

 private:
  struct Place {
    ScopeId scope;
    Member member;
  };
  // Follows `us.a` down from a scope; none where a part is missing.
  ScopeId descend(ScopeId from, const std::vector<std::string_view>& parts) const;
  ScopeId home_of(ScopeId from, const std::vector<std::string_view>& parts) const;
  bool ends_with(ScopeId scope, const std::vector<std::string_view>& parts) const;
  template <class Table>
  std::vector<std::string_view> names_in(ScopeId from, Table Scope::*table) const;
  template <class Table>
  auto find_in(ScopeId from, std::string_view qualified, Table Scope::*table) const;

  std::vector<Scope> scopes_;
  std::unordered_map<std::string_view, std::vector<ScopeId>>
      places_;  // last name -> scopes with it
};

}  // namespace joist::resolve
