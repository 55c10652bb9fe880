// What the steps of resolve share: the model being made, the scopes, and the work that the first
// walk over the trees leaves for later steps.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "quantity/units.hpp"
#include "resolve/resolve.hpp"
#include "resolve/scope.hpp"

namespace joist::resolve {

using model::ComponentId;
using model::FlowId;
using model::GroupId;
using model::KindId;
using model::QuantityId;
using syntax::Ref;

// A statement to be looked at later, with where it stands.
struct Job {
  Ref node;
  ScopeId scope;
  FlowId flow;              // the flow it stands in; the unnamed one outside of any
  std::uint32_t stage = 0;  // 0: the base; what a later stage says goes before
  Span around;              // of the statement whose block it stands in, for allowances
};

enum class Progress : std::uint8_t { waiting, running, done };

constexpr std::uint32_t no_job = 0xffffffffu;

// Where something begins, as one number.
inline std::uint64_t place_of(Span span) {
  return static_cast<std::uint64_t>(span.file.index()) << 32 | span.begin;
}

// An attribute of something, still to be read. Those of one thing form a chain, the latest first.
struct AttributeJob {
  enum class Owner : std::uint8_t { component, group, flow, design } owner = Owner::component;
  Progress state = Progress::waiting;
  std::uint32_t index = 0;                     // of the component, group or flow
  Ref node;                                    // the attribute
  const model::AttributeInfo* info = nullptr;  // none: unknown
  ScopeId scope;
  std::uint32_t rank = 0;       // of two statements the one with the higher rank counts
  std::uint32_t next = no_job;  // of the same thing
};

// One `@` in the header of a flow. The parts of a flow add up.
struct FlowRate {
  Job job;
  FlowId flow;
  Progress state = Progress::waiting;
  std::uint32_t next = no_job;         // of the same flow
  std::optional<model::Stated> value;  // once read
};

// A type of columns: its size, of the whole or of one character.
struct TypeSize {
  Ref node;
  bool is_own = false;  // of the design, not of the stdlib
};

struct KindSource {
  Ref node;
  bool in_stdlib = false;
  KindId id;                 // once resolved
  bool running = false;      // being resolved: a ring if met again
  std::vector<Ref> changes;  // `kind service { ... }`, in order
};

// What may have to wait for other values before it can be read.
struct Pending {
  enum class Sort : std::uint8_t { quantity, attribute, rate, kind } sort = Sort::quantity;
  std::uint32_t index = 0;
};

// A target that states something of its arrow or group link.
struct Annotated {
  std::uint32_t index = 0;  // of the arrow or link
  Job job;
  bool for_first = false;  // how often is said for the first of several alternatives
};

// What stands in a `remove`, and what it stood for then.
struct Removal {
  std::vector<ComponentId> components;  // those of removed groups too
  std::vector<GroupId> groups;
  std::vector<Ref> unknown;  // only arrows may make these
};

// Names among which one may be meant; asked for only where they are needed.
using Nearby = const std::function<std::vector<std::string_view>()>&;

struct Context {
  explicit Context(const Input& the_input) : input(the_input) {}

  const Input& input;
  model::Model model;
  // A deque: who writes one may look things up of which another is reported meanwhile.
  std::deque<Finding> findings;
  std::vector<std::string> stages;
  std::vector<model::Reference> references;
  std::vector<Span> quantity_places;  // by quantity: the name that binds it first
  Scopes scopes;
  ScopeId root;
  quantity::Units units;
  // Numbers that were read with so many units of the design; none where one is no literal alone.
  std::pair<std::size_t, std::unordered_map<std::string_view, std::optional<quantity::Quantity>>>
      literals;
  std::unordered_map<std::string_view, KindSource> kinds;
  std::unordered_map<std::string_view, std::vector<std::string_view>> aliases;  // parent -> names
  std::vector<std::string_view> own_kinds;      // of the design, in order
  std::vector<const KindSource*> kind_sources;  // by kind of the model
  std::unordered_map<std::string_view, TypeSize> types;
  std::vector<std::string_view> own_types;                       // of the design, in order
  std::string_view default_source, default_pass, default_group;  // kinds of undeclared names

  std::set<std::pair<std::uint32_t, std::uint32_t>> entered;  // scope and unit of imports

