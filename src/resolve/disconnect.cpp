// What stages take away of arrows, relations between groups, and how what is left stands as a
// whole.
#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include "resolve/connector.hpp"
#include "resolve/refer.hpp"

namespace joist::resolve {

using model::Arrow;
using model::ArrowId;
using model::Call;
using model::Role;
using model::When;
using syntax::Kind;

namespace {

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint64_t>(a) << 32 | b;
}

// A relation has no direction.
std::uint64_t pair_of(GroupId a, GroupId b) {
  return pair_of(std::min(a.value, b.value), std::max(a.value, b.value));
}

}  // namespace

// --- relations between groups
// ---------------------------------------------------------------------------

bool Connector::link_groups(const Hop& hop, const End& from, const End& to) {
  if (!from.member.group && !to.member.group) return false;
  const bool relation = hop.sense.sort == syntax::ArrowSense::Sort::relation;
  if (!relation || !from.member.group || !to.member.group) {
    const End& group = from.member.group ? from : to;
    Finding& finding = context_.error(
        "group-as-end", group.name.span(),
        fmt::format("`{}` is a group, and arrows lead to components", group.name.text()));
    finding.help = fmt::format("name a component in it: `{}.NAME`", group.name.text());
    return true;
  }
  const auto number = static_cast<std::uint32_t>(context_.model.group_links.size());
  const auto [place, is_new] =
      group_links_.emplace(pair_of(from.member.group, to.member.group), number);
  if (!is_new && dead_links_[place->second]) place->second = number;
  if (place->second == number) {
    model::GroupLink link;
    link.from = from.member.group;
    link.to = to.member.group;
    link.span = {from.name.span().file, from.name.span().begin, to.target.span().end};
    context_.model.group_links.push_back(std::move(link));
    dead_links_.push_back(false);
  }
  const Job& job = hop.job;
  context_.group_annotations.push_back(
      {place->second, {to.target, job.scope, job.flow, job.stage, job.node.span()}});
  return true;
}

bool Connector::remove_group_link(const End& from, const End& to) {
  if (!from.member.group || !to.member.group) return false;
  const auto known = group_links_.find(pair_of(from.member.group, to.member.group));
  if (known == group_links_.end() || dead_links_[known->second]) return false;
  dead_links_[known->second] = true;
  return true;
}

// --- removals
// ------------------------------------------------------------------------------------------

void Connector::remove_component(ComponentId component, std::uint32_t link) {
  removed_at_[component.value] = link;
  for (const ArrowId arrow : arrows_of_[component.index()]) dead_[arrow.index()] = true;
  arrows_of_[component.index()].clear();
}

// What lies between a group and others goes with it.
void Connector::remove_links_of(GroupId group) {
  const auto& links = context_.model.group_links;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (links[i].from == group || links[i].to == group) dead_links_[i] = true;
  }
}

// A component that only arrows make, or an unknown name.
void Connector::remove_named(std::uint32_t link, Ref name) {
  const Job& job = context_.links[link];
  const auto found = context_.scopes.find(job.scope, name.text());
  refer(context_, name, found.member);
  const ComponentId component = found.member.component;
  if (component && !found.member.removed && !context_.removed[component.index()]) {
    context_.removed[component.index()] = true;
    return remove_component(component, link);
  }
  if (found.member) return;  // gone already
  if (found.several.empty() && context_.scopes.find_flow(job.scope, name.text())) {
    context_
        .error("unknown-name", name.span(),
               fmt::format("`{}` is a flow, and stages remove components and arrows", name.text()))
        .help = "remove its arrows: `remove a -> b`";
    return;
  }
  const std::size_t before = context_.findings.size();
  find_member(context_, job.scope, name, "to remove");
  const bool reported = context_.findings.size() > before;
  if (reported && context_.findings.back().fixes.empty() && found.several.empty()) {
    context_.findings.back().help = "name what is there before this stage";
  }
}

void Connector::remove_between(const Job& job, const End& from, const End& to) {
  bool found = remove_group_link(from, to);
  if (from.member.component && to.member.component) {
    for (const ArrowId id : arrows_of_[from.member.component.index()]) {
      const Arrow& arrow = context_.model.arrows[id.index()];
      const bool same = arrow.from == from.member.component && arrow.to == to.member.component &&
                        (job.flow == FlowId(0) || arrow.flow == job.flow);
      if (same && !dead_[id.index()]) dead_[id.index()] = found = true;
    }
  }
  if (found) return;
  Finding& finding = context_.error(
      "unknown-arrow", job.node.span(),
      fmt::format("no arrow leads from `{}` to `{}`", from.name.text(), to.name.text()));
  finding.help = "name the ends of an arrow as it is written";
}

void Connector::remove(std::uint32_t number) {
  const Job& job = context_.links[number];
  const Removal& removal = context_.removals[number];
  for (const ComponentId component : removal.components) remove_component(component, number);
  for (const GroupId group : removal.groups) remove_links_of(group);
  for (const Ref name : removal.unknown) remove_named(number, name);
  const Ref what = job.node.first();
  if (!what.is(Kind::connection)) return;
  Place tails;
  for (Ref part : what) {
    if (part.is(Kind::arrow)) continue;
    Place ends = place_of(job, part);
    for (const End& tail : tails.ends) {
      for (const End& end : ends.ends) remove_between(job, tail, end);
    }
    tails = std::move(ends);
  }
}

