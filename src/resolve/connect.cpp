// Arrows by name: chains become single arrows with their visits.
#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/arrows.hpp"
#include "resolve/implied.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Access;
using model::Arrow;
using model::ArrowId;
using model::Call;
using model::Role;
using model::When;
using syntax::Kind;

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
using Identity = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t,
                            std::uint32_t, std::uint32_t, bool>;

struct IdentityHash {
  std::size_t operator()(const Identity& identity) const {
    std::uint64_t hash = 1469598103934665603ull;
    std::apply(
        [&](auto... part) {
          ((hash = (hash ^ static_cast<std::uint64_t>(part)) * 1099511628211ull), ...);
        },
        identity);
    return static_cast<std::size_t>(hash ^ (hash >> 29));
  }
};

class Connector {
 public:
  Connector(Context& context, const Ends& ends) : context_(context), ends_(ends) {}

  void connect(const Job& job, std::size_t number);
  void remove(const Job& job);
  void finish();

 private:
  std::vector<End> ends_of(const Job& job, Ref part);
  std::optional<End> end_of(const Job& job, Ref name);
  void link(const Job& job, const End& from, End& to, Ref arrow, bool revisits, std::uint32_t list,
            std::uint32_t list_size);
  void remove_named(const Job& job, Ref name);
  void remove_between(const Job& job, const End& from, const End& to);
  bool link_groups(const Job& job, const End& from, const End& to, Call call);
  void set_conditions(const Job& job, const End& to, Arrow& arrow);
  void mark_passed(const std::vector<End>& ends);

  Context& context_;
  const Ends& ends_;
  std::size_t next_end_ = 0;  // of the connection at hand
  std::unordered_map<Identity, ArrowId, IdentityHash> known_;
  std::unordered_map<std::uint64_t, std::uint32_t> visits_;  // by flow and component
  std::vector<std::uint32_t> passed_;                        // by component: the chain it is on
  std::vector<bool> dead_;                                   // by arrow
  std::uint32_t chain_ = 0;
  std::uint32_t lists_ = 0;
};

Call call_of(syntax::ArrowSense::Sort sort) {
  switch (sort) {
    case syntax::ArrowSense::Sort::message:
      return Call::async;
    case syntax::ArrowSense::Sort::relation:
      return Call::relation;
    case syntax::ArrowSense::Sort::call:
      break;
  }
  return Call::sync;
}

std::optional<End> Connector::end_of(const Job& job, Ref name) {
  End end;
  end.name = name;
  const bool looked_up = next_end_ < ends_.members.size() && job.node.is(Kind::connection);
  if (looked_up) end.member = ends_.members[next_end_++];
  if (end.member.removed) return std::nullopt;
  if (!end.member) {
    end.member = find_member(context_, job.scope, name, "");
    if (!end.member || end.member.removed) return std::nullopt;
  }
  return end;
}

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
    for (std::size_t i = first; i <= last && last > first; ++i) {
      ends[i].last = ends[last].target;
      ends[i].shares = !own;
      if (!own) ends[i].said = ends[last].target;
    }
    first = last + 1;
  }
}

// The members of one place in a chain; what could not be resolved is left out.
std::vector<End> Connector::ends_of(const Job& job, Ref part) {
  std::vector<End> ends;
  const auto add = [&](Ref node) {
    const Ref name = node.is(Kind::target) ? node.child(Kind::qname) : node;
    auto end = end_of(job, name);
    if (!end) return;
    if (node.is(Kind::target)) end->target = end->said = node;
    ends.push_back(*end);
  };
  if (!part.is(Kind::nodes) && !part.is(Kind::targets)) {
    add(part);
    return ends;
  }
  bool alternative = false;
  ComponentId last;
  for (Ref child : part) {
    if (child.is(Kind::alternative)) {
      alternative = true;
      continue;
    }
    const std::size_t before = ends.size();
    add(child);
    if (ends.size() == before) continue;
    if (alternative && last) {
      ends.back().alternative = true;
      ends.back().fails = last;
    }
    alternative = false;
    last = ends.back().member.component;
  }
  share_annotations(ends);
  return ends;
}

void Connector::mark_passed(const std::vector<End>& ends) {
  for (const End& end : ends) {
    if (end.member.component) passed_[end.member.component.index()] = chain_;
  }
}

