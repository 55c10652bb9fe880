// Name lookup: nearest first, then unique from outside.
#include "resolve/scope.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace joist::resolve {
namespace {

template <class Value>
std::vector<std::string_view> sorted_names(
    const std::unordered_map<std::string_view, Value>& table) {
  std::vector<std::string_view> names;
  names.reserve(table.size());
  for (const auto& [name, value] : table) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

ScopeId Scopes::open(ScopeId parent, std::string_view name, model::GroupId group, bool sealed) {
  const ScopeId id(scopes_.size());
  Scope scope;
  scope.parent = parent;
  scope.sealed = sealed;
  scope.group = group;
  if (parent) {
    scope.path = path_of(parent, name);
    scope.depth = at(parent).depth + 1;
  }
  scopes_.push_back(std::move(scope));
  if (parent) at(parent).inner.emplace(name, id);
  return id;
}

std::string Scopes::path_of(ScopeId scope, std::string_view name) const {
  const std::string& path = at(scope).path;
  if (path.empty()) return std::string(name);
  std::string result;
  result.reserve(path.size() + 1 + name.size());
  return result.append(path).append(1, '.').append(name);
}

void Scopes::add(ScopeId scope, std::string_view name, Member member) {
  const auto [place, is_new] = at(scope).members.insert_or_assign(name, member);
  if (is_new) places_[name].push_back(scope);
}

void Scopes::renumber(const std::vector<model::ComponentId>& moved) {
  for (Scope& scope : scopes_) {
    for (auto& [name, member] : scope.members) {
      if (!member.component) continue;
      member.component = moved[member.component.index()];
      member.removed = !member.component;
    }
  }
}

ScopeId Scopes::descend(ScopeId from, const std::vector<std::string_view>& parts) const {
  for (std::size_t i = 0; i + 1 < parts.size() && from; ++i) {
    const auto inner = at(from).inner.find(parts[i]);
    from = inner == at(from).inner.end() ? ScopeId() : inner->second;
  }
  return from;
}

bool Scopes::ends_with(ScopeId scope, const std::vector<std::string_view>& parts) const {
  for (std::size_t i = parts.size() - 1; i-- > 0;) {
    const Scope& here = at(scope);
    if (!here.parent) return false;
    const auto inner = at(here.parent).inner.find(parts[i]);
    if (inner == at(here.parent).inner.end() || inner->second != scope) return false;
    scope = here.parent;
  }
  return true;
}

// The nearest scope that has the name, going outwards; none if it has to be looked for elsewhere.
ScopeId Scopes::home_of(ScopeId from, const std::vector<std::string_view>& parts) const {
  for (ScopeId scope = from; scope; scope = at(scope).sealed ? ScopeId() : at(scope).parent) {
    const ScopeId home = descend(scope, parts);
    if (home && at(home).members.count(parts.back())) return home;
  }
  return {};
}

void Scopes::mark_removed(ScopeId from, std::string_view qualified) {
  const auto parts = split(qualified, '.');
  ScopeId home = home_of(from, parts);
  const auto places = places_.find(parts.back());
  if (!home && places != places_.end()) {
    for (ScopeId scope : places->second) {
      if (ends_with(scope, parts)) home = scope;
    }
  }
  if (home) at(home).members.at(parts.back()).removed = true;
}

Scopes::Found Scopes::find(ScopeId from, std::string_view qualified) const {
  if (qualified.find('.') == std::string_view::npos) {  // the common case, without taking it apart
    for (ScopeId scope = from; scope; scope = at(scope).sealed ? ScopeId() : at(scope).parent) {
      const auto& members = at(scope).members;
      const auto found = members.find(qualified);
      if (found != members.end()) return {found->second, {}};
    }
  }
  const auto parts = split(qualified, '.');
  if (const ScopeId home = home_of(from, parts)) return {at(home).members.at(parts.back()), {}};
  const auto places = places_.find(parts.back());
  if (places == places_.end()) return {};
  std::vector<Member> several;
  for (ScopeId scope : places->second) {
    if (ends_with(scope, parts)) several.push_back(at(scope).members.at(parts.back()));
  }
  if (several.size() == 1) return {several.front(), {}};
  return {{}, std::move(several)};
}

template <class Table>
auto Scopes::find_in(ScopeId from, std::string_view qualified, Table Scope::*table) const {
  const auto parts = split(qualified, '.');
  for (ScopeId scope = from; scope; scope = at(scope).sealed ? ScopeId() : at(scope).parent) {
    const ScopeId home = descend(scope, parts);
    if (!home) continue;
    const auto& names = at(home).*table;
    const auto found = names.find(parts.back());
    if (found != names.end()) return found->second;
  }
  return typename Table::mapped_type();
}

model::FlowId Scopes::find_flow(ScopeId from, std::string_view qualified) const {
  return find_in(from, qualified, &Scope::flows);
}

model::QuantityId Scopes::find_quantity(ScopeId from, std::string_view qualified) const {
  return find_in(from, qualified, &Scope::quantities);
}

// Nearest scope first, sorted within each.
template <class Table>
std::vector<std::string_view> Scopes::names_in(ScopeId from, Table Scope::*table) const {
  std::vector<std::string_view> names;
  for (ScopeId scope = from; scope; scope = at(scope).parent) {
    const auto here = sorted_names(at(scope).*table);
    names.insert(names.end(), here.begin(), here.end());
  }
  return names;
}

std::vector<std::string_view> Scopes::member_names(ScopeId from) const {
  return names_in(from, &Scope::members);
}

std::vector<std::string_view> Scopes::flow_names(ScopeId from) const {
  return names_in(from, &Scope::flows);
}

std::vector<std::string_view> Scopes::quantity_names(ScopeId from) const {
  return names_in(from, &Scope::quantities);
}

}  // namespace joist::resolve