// --- the whole
// -----------------------------------------------------------------------------------------

void Connector::drop_dead_arrows() {
  auto& arrows = context_.model.arrows;
  std::vector<std::uint32_t> moved(arrows.size(), no_job);
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < arrows.size(); ++i) {
    if (dead_[i]) continue;
    if (kept != i) arrows[kept] = std::move(arrows[i]);
    moved[i] = kept++;
  }
  if (kept == arrows.size()) return;
  arrows.erase(arrows.begin() + kept, arrows.end());
  auto& annotations = context_.annotations;
  for (Annotated& annotated : annotations) annotated.index = moved[annotated.index];
  annotations.erase(std::remove_if(annotations.begin(), annotations.end(),
                                   [](const Annotated& a) { return a.index == no_job; }),
                    annotations.end());
}

void Connector::drop_dead_links() {
  auto& links = context_.model.group_links;
  std::vector<std::uint32_t> moved(links.size(), no_job);
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (dead_links_[i]) continue;
    if (kept != i) links[kept] = std::move(links[i]);
    moved[i] = kept++;
  }
  links.erase(links.begin() + kept, links.end());
  auto& annotations = context_.group_annotations;
  for (Annotated& annotated : annotations) annotated.index = moved[annotated.index];
  annotations.erase(std::remove_if(annotations.begin(), annotations.end(),
                                   [](const Annotated& a) { return a.index == no_job; }),
                    annotations.end());
}

// What of a list was removed, or is an arrow written before, is no longer of the list.
void Connector::count_lists() {
  std::vector<std::uint32_t> sizes(lists_ + 1);
  for (const Arrow& arrow : context_.model.arrows) ++sizes[arrow.list];
  for (Arrow& arrow : context_.model.arrows) arrow.list_size = sizes[arrow.list];
}

void Connector::count_traffic() {
  for (const Arrow& arrow : context_.model.arrows) {
    if (arrow.call == Call::relation) continue;
    traffic_.out[arrow.from.index()] = true;
    if (arrow.from != arrow.to) traffic_.in[arrow.to.index()] = true;
  }
}

// `on miss C` counts the reads of C by the same tail in the same flow, so there has to be one; so
// with the calls of `on fail B`.
void Connector::check_conditions() {
  if (conditional_.empty()) return;
  std::unordered_set<Identity, IdentityHash> calls;
  for (const Arrow& arrow : context_.model.arrows) {
    if (arrow.call != Call::relation) calls.insert({arrow.flow, arrow.from, arrow.to, {}, 0, 0});
  }
  for (const Conditional& conditional : conditional_) {
    const auto& from = context_.model.at(conditional.from);
    const auto& to = context_.model.at(conditional.condition);
    const bool of_cache = conditional.when != When::fail;
    if (context_.kindless.count(to.statement)) continue;
    if (of_cache && to.role != Role::cache) {
      Finding& finding =
          context_.error("unmet-condition", conditional.name.span(),
                         fmt::format("`{}` is a {}, and only a cache hits and misses",
                                     conditional.name.text(), context_.model.kind(to.kind).name));
      finding.help = "name a cache that is read before, or write `on fail`";
      continue;
    }
    if (of_cache && conditional.from == conditional.condition) continue;
    const bool removed = context_.removed[conditional.from.index()] ||
                         context_.removed[conditional.condition.index()];
    if (removed ||
        calls.count({conditional.flow, conditional.from, conditional.condition, {}, 0, 0}))
      continue;
    const auto& flow = context_.model.at(conditional.flow);
    Finding& finding = context_.error(
        "unmet-condition", conditional.name.span(),
        fmt::format("`{}` does not call `{}`{}, so this never happens", from.path, to.path,
                    flow.path.empty() ? "" : fmt::format(" in `{}`", flow.path)));
    finding.help = fmt::format("say so: `{} -> {}`, or name what it calls", from.path, to.path);
  }
}

// A cache that is gone is missed by all; a callee that is gone is not called, and can't fail.
void Connector::drop_conditions() {
  if (context_.removals.empty()) return;
  auto& arrows = context_.model.arrows;
  for (std::size_t i = 0; i < arrows.size(); ++i) {
    Arrow& arrow = arrows[i];
    if (dead_[i] || !arrow.condition || !context_.removed[arrow.condition.index()]) continue;
    if (arrow.when != When::miss) {
      dead_[i] = true;
      continue;
    }
    arrow.when = When::always;
    arrow.condition = {};
    // It may stand there without the condition, too.
    const auto same = known_.find(identity_of(arrow, false));
    dead_[i] = same != known_.end() && !dead_[same->second.index()] && same->second.index() != i;
  }
}

// A component that nobody declared goes with the last arrow that speaks of it.
void Connector::drop_lone() {
  if (context_.removals.empty()) return;
  for (std::size_t i = 0; i < context_.model.components.size(); ++i) {
    if (context_.model.components[i].declared || doubtful_[i]) continue;
    const bool lone = std::all_of(arrows_of_[i].begin(), arrows_of_[i].end(),
                                  [&](ArrowId arrow) { return dead_[arrow.index()]; });
    if (lone) context_.removed[i] = true;
  }
}

void Connector::finish() {
  count_traffic();  // of removed arrows too: what they led to stays what it was
  drop_conditions();
  drop_lone();
  drop_dead_arrows();
  drop_dead_links();
  count_lists();
  check_conditions();
}

}  // namespace joist::resolve
