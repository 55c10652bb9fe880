// What the steps of resolve share: the model being made, the scopes, and the work that the first
// walk over the trees leaves for later steps.
#pragma once

#include <functional>
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
  FlowId flow;            // the flow it stands in; the unnamed one outside of any
  bool in_stage = false;  // it changes what was said before
  Span around;            // of the statement whose block it stands in, for allowances
  bool for_first = false;  // how often is said for the first of several alternatives
};

enum class Progress : std::uint8_t { waiting, running, done };

// An attribute of something, still to be read.
struct AttributeJob {
  enum class Owner : std::uint8_t { component, group, flow, design } owner = Owner::component;
  std::uint32_t index = 0;  // of the component, group or flow
  Ref node;                 // the attribute
  std::string_view key;     // its last part
  ScopeId scope;
  bool in_stage = false;
  Progress state = Progress::waiting;
};

// One `@` in the header of a flow.
struct FlowRate {
  Job job;
  FlowId flow;
  Progress state = Progress::waiting;
};

// A type of columns: its size, times the first argument if it has one.
struct TypeSize {
  Ref node;
  ScopeId scope;
};

struct KindSource {
  Ref node;
  bool in_stdlib = false;
  KindId id;             // once resolved
  bool running = false;  // being resolved: a ring if met again
};

struct Context {
  explicit Context(const Input& the_input) : input(the_input) {}

  const Input& input;
  model::Model model;
  std::vector<Finding> findings;
  std::vector<std::string> stages;
  Scopes scopes;
  ScopeId root;
  quantity::Units units;
  std::unordered_map<std::string_view, KindSource> kinds;
  std::unordered_map<std::string_view, std::vector<std::string_view>> aliases;  // parent -> names
  std::vector<std::string_view> own_kinds;  // of the design, in order
  std::vector<Ref> kind_changes;            // `kind service { ... }` of an existing kind
  std::vector<Ref> kind_nodes;              // by kind of the model: its statement
  std::unordered_map<std::string_view, TypeSize> types;
  std::string_view default_source, default_pass, default_group;  // kinds of undeclared names

  std::set<std::pair<std::uint32_t, std::uint32_t>> entered;  // scope and unit of imports

  std::vector<Job> links;  // connections and removals of arrows, in order
  std::vector<Job> bindings, needs, features, decisions, endpoints, tables, views, allowances;
  std::vector<AttributeJob> attributes;
  std::vector<Job> dotted;  // attributes of components by name
  std::vector<FlowRate> flow_rates;
  std::vector<std::vector<std::uint32_t>> attributes_of;  // by component: indices into attributes
  // Arrow annotations: by arrow, the targets that state something of it.
  std::vector<std::vector<Job>> targets_of;
  std::vector<Job> group_targets;  // the same by group link
  std::vector<bool> removed;       // by component: taken out by a stage
  // Names in `remove` that were taken out while names were declared: by file and place.
  std::set<std::pair<std::uint32_t, std::uint32_t>> taken_out;
  std::vector<Progress> quantity_progress;  // by quantity, while they are read
  int depth = 0;                            // of values that wait for each other
  std::uint32_t draws = 0;
  std::unordered_map<std::uint64_t, std::uint32_t> draw_of;  // by place of the range

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
void read_values(Context& context);      // quantities, attributes, annotations of arrows
void read_statements(Context& context);  // needs, features, decisions, endpoints, tables, views

// `name` seen from a scope as a component or group. Reports what is unknown or ambiguous, and
// returns nothing then.
Member find_member(Context& context, ScopeId scope, Ref name, std::string_view what);
FlowId find_flow(Context& context, ScopeId scope, Ref name);
// The kind of that name, made if need be; none if there is none (nothing is reported).
KindId find_kind(Context& context, std::string_view name);
// "did you mean `x`?" as help and, as a fix, the closest of the candidates.
void suggest(Finding& finding, Ref name, const std::vector<std::string_view>& candidates);
std::string string_of(Ref node);  // the value of a string literal; empty for an empty Ref

}  // namespace joist::resolve
