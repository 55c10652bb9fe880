// The resolved design: everything that was written, with names bound, kinds applied and units read,
// as flat tables. Plain data, immutable once resolve has made it; nothing here knows syntax.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.hpp"
#include "model/attributes.hpp"
#include "model/formula.hpp"

namespace joist::model {

using GroupId = Id<struct GroupTag>;
using ArrowId = Id<struct ArrowTag>;
using TableId = Id<struct TableTag>;

// The only nouns the compiler knows; every kind claims one, mostly through its parent.
enum class Role : std::uint8_t {
  source,
  pass,
  split,
  cache,
  store,
  queue,
  compute,
  group,
  external,
};
std::string_view text(Role role);
std::optional<Role> find_role(std::string_view name);

struct Kind {
  std::string name;
  std::string label;  // "PostgreSQL"
  KindId parent;      // none for root kinds
  Role role = Role::pass;
  Attributes attributes;  // own and inherited, merged; spans are those of the stdlib or design
  std::vector<std::string> aliases;  // "db"
  Span span;
  bool in_stdlib = false;
};

// `zone`, `region` and `rack` are levels of failure domains; other groups may have an availability.
enum class Level : std::uint8_t { none, rack, zone, region };

// Something whose parts fail together. Declared (a group), or one of a region's unnamed zones.
struct Domain {
  std::string name;  // qualified; "zone 2" for unnamed ones
  Level level = Level::none;
  DomainId parent;
  GroupId group;  // none for unnamed zones
};

struct Group {
  std::string name;  // last part
  std::string path;  // qualified: "us.a"
  std::string label;
  KindId kind;
  GroupId parent;   // none at the top
  DomainId domain;  // none for groups that only draw a frame
  Attributes attributes;
  Span span;
};

struct Component {
  std::string name;   // last part
  std::string path;   // qualified: "us.a.api"
  std::string label;  // as written; empty if none
  KindId kind;
  Role role = Role::pass;
  GroupId group;          // none at the top
  Attributes attributes;  // its own; defaults are the kind's, see Model::number
  Span span;              // of its name where declared, or of its first use
  Span statement;         // of the whole declaration; empty where undeclared
  bool declared = false;  // false: made by an arrow
  bool block = false;     // the declaration ends with one
};

enum class Call : std::uint8_t { sync, async, relation };
enum class Access : std::uint8_t { none, read, write };
enum class When : std::uint8_t { always, hit, miss, fail };

// One call of one flow. A component that a chain comes back to is a new visit of it: visit 0 is
// where all other requests arrive, others are numbered per flow and component.
struct Arrow {
  ComponentId from, to;
  std::uint32_t from_visit = 0, to_visit = 0;
  FlowId flow;
  Call call = Call::sync;
  Access access = Access::none;  // as it counts: reads and writes into stores, caches and queues
  When when = When::always;
  ComponentId condition;  // the cache or callee of `on`
  Rare<Stated> rate;      // `@`
  Rare<Stated> ratio;     // `x`; 1 where absent
  std::string label;
  Attributes attributes;
  std::uint32_t list = 0;  // arrows written as one list `a -> b, c` share it; unique otherwise
  std::uint32_t list_size = 1;
  bool alternative = false;  // written with `|` (when is then `fail`)
  Span span;                 // from the tail's name to the target's
  Span target;               // of the target alone
  std::vector<Span> again;   // where the same arrow is written once more
};

// `us -- eu { delay: 80 ms }`: what is said of all that crosses between two groups.
struct GroupLink {
  GroupId from, to;
  std::string label;
  Attributes attributes;
  Span span;
};

struct Flow {
  std::string name;  // last part; empty for the unnamed flow
  std::string path;
  std::string label;
  std::optional<Stated> rate;   // mean, per second
  Attributes attributes;        // peak, optional, ...
  Span span;                    // of its name
  std::vector<ArrowId> arrows;  // in order of writing
};

struct QuantityBinding {
  std::string name;
  std::string path;
  FormulaId formula;
  quantity::Quantity quantity;
  std::string unit;  // asked for by `in`; may be empty
  std::string why;
  Span span;       // of the name
  Span statement;  // all of it; empty where several bind the name
  bool used = false;
  bool failed = false;  // has no value: what depends on it is passed over in silence
};

struct Need {
  std::optional<Condition> condition;
  // `need survive ...`, where there is no condition:
  Level survive = Level::none;  // zone, region, rack
  bool survive_instance = false;
  ComponentId survive_component;
  GroupId survive_group;
  FlowId flow;       // the flow it stands in; none at the top
  std::string text;  // as written: "read.p99 < 200 ms"
  std::string why;
  Span span;
};

struct Feature {
  std::string text;
  std::vector<FlowId> flows;
  Span span;
};

struct Remark {  // assume, defer
  std::string text;
  std::string why;
  Span span;
};

struct Decision {
  std::string choice;
  std::vector<std::string> over;
  std::string because, but;
  std::optional<Condition> until;
  std::string until_text;
  Span span;
};

struct Endpoint {
  ComponentId component;
  std::string method, path, body;
  std::vector<FlowId> flows;
  Attributes attributes;
  Span span;
};

struct Column {
  std::string name, type;
  std::optional<double> bytes;
  bool key = false, partition = false;
  TableId references;
  std::string referenced_column;
  std::string note;
  Span span;
};

struct TableIndex {
  std::vector<std::uint32_t> columns;  // positions in Table::columns
  Span span;
};

struct TableQuery {
  std::string text;
  std::vector<std::uint32_t> columns;
  std::optional<Stated> rate;
  Span span;
};

struct Table {
  std::string name, label;
  ComponentId store;
  std::vector<Column> columns;
  std::vector<TableIndex> indexes;
  std::vector<TableQuery> queries;
  std::optional<Stated> rows, retention;
  Span span;
};

struct Selector {
  enum class Form : std::uint8_t { all, component, group, members, neighbours, kind, tag } form;
  ComponentId component;
  GroupId group;
  std::string word;  // kind or tag
  Span span;
};

struct View {
  std::string name, label;
  std::vector<Selector> show, hide, collapse;
  std::string direction;  // "", "down", "right", ...
  FlowId flow;
  std::vector<std::vector<ComponentId>> ranks, orders;
  Attributes attributes;
  Span span;
};

struct Allowance {
  std::string rule;
  std::string reason;
  // What it is limited to; all absent: the whole design.
  ComponentId component;
  GroupId group;
  FlowId flow;
  Span span;   // of the whole allowance
  Span name;   // of the rule's name
  Span block;  // for `allow:` in a block: the statement it stands in; findings inside are meant
};

struct Model {
  std::string title, description;
  Attributes attributes;  // of `design`: peak, headroom, strict, direction, ...
  Span span;              // of the `design` statement, or the start of the root file
  bool strict = false;
  // No rate, capacity, copies or need is stated anywhere: redundancy findings are notes.
  bool sketch = false;
  std::string stage;  // label of the stage this is; empty for the base

