// What the parts of the first walk share: where a statement stands, and how attributes are noted.
#pragma once

#include "resolve/context.hpp"

namespace joist::resolve {

struct Where {
  ScopeId scope;
  FlowId flow;
  std::uint32_t stage = 0;  // 0: the base
  std::uint32_t unit = 0;   // of the input, for its imports
  Span around;              // of the statement whose block this is
};

Job job(Ref node, const Where& where);
std::string_view last_part(std::string_view qualified);
// The statement behind `a: 1,`, where a comma makes one node more.
Ref unwrapped(Ref node);
void report_duplicate(Context& context, Ref name, Span first);

// Notes one attribute of a component, group, flow or the design. What a stage says replaces what
// was said before it; what is said twice in one stage is reported.
void note_attribute(Context& context, AttributeJob::Owner owner, std::size_t index, const Job& job);
// All that stand in a block, those of other things (`api.replicas: 40`) left out.
void note_attributes(Context& context, Ref block, AttributeJob::Owner owner, std::size_t index,
                     const Where& where);
// The latest attribute job of that thing.
std::uint32_t& latest_of(Context& context, AttributeJob::Owner owner, std::size_t index);

// Bodies in bodies and imports in imports multiply: true where there is more than can be held, which
// is reported once, at the statement that is left out.
bool is_full(Context& context, Ref statement);

void declare_statements(Context& context, Ref parent, const Where& where);
// `KIND NAME { ... }`: components or groups, by the kind's role.
void declare_component(Context& context, Ref statement, const Where& where);
GroupId add_group(Context& context, Ref name, KindId kind, const Where& where);
// From here on the group fails as a whole.
void make_domain(Context& context, GroupId group);

void declare_binding(Context& context, Ref statement, const Where& where);
// `c1.users = 2M`, once everything is declared that it could mean.
void rebind(Context& context, const Job& job);

void declare_remove(Context& context, Ref statement, const Where& where);

// Kinds, types and units hold for the whole design, wherever they are written; those of stages,
// from there on. The ranges of the design are numbered in passing.
void collect_nouns(Context& context);

}  // namespace joist::resolve
