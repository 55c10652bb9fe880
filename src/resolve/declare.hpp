// What the parts of the first walk share: where a statement stands, and how attributes are noted.
#pragma once

#include "resolve/context.hpp"

namespace joist::resolve {

struct Where {
  ScopeId scope;
  FlowId flow;
  bool in_stage = false;
  std::uint32_t unit = 0;  // of the input, for its imports
  Span around;             // of the statement whose block this is
};

Job job(Ref node, const Where& where);
std::string_view last_part(std::string_view qualified);
// The statement behind `a: 1,`, where a comma makes one node more.
Ref unwrapped(Ref node);
void note_attribute(Context& context, AttributeJob::Owner owner, std::size_t index, Ref node,
                    const Where& where);
void note_attributes(Context& context, Ref block, AttributeJob::Owner owner, std::size_t index,
                     const Where& where);
void report_duplicate(Context& context, Ref name, Span first);

void declare_statements(Context& context, Ref parent, const Where& where);
// `KIND NAME { ... }`: components or groups, by the kind's role.
void declare_component(Context& context, Ref statement, const Where& where);
GroupId add_group(Context& context, Ref name, KindId kind, Ref block, const Where& where);

}  // namespace joist::resolve
