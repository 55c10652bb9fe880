// Name lookup: nearest first, then unique from outside.
#include "resolve/scope.hpp"

#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "syntax/tree.hpp"

namespace joist::resolve {
namespace {

bool has_member(const Entry& entry) {
  return static_cast<bool>(entry.member);
}
bool has_flow(const Entry& entry) {
  return static_cast<bool>(entry.flow);
}
bool has_quantity(const Entry& entry) {
  return static_cast<bool>(entry.quantity);
}
bool has_table(const Entry& entry) {
  return static_cast<bool>(entry.table);
}

// A name with hyphens, which has its finding, is the one that has `_` in their place.
bool has_hyphen(std::string_view name) {
  return name.find('-') != std::string_view::npos;
}

std::uint32_t hash_of(std::string_view name) {
  const std::size_t hash = std::hash<std::string_view>()(name);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

std::uint32_t hash_of(ScopeId scope, std::uint32_t name) {
  std::uint64_t hash = (static_cast<std::uint64_t>(scope.value) << 32 | name);
  hash *= 0x9e3779b97f4a7c15ull;
  return static_cast<std::uint32_t>(hash >> 32);
}

}  // namespace

// --- the tables
// -----------------------------------------------------------------------------------------

std::uint32_t Scopes::name_id(std::string_view name) const {
  if (name_slots_.empty()) return none;
  if (has_hyphen(name)) return name_id(syntax::plain_name(name));
  const std::uint32_t mask = static_cast<std::uint32_t>(name_slots_.size() - 1);
  const std::uint32_t hash = hash_of(name);
  for (std::uint32_t slot = hash & mask;; slot = (slot + 1) & mask) {
    const std::uint32_t id = name_slots_[slot];
    if (id == none) return none;
    if (names_[id].hash == hash && names_[id].text == name) return id;
  }
}

void Scopes::grow_names() {
  name_slots_.assign(std::max<std::size_t>(64, name_slots_.size() * 2), none);
  const std::uint32_t mask = static_cast<std::uint32_t>(name_slots_.size() - 1);
  for (std::uint32_t id = 0; id < names_.size(); ++id) {
    std::uint32_t slot = names_[id].hash & mask;
    while (name_slots_[slot] != none) slot = (slot + 1) & mask;
    name_slots_[slot] = id;
  }
}

std::uint32_t Scopes::intern(std::string_view name) {
  if (const std::uint32_t known = name_id(name); known != none) return known;
  if (has_hyphen(name)) name = plain_names_.emplace_back(syntax::plain_name(name));
  names_.push_back({name, hash_of(name), none, none});
  if (names_.size() * 2 > name_slots_.size()) {
    grow_names();
  } else {
    const std::uint32_t mask = static_cast<std::uint32_t>(name_slots_.size() - 1);
    std::uint32_t slot = names_.back().hash & mask;
    while (name_slots_[slot] != none) slot = (slot + 1) & mask;
    name_slots_[slot] = static_cast<std::uint32_t>(names_.size() - 1);
  }
  return static_cast<std::uint32_t>(names_.size() - 1);
}

std::uint32_t Scopes::find_entry(ScopeId scope, std::uint32_t name) const {
  if (entry_slots_.empty()) return none;
  const std::uint32_t mask = static_cast<std::uint32_t>(entry_slots_.size() - 1);
  for (std::uint32_t slot = hash_of(scope, name) & mask;; slot = (slot + 1) & mask) {
    const std::uint32_t index = entry_slots_[slot];
    if (index == none) return none;
    if (entries_[index].scope == scope && entries_[index].name_id == name) return index;
  }
}

void Scopes::grow_entries() {
  entry_slots_.assign(std::max<std::size_t>(64, entry_slots_.size() * 2), none);
  const std::uint32_t mask = static_cast<std::uint32_t>(entry_slots_.size() - 1);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    std::uint32_t slot = hash_of(entries_[i].scope, entries_[i].name_id) & mask;
    while (entry_slots_[slot] != none) slot = (slot + 1) & mask;
    entry_slots_[slot] = i;
  }
}

Entry& Scopes::enter(ScopeId scope, std::string_view name) {
  const std::uint32_t id = intern(name);
  if (const std::uint32_t known = find_entry(scope, id); known != none) return entries_[known];
  const auto index = static_cast<std::uint32_t>(entries_.size());
  Entry& made = entries_.emplace_back();
  made.name = names_[id].text;
  made.scope = scope;
  made.name_id = id;
  if (entries_.size() * 2 > entry_slots_.size()) {
    grow_entries();
  } else {
    const std::uint32_t mask = static_cast<std::uint32_t>(entry_slots_.size() - 1);
    std::uint32_t slot = hash_of(scope, id) & mask;
    while (entry_slots_[slot] != none) slot = (slot + 1) & mask;
    entry_slots_[slot] = index;
  }
  Name& known = names_[id];
  (known.first == none ? known.first : entries_[known.last].next) = index;
  known.last = index;
  at(scope).entries.push_back(index);
  return made;
}

const Entry* Scopes::entry(ScopeId scope, std::string_view name) const {
  const std::uint32_t id = name_id(name);
  const std::uint32_t index = id == none ? none : find_entry(scope, id);
  return index == none ? nullptr : &entries_[index];
}

// --- the tree
// -------------------------------------------------------------------------------------------

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
  if (parent) enter(parent, name).inner = id;
  return id;
}