  std::vector<Job> links;                               // connections and removals, in order
  std::unordered_map<std::uint32_t, Removal> removals;  // by link
  std::vector<Job> bindings, needs, features, decisions, endpoints, tables, views, allowances;
  std::vector<Job> hints;   // `rank` and `order` of the design
  std::vector<Job> dotted;  // attributes of components, groups and flows by name
  std::vector<AttributeJob> attributes;
  // The latest attribute job of each component, group, flow, and of the design.
  std::vector<std::uint32_t> of_component, of_group, of_flow;
  std::uint32_t of_design = no_job;
  std::vector<FlowRate> flow_rates;
  std::vector<std::uint32_t> rate_of;        // by flow: its latest rate
  std::vector<Annotated> annotations;        // of arrows, in order of writing
  std::vector<Annotated> group_annotations;  // of group links
  std::vector<bool> removed;                 // by component: taken out by a stage
  std::vector<bool> removed_groups;
  std::unordered_map<std::uint32_t, std::uint32_t> revived;  // component -> stage that did it
  std::vector<ScopeId> scope_of;                             // by group: what stands in it
  std::map<Span, std::uint32_t> price_ranks;  // by place of a price, where it replaces others
  std::map<Span, ScopeId> scope_of_noun;      // of kinds and types that stand in groups and imports
  std::set<Span> kindless;                    // statements of components whose kind is not known
  std::vector<Span> stage_spans;              // of the stages that apply
  Ref design;                                 // the statement
  std::uint32_t design_stage = 0;
  int searches = 0;    // for names that are close
  bool full = false;   // bodies and imports are copied no further
  bool blind = false;  // a file could not be read: names may be unknown for no other reason

  std::vector<Progress> quantity_progress, kind_progress;
  std::vector<std::optional<model::Formula>> formulas;  // by quantity, until it has a value
  std::vector<Pending> awaited;                         // by what is being read
  bool attempting = false;  // what is read may be put off until what it awaits is there
  std::uint32_t draws = 0;
  std::unordered_map<std::uint64_t, std::uint32_t> draw_of;  // by place of the range, see place_of

  // The closest of the candidates; none after the first hundred searches.
  std::string_view closest(std::string_view name, Nearby candidates);

  // One finding; the returned reference is for adding labels, notes and fixes at once.
  Finding& report(std::string_view rule, Severity severity, Span span, std::string message);
  Finding& error(std::string_view rule, Span span, std::string message) {
    return report(rule, Severity::error, span, std::move(message));
  }
};

// The steps, in their order.
void collect_stdlib(Context& context);   // kinds, units and types that come with Joist
void declare_names(Context& context);    // everything that is declared, in scopes
void connect(Context& context);          // arrows, and the components they imply
void bind_dotted(Context& context);      // `api.replicas: 40`, `c1.users = 2M`
void read_kinds(Context& context);       // those that were not read yet
void read_values(Context& context);      // quantities, attributes, annotations of arrows
void read_statements(Context& context);  // needs, features, decisions, endpoints, tables, views

// What the name stands for was removed, and is spoken of after that all the same: reported then.
bool report_removed(Context& context, std::string_view name, Span span, const Member& member);
// The statement stands in a group that a stage removed.
bool is_gone(const Context& context, const Job& job);
// `name` seen from a scope as a component or group. Reports what is unknown or ambiguous, and
// returns nothing then.
Member find_member(Context& context, ScopeId scope, Ref name, std::string_view what);
FlowId find_flow(Context& context, ScopeId scope, Ref name);
void report_ambiguous(Context& context, std::string_view name, Span span,
                      const std::vector<Member>& several);
// The kind of that name, made if need be; none if there is none (nothing is reported).
KindId find_kind(Context& context, std::string_view name);
std::string_view stated_role(Ref kind);  // that a root kind claims in its block, as written
bool is_alias(Ref kind);                 // `kind lb : balancer`: another name of its parent
// The closest to a name, maybe qualified, of those that `names` gives for a scope (alone, where its
// beginning is right: `c1.apy`); written as the name is, or empty.
using NamesOf = std::vector<std::string_view> (Scopes::*)(ScopeId, bool) const;
std::string closest_name(Context& context, ScopeId scope, std::string_view name, NamesOf names);
// "did you mean `x`?" as help and, as a fix, the closest of the candidates.
void suggest(Context& context, Finding& finding, Ref name, Nearby candidates);
void suggest(Finding& finding, Span span, std::string_view closest);
std::string string_of(Ref node);  // the value of a string literal; empty for an empty Ref
std::string label_of(Ref node);   // the same; empty where it is blank: then the name stands for it

}  // namespace joist::resolve