  std::vector<Kind> kinds;
  std::vector<Domain> domains;
  std::vector<Group> groups;          // a group stands behind the groups around it
  std::vector<Component> components;  // in order of writing
  std::vector<Flow> flows;            // flows[0] is the unnamed flow of arrows outside of any
  std::vector<Arrow> arrows;
  std::vector<GroupLink> group_links;
  std::vector<QuantityBinding> quantities;
  std::vector<Formula> formulas;
  std::vector<Need> needs;
  std::vector<Feature> features;
  std::vector<Remark> assumptions, deferrals;
  std::vector<Decision> decisions;
  std::vector<Endpoint> endpoints;
  std::vector<Table> tables;
  std::vector<View> views;
  std::vector<Allowance> allowances;
  std::vector<std::vector<ComponentId>> ranks, orders;  // layout hints of the design
  // Undeclared components of the plain kind whose name is nearly a kind's, with that kind's name.
  std::vector<std::pair<ComponentId, std::string>> kind_slips;

  const Kind& kind(KindId id) const { return kinds[id.index()]; }
  const Component& at(ComponentId id) const { return components[id.index()]; }
  const Group& at(GroupId id) const { return groups[id.index()]; }
  const Flow& at(FlowId id) const { return flows[id.index()]; }
  const Arrow& at(ArrowId id) const { return arrows[id.index()]; }
  const Domain& at(DomainId id) const { return domains[id.index()]; }

  // Stated of the component itself, or else by its kind; null where neither says it.
  const Stated* number(ComponentId id, Attribute attribute) const;
  const StatedText* text(ComponentId id, Attribute attribute) const;
  bool yes(ComponentId id, Attribute attribute) const;
  // A number as an expression may use it: stated, or else what the language takes it for (one
  // replica, 30% headroom). Nothing where neither is known.
  std::optional<quantity::Quantity> value(ComponentId id, Attribute attribute) const;
  std::optional<quantity::Quantity> value(FlowId id, Attribute attribute) const;
  const Needs* needs_of(ComponentId id) const;
  const Zones* zones_of(ComponentId id) const;
  // True where number() would come from the kind: "default of `postgres`".
  bool is_default(ComponentId id, Attribute attribute) const;
  // The innermost domain a group stands in, or none.
  DomainId domain_of(GroupId group) const;
  // The domain of that level around a domain (or itself), or none.
  DomainId enclosing(DomainId domain, Level level) const;
  // The label to show: as written, else the name.
  std::string_view label(ComponentId id) const;
};

}  // namespace joist::model