std::string Scopes::path_of(ScopeId scope, std::string_view name) const {
  const std::string& path = at(scope).path;
  if (has_hyphen(name)) return path_of(scope, syntax::plain_name(name));
  if (path.empty()) return std::string(name);
  std::string result;
  result.reserve(path.size() + 1 + name.size());
  return result.append(path).append(1, '.').append(name);
}

ScopeId Scopes::inner(ScopeId scope, std::string_view name) const {
  const Entry* known = entry(scope, name);
  return known == nullptr ? ScopeId() : known->inner;
}

void Scopes::renumber(const std::vector<model::ComponentId>& components,
                      const std::vector<model::GroupId>& groups) {
  for (Entry& entry : entries_) {
    Member& member = entry.member;
    const bool stood = static_cast<bool>(member);
    if (member.component) member.component = components[member.component.index()];
    if (member.group) member.group = groups[member.group.index()];
    member.removed |= stood && !member;
  }
  for (Scope& scope : scopes_) {
    if (scope.group) scope.group = groups[scope.group.index()];
  }
}

// --- lookup
// ---------------------------------------------------------------------------------------------

std::uint32_t Scopes::find_outwards(ScopeId from, std::uint32_t name, Has has) const {
  for (ScopeId scope = from; scope; scope = at(scope).sealed ? ScopeId() : at(scope).parent) {
    const std::uint32_t index = find_entry(scope, name);
    if (index != none && has(entries_[index])) return index;
  }
  return none;
}

// False where some part is no name at all.
bool Scopes::take_apart(std::string_view qualified, std::vector<std::uint32_t>& parts) const {
  for (const std::string_view part : split(qualified, '.')) {
    parts.push_back(name_id(part));
    if (parts.back() == none) return false;
  }
  return true;
}

// Down from the nearest scope that has all of it; none if it has to be looked for elsewhere.
std::uint32_t Scopes::find_qualified(ScopeId from, Parts parts, Has has) const {
  for (ScopeId scope = from; scope; scope = at(scope).sealed ? ScopeId() : at(scope).parent) {
    ScopeId home = scope;
    for (std::size_t i = 0; i + 1 < parts.size() && home; ++i) {
      const std::uint32_t step = find_entry(home, parts[i]);
      home = step == none ? ScopeId() : entries_[step].inner;
    }
    const std::uint32_t index = home ? find_entry(home, parts.back()) : none;
    if (index != none && has(entries_[index])) return index;
  }
  return none;
}

// Whether the parts before the last are the groups around a scope, innermost last; some of them may
// be left out where there may be gaps.
bool Scopes::leads_to(ScopeId scope, Parts parts, bool with_gaps) const {
  std::size_t left = parts.size() - 1;
  while (left > 0) {
    const ScopeId parent = at(scope).parent;
    if (!parent) return false;
    const std::uint32_t step = find_entry(parent, parts[left - 1]);
    if (step != none && entries_[step].inner == scope) {
      --left;
    } else if (!with_gaps) {
      return false;
    }
    scope = parent;
  }
  return true;
}

bool Scopes::can_see(ScopeId from, ScopeId scope) const {
  ScopeId wall = from;
  while (wall && !at(wall).sealed) wall = at(wall).parent;
  if (!wall) return true;
  while (scope && scope != wall) scope = at(scope).parent;
  return scope == wall;
}

std::vector<std::uint32_t> Scopes::find_anywhere(ScopeId from, Parts parts, Has has,
                                                 bool with_gaps) const {
  // Bounded, so that many uses of a name that is everywhere stay cheap.
  constexpr int most_looked_at = 20'000;
  std::vector<std::uint32_t> found;
  int looked_at = 0;
  for (std::uint32_t index = names_[parts.back()].first; index != none;
       index = entries_[index].next) {
    const Entry& entry = entries_[index];
    if (++looked_at > most_looked_at) break;
    if (!has(entry) || !leads_to(entry.scope, parts, with_gaps)) continue;
    if (!can_see(from, entry.scope)) continue;
    found.push_back(index);
    if (found.size() == most_shown) break;
  }
  return found;
}

