// Arrows by name: chains become single arrows with their visits.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/arrows.hpp"
#include "resolve/connector.hpp"
#include "resolve/refer.hpp"

namespace joist::resolve {

using model::Access;
using model::Arrow;
using model::ArrowId;
using model::Call;
using model::Role;
using model::When;
using syntax::ArrowSense;
using syntax::Kind;

Connector::Connector(Context& context, const Ends& ends) : context_(context), ends_(ends) {
  const std::size_t arrows = ends.members.size();
  known_.reserve(arrows);
  dead_.reserve(arrows);
  context.model.arrows.reserve(arrows);
  const std::size_t components = context.model.components.size();
  passed_.resize(components);
  if (!context.removals.empty()) arrows_of_.resize(components);
  doubtful_.resize(components);
  traffic_.in.resize(components);
  traffic_.out.resize(components);
}

// --- the places of a chain
// ------------------------------------------------------------------------------

// A component that was removed before this line: one that only arrows make is made again.
bool Connector::is_back(const Member& member, Ref name) {
  const ComponentId component = member.component;
  const auto removal = removed_at_.find(component.value);
  if (removal == removed_at_.end()) return false;  // it is removed further on
  if (!context_.model.at(component).declared) {
    context_.removed[component.index()] = false;
    removed_at_.erase(removal);
    return true;
  }
  report_removed(context_, name.text(), name.span(), member);
  return false;
}

// `gone` where it is known, and removed.
std::optional<End> Connector::end_of(const Job& job, Ref name, bool& gone) {
  End end;
  end.name = name;
  if (job.node.is(Kind::connection)) {
    end.member = ends_.members[next_end_++];
  } else {
    end.member = context_.scopes.find(job.scope, name.text()).member;
  }
  const ComponentId component = end.member.component;
  if (component && context_.removed[component.index()]) {
    gone = !is_back(end.member, name);
    if (gone) return std::nullopt;
  } else if (end.member.removed) {
    gone = true;
    return std::nullopt;
  }
  if (!end.member) end.member = find_member(context_, job.scope, name, "");
  refer(context_, name, end.member);
  if (!end.member || end.member.removed) return std::nullopt;
  return end;
}

namespace {

bool says_something(Ref target) {
  for (Ref part : target) {
    if (!part.is(Kind::qname)) return true;
  }
  return false;
}

// What stands behind the last of several alternatives holds for all of them, unless one before it
// says something of its own: `a -> b | c on miss d { timeout: 1 s }`.
void share_annotations(std::vector<End>& ends) {
  for (std::size_t first = 0; first < ends.size();) {
    std::size_t last = first;
    bool own = false;
    while (last + 1 < ends.size() && ends[last + 1].alternative) {
      own = own || says_something(ends[last++].target);
    }
    const bool gone = static_cast<bool>(ends[last].last);  // the last of them is, not what it says
    own = own || (gone && says_something(ends[last].target));
    const Ref said = gone ? ends[last].last : ends[last].target;
    for (std::size_t i = first; i <= last && (last > first || gone); ++i) {
      ends[i].last = said;
      ends[i].shares = !own;
      if (!own) ends[i].said = said;
    }
    first = last + 1;
  }
}

}  // namespace

// The members of one place in a chain; what could not be resolved is left out.
Place Connector::place_of(const Job& job, Ref part) {
  Place place;
  bool gone = false;
  const auto add = [&](Ref node) {
    const bool is_target = node.is(Kind::target);
    gone = false;
    auto end = end_of(job, is_target ? node.first() : node, gone);
    place.whole &= end.has_value();
    place.known &= end.has_value() || gone;
    if (!end) return;
    if (is_target) end->target = end->said = node;
    place.ends.push_back(*end);
  };
  if (!part.is(Kind::nodes) && !part.is(Kind::targets)) {
    add(part);
    return place;
  }
  bool alternative = false, lost = false;
  ComponentId last;
  for (Ref child : part) {
    if (child.is(Kind::alternative)) {
      alternative = true;
      continue;
    }
    const std::size_t before = place.ends.size();
    add(child);
    const bool first = !std::exchange(alternative, false);
    if (first) lost = gone;
    if (first) last = {};
    if (!first && gone && last) place.ends.back().last = child;
    if (place.ends.size() == before) continue;
    // What is gone is not called and can't fail, so that nothing stands in for it.
    if (!first && lost) place.ends.pop_back();
    if (!first && last) stands_in(place, last);
    if (place.ends.size() > before) last = place.ends.back().member.component;
  }
  share_annotations(place.ends);
  return place;
}

void Connector::stands_in(Place& place, ComponentId other) {
  End& end = place.ends.back();
  end.alternative = true;
  end.fails = other;
  if (end.member.component != other) return;
  Finding& finding = context_.error("unexpected-value", end.name.span(),
                                    fmt::format("`{}` stands in for itself", end.name.text()));
  finding.help = "name another component behind `|`";
  place.ends.pop_back();
}

// --- one arrow
// ------------------------------------------------------------------------------------------

namespace {

Access access_of(Ref target, Role role) {
  const Ref stated = target ? target.child(Kind::access) : Ref();
  const bool write = stated && trimmed(stated.text()) == "write";
  if (role == Role::queue) return Access::write;
  if (role == Role::store || role == Role::cache) return write ? Access::write : Access::read;
  if (!stated) return Access::none;
  return write ? Access::write : Access::read;
}

Call call_of(ArrowSense sense) {
  switch (sense.sort) {
    case ArrowSense::Sort::message:
      return Call::async;
    case ArrowSense::Sort::relation:
      return Call::relation;
    case ArrowSense::Sort::call:
      break;
  }
  return Call::sync;
}

}  // namespace

void Connector::set_conditions(const Job& job, const End& to, Arrow& arrow) {
  if (to.alternative) {
    arrow.when = When::fail;
    arrow.condition = to.fails;
    arrow.alternative = true;
    return;
  }
  Ref on = to.target ? to.target.child(Kind::on) : Ref();
  if (!on && to.last) on = to.last.child(Kind::on);
  if (!on) return;
  const Ref name = on.child(Kind::qname);
  if (!name) return;
  const Member member = find_member(context_, job.scope, name, "to depend on");
  if (!member.component) return;
  const auto words = trimmed(on.text().substr(2));
  arrow.when = words.rfind("hit", 0) == 0    ? When::hit
               : words.rfind("miss", 0) == 0 ? When::miss
                                             : When::fail;
  arrow.condition = member.component;
  conditional_.push_back({job.flow, arrow.from, member.component, arrow.when, name});
}

// A place that could not be resolved parts the chain; what stands on its sides is still led to or
// from.
void Connector::count_lost(const Place& from, const Place& to, ArrowSense sense) {
  if (sense.sort == ArrowSense::Sort::relation) return;
  for (const End& end : from.ends) {
    if (!end.member.component) continue;
    (sense.reversed ? traffic_.in : traffic_.out)[end.member.component.index()] = true;
  }
  for (const End& end : to.ends) {
    if (!end.member.component) continue;
    (sense.reversed ? traffic_.out : traffic_.in)[end.member.component.index()] = true;
  }
}

void Connector::doubt(const Place& place) {
  for (const End& end : place.ends) {
    if (end.member.component) doubtful_[end.member.component.index()] = true;
  }
}

void Connector::annotate(std::size_t arrow, const Job& job, const End& to) {
  if (!to.said) return;
  auto child = to.said.begin();
  if (!(++child != to.said.end())) return;  // a name alone
  const Job said{to.said, job.scope, job.flow, job.stage, job.node.span()};
  context_.annotations.push_back({static_cast<std::uint32_t>(arrow), said, to.shares});
}

Identity identity_of(const Arrow& arrow, bool new_visit) {
  const std::uint32_t traits =
      static_cast<std::uint32_t>(arrow.call) << 8 | static_cast<std::uint32_t>(arrow.access) << 6 |
      static_cast<std::uint32_t>(arrow.when) << 4 | static_cast<std::uint32_t>(new_visit);
  return {arrow.flow, arrow.from, arrow.to, arrow.condition, arrow.from_visit, traits};
}

void Connector::link(const Hop& hop, const End& from, End& to) {
  const Job& job = hop.job;
  if (link_groups(hop, from, to)) return;
  Arrow arrow;
  const bool back = hop.sense.reversed;
  arrow.from = back ? to.member.component : from.member.component;
  arrow.to = back ? from.member.component : to.member.component;
  arrow.from_visit = back ? 0 : from.visit;
  arrow.flow = job.flow;
  arrow.call = call_of(hop.sense);
  arrow.access = access_of(to.said, context_.model.at(arrow.to).role);
  // From one store to another, outside of every flow, it is replication: what was written goes on.
  const bool replicates = job.flow == FlowId(0) && arrow.call != Call::relation &&
                          context_.model.at(arrow.from).role == Role::store &&
                          context_.model.at(arrow.to).role == Role::store;
  if (replicates) arrow.access = Access::write;
  set_conditions(job, to, arrow);
  arrow.list = hop.list_size > 1 && !to.alternative ? hop.list : ++lists_;
  arrow.target = to.target ? to.target.span() : to.name.span();
  arrow.span = {arrow.target.file, from.name.span().begin, arrow.target.end};
  const bool new_visit = hop.revisits && !back && passed_[arrow.to.index()] == chain_;
  auto& arrows = context_.model.arrows;
  const auto [place, is_new] =
      known_.emplace(identity_of(arrow, new_visit), ArrowId(arrows.size()));
  if (!is_new && !dead_[place->second.index()]) {
    Arrow& same = arrows[place->second.index()];
    same.again.push_back(arrow.span);
    annotate(place->second.index(), job, to);
    to.visit = same.to_visit;
    return;
  }
  place->second = ArrowId(arrows.size());
  // All that comes to this place of the chain is one visit.
  if (new_visit) start_visit(job, to);
  to.visit = arrow.to_visit = new_visit ? to.visit : 0;
  if (!arrows_of_.empty()) {
    arrows_of_[arrow.from.index()].push_back(place->second);
    if (arrow.from != arrow.to) arrows_of_[arrow.to.index()].push_back(place->second);
  }
  annotate(arrows.size(), job, to);
  arrows.push_back(std::move(arrow));
  dead_.push_back(false);
}

// A further visit, if the chain has passed this place before.
void Connector::start_visit(const Job& job, End& to) {
  const ComponentId component = to.member.component;
  if (!component || passed_[component.index()] != chain_) return;
  const auto key = static_cast<std::uint64_t>(job.flow.value) << 32 | component.value;
  if (to.visit == 0) to.visit = ++visits_[key];
}

// --- a chain
// --------------------------------------------------------------------------------------------

void Connector::mark_passed(const Place& place) {
  for (const End& end : place.ends) {
    if (end.member.component) passed_[end.member.component.index()] = chain_;
  }
}

void Connector::hop(const Job& job, const Place& tails, Place& heads, Ref arrow, bool revisits) {
  Hop hop{job, syntax::arrow_sense(arrow.text()), revisits, 0, 1};
  std::uint32_t members = 0;
  bool groups = false;
  for (const End& end : heads.ends) {
    members += end.alternative ? 0 : 1;
    groups |= static_cast<bool>(end.member.group);
  }
  for (const End& end : tails.ends) groups |= static_cast<bool>(end.member.group);
  if (groups || !tails.whole || !heads.whole) count_lost(tails, heads, hop.sense);
  if (groups || !tails.known || !heads.known) {
    doubt(tails);
    doubt(heads);
  }
  hop.list_size = members;
  // What is gone led back to them, and nothing does now.
  if (tails.ends.empty() && revisits) {
    for (End& head : heads.ends) start_visit(job, head);
  }
  for (const End& tail : tails.ends) {
    hop.list = ++lists_;
    for (End& head : heads.ends) link(hop, tail, head);
  }
}

void Connector::connect(std::uint32_t number) {
  const Job& job = context_.links[number];
  next_end_ = ends_.first[number];
  ++chain_;
  std::size_t hops = 0;
  for (Ref part : job.node) hops += part.is(Kind::arrow) ? 1 : 0;
  Place tails;
  Ref arrow;
  for (Ref part : job.node) {
    if (part.is(Kind::arrow)) {
      arrow = part;
      continue;
    }
    if (part.kind() >= Kind::bad) break;
    Place heads = place_of(job, part);
    if (arrow) hop(job, tails, heads, arrow, hops > 1);
    tails = std::move(heads);
    mark_passed(tails);
  }
}

void connect(Context& context) {
  const Ends ends = imply_components(context);
  Connector connector(context, ends);
  for (std::uint32_t i = 0; i < context.links.size(); ++i) {
    if (context.links[i].node.is(Kind::connection)) {
      connector.connect(i);
    } else {
      connector.remove(i);
    }
  }
  connector.finish();
  make_clients(context, connector.traffic());
  drop_removed(context);
  note_kind_slips(context);
  for (std::size_t i = 0; i < context.model.arrows.size(); ++i) {
    context.model.flows[context.model.arrows[i].flow.index()].arrows.emplace_back(i);
  }
}

}  // namespace joist::resolve
