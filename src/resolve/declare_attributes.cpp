// Attributes noted with what they belong to: those in blocks at once, those by name (`api.replicas:
// 40`) when all names are known.
#include <algorithm>

#include <fmt/format.h>

#include "resolve/declare.hpp"
#include "resolve/refer.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Attribute;
using syntax::Kind;
using Owner = AttributeJob::Owner;

void report_twice(Context& context, Ref node, const AttributeJob& known) {
  Finding& finding = context.error("duplicate-attribute", node.child(Kind::key).span(),
                                   fmt::format("`{}` is stated twice", known.info->name));
  finding.labels.push_back({known.node.span(), "first stated here"});
  finding.help = "keep one of the two";
}

// A later stage goes before an earlier one, and within a stage what is said from outside of a named
// import before what stands in it.
std::uint32_t rank_of(const Context& context, const Job& job) {
  constexpr std::uint32_t deepest = 1000;
  std::uint32_t imports = 0;
  for (ScopeId scope = job.scope; scope; scope = context.scopes.at(scope).parent) {
    imports += context.scopes.at(scope).sealed ? 1 : 0;
  }
  return job.stage * deepest + deepest - 1 - std::min(imports, deepest - 1);
}

// Whether it is to be read, next to what is known of the same thing.
bool takes_its_place(Context& context, std::uint32_t latest, const Job& job, std::uint32_t rank,
                     const model::AttributeInfo& info) {
  for (auto i = latest; i != no_job; i = context.attributes[i].next) {
    AttributeJob& known = context.attributes[i];
    if (known.info != &info || known.state == Progress::done) continue;
    if (info.attribute == Attribute::cost) return true;  // of several sorts, told apart when read
    if (known.rank > rank) return false;
    if (known.rank < rank) {
      known.state = Progress::done;  // replaced
    } else {
      report_twice(context, job.node, known);
      return false;
    }
  }
  return true;
}

bool is_hint(const model::AttributeInfo* info) {
  return info != nullptr &&
         (info->attribute == Attribute::rank || info->attribute == Attribute::order);
}

}  // namespace

std::uint32_t& latest_of(Context& context, Owner owner, std::size_t index) {
  switch (owner) {
    case Owner::component:
      return context.of_component[index];
    case Owner::group:
      return context.of_group[index];
    case Owner::flow:
      return context.of_flow[index];
    case Owner::design:
      break;
  }
  return context.of_design;
}

void note_attribute(Context& context, Owner owner, std::size_t index, const Job& job) {
  const auto* info = model::find_attribute(last_part(job.node.child(Kind::key).text()));
  if (owner == Owner::design && is_hint(info)) {
    context.hints.push_back(job);
    return;
  }
  std::uint32_t& latest = latest_of(context, owner, index);
  const std::uint32_t rank = rank_of(context, job);
  if (info != nullptr && !takes_its_place(context, latest, job, rank, *info)) return;
  const auto number = static_cast<std::uint32_t>(context.attributes.size());
  AttributeJob noted;
  noted.owner = owner;
  noted.index = static_cast<std::uint32_t>(index);
  noted.node = job.node;
  noted.info = info;
  noted.scope = job.scope;
  noted.rank = rank;
  if (info != nullptr) {
    noted.next = latest;
    latest = number;
  }
  context.attributes.push_back(noted);
}

void note_attributes(Context& context, Ref block, Owner owner, std::size_t index,
                     const Where& where) {
  for (Ref child : block) {
    const Ref node = unwrapped(child);
    if (!node.is(Kind::attribute)) continue;
    if (node.child(Kind::key).text().find('.') != std::string_view::npos) continue;
    note_attribute(context, owner, index, job(node, where));
  }
}

namespace {

void bind_to_component(Context& context, ComponentId id, const Job& job) {
  const auto revived = context.revived.find(id.value);
  if (revived != context.revived.end() && job.stage < revived->second) return;
  note_attribute(context, Owner::component, id.index(), job);
}

void bind_to_group(Context& context, GroupId id, const Job& job) {
  const auto key = last_part(job.node.child(Kind::key).text());
  if (key == "availability" || key == "mtbf") make_domain(context, id);
  note_attribute(context, Owner::group, id.index(), job);
}

void bind_attribute(Context& context, const Job& job) {
  const Ref key = job.node.child(Kind::key);
  const auto name = key.text().substr(0, key.text().rfind('.'));
  const auto found = context.scopes.find(job.scope, name);
  Span span = key.span();
  span.end = span.begin + static_cast<std::uint32_t>(name.size());
  if (found.member.removed) {
    report_removed(context, name, span, found.member);
    return;
  }
  refer(context, name, span, found.member);
  if (found.member.component) return bind_to_component(context, found.member.component, job);
  if (found.member.group) return bind_to_group(context, found.member.group, job);
  if (!found.several.empty()) return report_ambiguous(context, name, span, found.several);
  if (const FlowId flow = context.scopes.find_flow(job.scope, name)) {
    refer(context, name, span, flow);
    return note_attribute(context, Owner::flow, flow.index(), job);
  }
  Finding& finding =
      context.error("unknown-name", span, fmt::format("there is no component `{}`", name));
  suggest(finding, span, closest_name(context, job.scope, name, &Scopes::member_names));
  if (finding.help.empty()) finding.help = "declare it first, or correct the name";
}

}  // namespace

void bind_dotted(Context& context) {
  for (std::size_t i = 0; i < context.dotted.size(); ++i) {
    const Job job = context.dotted[i];
    if (job.node.is(Kind::binding)) {
      rebind(context, job);
    } else {
      bind_attribute(context, job);
    }
  }
}

}  // namespace joist::resolve