// Whether one scope alone has the name, as something of the sort that is asked for.
bool Scopes::is_only(std::uint32_t name, Has has) const {
  const std::uint32_t first = names_[name].first;
  return first != none && entries_[first].next == none && has(entries_[first]);
}

std::vector<std::uint32_t> Scopes::look_up(ScopeId from, std::string_view qualified,
                                           Has has) const {
  std::vector<std::uint32_t> parts;
  if (!take_apart(qualified, parts)) return {};
  if (const std::uint32_t near = find_qualified(from, parts, has); near != none) return {near};
  auto found = find_anywhere(from, parts, has, false);
  if (found.empty() && parts.size() > 1) found = find_anywhere(from, parts, has, true);
  // What is gone stands in the way of nothing.
  const auto is_removed = [&](std::uint32_t index) { return entries_[index].member.removed; };
  if (found.size() > 1 && !std::all_of(found.begin(), found.end(), is_removed)) {
    found.erase(std::remove_if(found.begin(), found.end(), is_removed), found.end());
  }
  return found;
}

Scopes::Found Scopes::find(ScopeId from, std::string_view qualified) const {
  if (qualified.find('.') == std::string_view::npos) {  // the common case, without taking it apart
    const std::uint32_t id = name_id(qualified);
    if (id == none) return {};
    const std::uint32_t near = find_outwards(from, id, has_member);
    if (near != none) return {entries_[near].member, {}};
    const std::uint32_t first = names_[id].first;
    if (is_only(id, has_member) && can_see(from, entries_[first].scope))
      return {entries_[first].member, {}};
  }
  const auto found = look_up(from, qualified, has_member);
  if (found.empty() && is_gone(from, qualified)) return {{{}, {}, true}, {}};
  if (found.empty()) return {};
  if (found.size() == 1) return {entries_[found.front()].member, {}};
  std::vector<Member> several;
  several.reserve(found.size());
  for (const std::uint32_t index : found) several.push_back(entries_[index].member);
  // Whichever was meant is gone, and has no place any more that could be shown.
  if (several.front().removed) return {{{}, {}, true}, {}};
  return {{}, std::move(several)};
}

Member Scopes::find_around(ScopeId from, std::string_view name) const {
  const std::uint32_t id = name_id(name);
  const std::uint32_t near = id == none ? none : find_outwards(from, id, has_member);
  return near == none ? Member() : entries_[near].member;
}

bool Scopes::is_gone(ScopeId from, std::string_view qualified) const {
  return find_around(from, qualified.substr(0, qualified.find('.'))).removed;
}

void Scopes::mark_removed(ScopeId from, std::string_view qualified, std::uint32_t place) {
  const auto found = look_up(from, qualified, has_member);
  if (found.size() != 1) return;
  entries_[found.front()].member.removed = true;
  entries_[found.front()].member.removed_at = place;
}

model::FlowId Scopes::find_flow(ScopeId from, std::string_view qualified) const {
  const auto found = look_up(from, qualified, has_flow);
  return found.size() == 1 ? entries_[found.front()].flow : model::FlowId();
}

model::QuantityId Scopes::find_quantity(ScopeId from, std::string_view qualified) const {
  const auto found = look_up(from, qualified, has_quantity);
  return found.size() == 1 ? entries_[found.front()].quantity : model::QuantityId();
}

model::TableId Scopes::find_table(ScopeId from, std::string_view qualified) const {
  const auto found = look_up(from, qualified, has_table);
  return found.size() == 1 ? entries_[found.front()].table : model::TableId();
}

std::vector<std::string_view> Scopes::names(ScopeId from, Has has, bool alone) const {
  std::vector<std::string_view> names;
  for (ScopeId scope = from; scope; scope = at(scope).sealed ? ScopeId() : at(scope).parent) {
    const std::size_t first = names.size();
    for (const std::uint32_t index : at(scope).entries) {
      if (has(entries_[index]) && !entries_[index].member.removed)
        names.push_back(entries_[index].name);
    }
    std::sort(names.begin() + static_cast<std::ptrdiff_t>(first), names.end());
    if (alone) break;
  }
  return names;
}

std::vector<std::string_view> Scopes::member_names(ScopeId from, bool alone) const {
  return names(from, has_member, alone);
}

std::vector<std::string_view> Scopes::flow_names(ScopeId from, bool alone) const {
  return names(from, has_flow, alone);
}

std::vector<std::string_view> Scopes::quantity_names(ScopeId from, bool alone) const {
  return names(from, has_quantity, alone);
}

std::vector<std::string_view> Scopes::table_names(ScopeId from) const {
  return names(from, has_table, false);
}

}  // namespace joist::resolve