bool Connector::link_groups(const Job& job, const End& from, const End& to, Call call) {
  if (!from.member.group && !to.member.group) return false;
  if (call == Call::relation && from.member.group && to.member.group) {
    model::GroupLink link;
    link.from = from.member.group;
    link.to = to.member.group;
    link.span = {from.name.span().file, from.name.span().begin, to.target.span().end};
    context_.group_targets.push_back(
        {to.target, job.scope, job.flow, job.in_stage, job.node.span()});
    context_.model.group_links.push_back(std::move(link));
    return true;
  }
  const End& group = from.member.group ? from : to;
  Finding& finding = context_.error(
      "group-as-end", group.name.span(),
      fmt::format("`{}` is a group, and arrows lead to components", group.name.text()));
  finding.help = fmt::format("name a component in it: `{}.NAME`", group.name.text());
  return true;
}

Access access_of(Ref target, Role role) {
  const Ref stated = target ? target.child(Kind::access) : Ref();
  const bool write = stated && trimmed(stated.text()) == "write";
  if (role == Role::queue) return Access::write;
  if (role == Role::store || role == Role::cache) return write ? Access::write : Access::read;
  if (!stated) return Access::none;
  return write ? Access::write : Access::read;
}

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
  if (!member.component || member.removed) return;
  const auto words = trimmed(on.text().substr(2));
  arrow.when = words.rfind("hit", 0) == 0    ? When::hit
               : words.rfind("miss", 0) == 0 ? When::miss
                                             : When::fail;
  arrow.condition = member.component;
}

void Connector::link(const Job& job, const End& from, End& to, Ref arrow_node, bool revisits,
                     std::uint32_t list, std::uint32_t list_size) {
  const syntax::ArrowSense sense = syntax::arrow_sense(arrow_node.text());
  const Call call = call_of(sense.sort);
  if (link_groups(job, from, to, call)) return;
  Arrow arrow;
  const bool back = sense.reversed;
  arrow.from = back ? to.member.component : from.member.component;
  arrow.to = back ? from.member.component : to.member.component;
  arrow.from_visit = back ? 0 : from.visit;
  arrow.flow = job.flow;
  arrow.call = call;
  arrow.access = access_of(to.said, context_.model.at(arrow.to).role);
  // From one store to another, outside of every flow, it is replication: what was written goes on.
  const bool replicates = job.flow == FlowId(0) && call != Call::relation &&
                          context_.model.at(arrow.from).role == Role::store &&
                          context_.model.at(arrow.to).role == Role::store;
  if (replicates) arrow.access = Access::write;
  set_conditions(job, to, arrow);
  arrow.list = list;
  arrow.list_size = list_size;
  arrow.target = to.target ? to.target.span() : to.name.span();
  arrow.span = {arrow.target.file, from.name.span().begin, arrow.target.end};
  const bool new_visit = revisits && !back && passed_[arrow.to.index()] == chain_;
  const auto traits = static_cast<std::uint32_t>(call) << 8 |
                      static_cast<std::uint32_t>(arrow.access) << 4 |
                      static_cast<std::uint32_t>(arrow.when);
  const Identity identity{arrow.flow.value, arrow.from.value,      arrow.from_visit, arrow.to.value,
                          traits,           arrow.condition.value, new_visit};
  const auto [place, is_new] = known_.emplace(identity, ArrowId(context_.model.arrows.size()));
  const Job annotation{to.said, job.scope, job.flow, job.in_stage, job.node.span(), to.shares};
  if (!is_new && !dead_[place->second.index()]) {
    Arrow& same = context_.model.arrows[place->second.index()];
    same.again.push_back(arrow.span);
    if (to.target) context_.targets_of[place->second.index()].push_back(annotation);
    to.visit = same.to_visit;
    return;
  }
  place->second = ArrowId(context_.model.arrows.size());
  if (new_visit) {
    const auto key = static_cast<std::uint64_t>(arrow.flow.value) << 32 | arrow.to.value;
    arrow.to_visit = ++visits_[key];
  }
  to.visit = arrow.to_visit;
  context_.model.arrows.push_back(std::move(arrow));
  dead_.push_back(false);
  context_.targets_of.emplace_back();
  if (to.target) context_.targets_of.back().push_back(annotation);
}

