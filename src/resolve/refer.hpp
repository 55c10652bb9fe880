// Notes what names stand for as they are looked up, for those who ask about a place in the text.
#pragma once

#include "resolve/context.hpp"

namespace joist::resolve {

// Nothing is noted where the input does not ask for it.
void refer(Context& context, model::Noun noun, Span use, Span declaration);
// A possibly qualified name of a component or group, from the first byte of `span` on: its parts
// are uses of the groups around.
void refer(Context& context, std::string_view qualified, Span span, const Member& member);
void refer(Context& context, Ref name, const Member& member);
// The same for names of flows and quantities.
void refer(Context& context, std::string_view qualified, Span span, FlowId flow);
void refer(Context& context, std::string_view qualified, Span span, QuantityId quantity);
// A use of a kind: of the alias, where it is one.
void refer_kind(Context& context, std::string_view name, Span use);
// Where the design declares kinds, types and units of its own, with the parents of kinds, and where
// its types and units are used. What it adds to the language is all noted as `kind`.
void refer_nouns(Context& context);

// All that was noted, by place, each once.
std::vector<model::Reference> take_references(Context& context);

}  // namespace joist::resolve
