// How rules name things and offer fixes, so that all findings sound alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule.hpp"

namespace joist::lint {

using model::ArrowId;
using model::ComponentId;
using model::FlowId;

// "`us.a.api`"
std::string named(const Facts& facts, ComponentId id);
// "`read`"; "what flows outside of any flow" for the unnamed one.
std::string named(const Facts& facts, FlowId id);
std::string named(const Facts& facts, const std::vector<ComponentId>& ids);
std::string named(const Facts& facts, const std::vector<FlowId>& ids);
// "the arrow from `a` to `b`"
std::string named(const Facts& facts, ArrowId id);

// "each request of `read` waits": the verb that fits one or several.
std::string_view stops(std::size_t count);

// A finding at a component's name, a flow's name or an arrow; rule and stage are filled in later.
Finding& report(std::vector<Finding>& findings, const Facts& facts, ComponentId id,
                Severity severity, std::string message);
Finding& report(std::vector<Finding>& findings, const Facts& facts, FlowId id, Severity severity,
                std::string message);
Finding& report(std::vector<Finding>& findings, const Facts& facts, ArrowId id, Severity severity,
                std::string message);
Finding& report(std::vector<Finding>& findings, Span span, Severity severity, std::string message);

// Points at a further place, unless there is none or the finding stands at it.
void point_at(Finding& finding, Span span, std::string text);
// At the first of the flows that stop; more of them would hide the finding itself.
void point_at(const Facts& facts, Finding& finding, const std::vector<FlowId>& flows);
// At what the component itself states of this, and not at what its kind does.
void point_at(const Facts& facts, Finding& finding, ComponentId id, model::Attribute attribute,
              std::string text);

// Writes `attribute: value` into a component's declaration, in place of what it states or behind
// it. None where it is not declared, or declared together with others.
std::optional<Fix> state(const Facts& facts, ComponentId id, model::Attribute attribute,
                         std::string_view value);
// Both of them in one fix.
std::optional<Fix> state(const Facts& facts, ComponentId id,
                         const std::vector<std::pair<model::Attribute, std::string>>& values);
void offer(Finding& finding, std::optional<Fix> fix);
// The same as a fix; of what an arrow made, the finding has what its declaration is to state.
void offer_to_state(const Facts& facts, Finding& finding, ComponentId id,
                    const std::vector<std::pair<model::Attribute, std::string>>& values);

// "capacity 270/s is the default of `postgres`; state a measured one", or empty if it is stated.
std::string note_on_default(const Facts& facts, ComponentId id, model::Attribute attribute);
void add_note(Finding& finding, std::string note);  // unless it is empty

// The number as a whole one: "180".
std::string whole(double number);
// "134%"; "many times" where infinite.
std::string percent(double share);
// "13k reads/s"
std::string rate_of(double per_second, std::string_view what);

}  // namespace joist::lint