void Connector::connect(const Job& job, std::size_t number) {
  next_end_ = ends_.first[number];
  passed_.resize(context_.model.components.size());
  ++chain_;
  std::size_t hops = 0;
  for (Ref part : job.node) hops += part.is(Kind::arrow) ? 1 : 0;
  std::vector<End> tails;
  Ref arrow;
  for (Ref part : job.node) {
    if (part.is(Kind::arrow)) {
      arrow = part;
      continue;
    }
    if (part.kind() >= Kind::bad) break;
    std::vector<End> ends = ends_of(job, part);
    if (arrow) {
      std::uint32_t members = 0;
      for (const End& end : ends) members += end.alternative ? 0 : 1;
      for (const End& tail : tails) {
        const std::uint32_t shared = ++lists_;
        for (End& end : ends) {
          const bool in_list = members > 1 && !end.alternative;
          link(job, tail, end, arrow, hops > 1, in_list ? shared : ++lists_, in_list ? members : 1);
        }
      }
    }
    // A place that could not be resolved parts the chain: what follows has no tail.
    tails = std::move(ends);
    mark_passed(tails);
  }
}

void Connector::remove_named(const Job& job, Ref name) {
  const bool taken_out = context_.taken_out.count({name.span().file.value, name.span().begin}) > 0;
  ComponentId again;  // a later stage may have declared the name once more
  if (taken_out) {
    again = context_.scopes.find(job.scope, name.text()).member.component;
  } else {  // a component that only arrows make, or an unknown name
    const Member member = find_member(context_, job.scope, name, "to remove");
    if (!member || member.removed) return;
    if (member.component) context_.removed[member.component.index()] = true;
    context_.scopes.mark_removed(job.scope, name.text());
  }
  const auto& arrows = context_.model.arrows;
  for (std::size_t i = 0; i < arrows.size(); ++i) {
    const bool touches = again && (arrows[i].from == again || arrows[i].to == again);
    dead_[i] = dead_[i] || touches || context_.removed[arrows[i].from.index()] ||
               context_.removed[arrows[i].to.index()];
  }
}

void Connector::remove_between(const Job& job, const End& from, const End& to) {
  const auto& arrows = context_.model.arrows;
  bool found = false;
  for (std::size_t i = 0; i < arrows.size(); ++i) {
    const bool same =
        arrows[i].from == from.member.component && arrows[i].to == to.member.component && !dead_[i];
    if (same) dead_[i] = found = true;
  }
  if (found) return;
  context_.error("unknown-arrow", job.node.span(),
                 fmt::format("no arrow leads from `{}` to `{}`", from.name.text(), to.name.text()));
}

void Connector::remove(const Job& job) {
  const Ref what = job.node.first();
  if (what.is(Kind::qname)) return remove_named(job, what);
  if (!what.is(Kind::connection)) {
    for (Ref name : what) remove_named(job, name);
    return;
  }
  std::vector<End> tails;
  for (Ref part : what) {
    if (part.is(Kind::arrow)) continue;
    std::vector<End> ends = ends_of(job, part);
    for (const End& tail : tails) {
      for (const End& end : ends) remove_between(job, tail, end);
    }
    tails = std::move(ends);
  }
}

void Connector::finish() {
  auto& arrows = context_.model.arrows;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < arrows.size(); ++i) {
    if (dead_[i]) continue;
    if (kept != i) {
      arrows[kept] = std::move(arrows[i]);
      context_.targets_of[kept] = std::move(context_.targets_of[i]);
    }
    ++kept;
  }
  arrows.resize(kept);
  context_.targets_of.resize(kept);
}

}  // namespace

void connect(Context& context) {
  const Ends ends = imply_components(context);
  context.removed.resize(context.model.components.size());
  Connector connector(context, ends);
  context.model.arrows.reserve(ends.members.size());
  context.targets_of.reserve(ends.members.size());
  for (std::size_t i = 0; i < context.links.size(); ++i) {
    const Job& job = context.links[i];
    if (job.node.is(Kind::connection)) {
      connector.connect(job, i);
    } else {
      connector.remove(job);
    }
  }
  connector.finish();
  make_clients(context);
  drop_removed(context);
  for (std::size_t i = 0; i < context.model.arrows.size(); ++i) {
    context.model.flows[context.model.arrows[i].flow.index()].arrows.emplace_back(i);
  }
}

}  // namespace joist::resolve
