// Statements that speak of the design: needs, features, decisions, endpoints and allowances.
#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/tables.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Level;
using syntax::Kind;

std::vector<FlowId> flows_of(Context& context, Ref node, ScopeId scope) {
  std::vector<FlowId> flows;
  const auto add = [&](Ref name) {
    if (const FlowId flow = find_flow(context, scope, name)) flows.push_back(flow);
  };
  for (Ref child : node) {
    if (child.is(Kind::qname)) add(child);
    if (!child.is(Kind::names)) continue;
    for (Ref name : child) add(name);
  }
  return flows;
}

// --- needs
// ----------------------------------------------------------------------------------------

bool read_survive(Context& context, model::Need& need, Ref name, ScopeId scope) {
  const auto word = name.text();
  if (word == "zone") {
    need.survive = Level::zone;
  } else if (word == "region") {
    need.survive = Level::region;
  } else if (word == "rack") {
    need.survive = Level::rack;
  } else if (word == "instance") {
    need.survive_instance = true;
  } else {
    const Member member = find_member(context, scope, name, "to survive the loss of");
    if (!member || member.removed) return false;
    need.survive_component = member.component;
    need.survive_group = member.group;
  }
  return true;
}

void read_need(Context& context, const Job& job) {
  model::Need need;
  need.span = job.node.span();
  need.flow = job.flow == FlowId(0) ? FlowId() : job.flow;
  need.why = string_of(job.node.child(Kind::string));
  if (const Ref survive = job.node.child(Kind::survive)) {
    need.text = std::string(trimmed(survive.text()));
    if (!read_survive(context, need, survive.child(Kind::qname), job.scope)) return;
  } else if (const Ref condition = job.node.child(Kind::condition)) {
    need.text = std::string(trimmed(condition.text()));
    need.condition = compile_condition(context, condition, {job.scope, job.flow, true});
    if (!need.condition) return;
  } else {
    return;  // broken, and reported as such
  }
  context.model.needs.push_back(std::move(need));
}

// --- features and decisions
// -------------------------------------------------------------------------

void read_feature(Context& context, const Job& job) {
  model::Feature feature;
  feature.text = string_of(job.node.child(Kind::string));
  feature.flows = flows_of(context, job.node, job.scope);
  feature.span = job.node.span();
  context.model.features.push_back(std::move(feature));
}

void read_clause(Context& context, model::Decision& decision, Ref clause, const Job& job) {
  const auto text = clause.text();
  if (text.rfind("over", 0) == 0) {
    for (Ref option : clause) decision.over.push_back(string_of(option));
  } else if (text.rfind("because", 0) == 0) {
    decision.because = string_of(clause.child(Kind::string));
  } else if (text.rfind("but", 0) == 0) {
    decision.but = string_of(clause.child(Kind::string));
  } else if (const Ref condition = clause.child(Kind::condition)) {
    decision.until_text = std::string(trimmed(condition.text()));
    decision.until = compile_condition(context, condition, {job.scope, {}, true});
  }
}

void read_decision(Context& context, const Job& job) {
  model::Decision decision;
  decision.choice = string_of(job.node.child(Kind::string));
  decision.span = job.node.span();
  for (Ref child : job.node) {
    if (child.is(Kind::clause)) read_clause(context, decision, child, job);
  }
  context.model.decisions.push_back(std::move(decision));
}

// --- endpoints
// ----------------------------------------------------------------------------------------

void read_endpoint(Context& context, Ref line, ComponentId component, const Job& job,
                   const model::Attributes& common) {
  model::Endpoint endpoint;
  endpoint.component = component;
  endpoint.attributes = common;
  endpoint.span = line.span();
  endpoint.flows = flows_of(context, line, job.scope);
  model::Attributes own;
  for (Ref part : line) {
    if (part.is(Kind::method)) endpoint.method = std::string(trimmed(part.text()));
    if (part.is(Kind::path)) endpoint.path = std::string(trimmed(part.text()));
    if (part.is(Kind::string)) endpoint.body = string_of(part);
    if (!part.is(Kind::block)) continue;
    for (Ref child : part) {
      const Ref node = child.is(Kind::statement) ? child.first() : child;
      if (node.is(Kind::attribute)) {
        read_attribute(context, own, {node, model::on_endpoint, job.scope, "", {}, false, {}});
      } else if (node.is(Kind::allow_attribute)) {
        context.allowances.push_back({node, job.scope, job.flow, job.in_stage, line.span()});
      }
    }
  }
  merge_over(endpoint.attributes, std::move(own));
  context.model.endpoints.push_back(std::move(endpoint));
}

void read_endpoints(Context& context, const Job& job) {
  const Member member = find_member(context, job.scope, job.node.child(Kind::qname), "");
  if (!member.component || member.removed) return;
  model::Attributes common;  // `auth: jwt` on a line of its own holds for all
  for (Ref child : job.node.child(Kind::block)) {
    const Ref line = child.is(Kind::endpoint_line) ? child.first() : child;
    if (!line.is(Kind::attribute)) continue;
    read_attribute(context, common, {line, model::on_endpoint, job.scope, "", {}, false, {}});
  }
  for (Ref child : job.node.child(Kind::block)) {
    const Ref line = child.is(Kind::endpoint_line) ? child.first() : child;
    if (line.is(Kind::endpoint)) read_endpoint(context, line, member.component, job, common);
  }
}

// --- allowances
// -----------------------------------------------------------------------------------------

void read_allowance(Context& context, const Job& job) {
  const Ref rule = job.node.child(Kind::rule_name);
  if (!rule) return;
  model::Allowance allowance;
  allowance.rule = std::string(trimmed(rule.text()));
  allowance.reason = string_of(job.node.child(Kind::string));
  allowance.span = job.node.span();
  if (const Ref name = job.node.child(Kind::qname)) {
    const auto found = context.scopes.find(job.scope, name.text());
    if (!found.member) allowance.flow = context.scopes.find_flow(job.scope, name.text());
    if (!found.member && !allowance.flow) {
      find_member(context, job.scope, name, "or flow to allow it on");
      return;
    }
    if (found.member.removed) return;
    allowance.component = found.member.component;
    allowance.group = found.member.group;
  }
  if (job.node.is(Kind::allow_attribute)) allowance.block = job.around;
  context.model.allowances.push_back(std::move(allowance));
}

}  // namespace

void read_statements(Context& context) {
  for (const Job& job : context.needs) read_need(context, job);
  for (const Job& job : context.features) read_feature(context, job);
  for (const Job& job : context.decisions) read_decision(context, job);
  for (const Job& job : context.endpoints) read_endpoints(context, job);
  for (const Job& job : context.tables) declare_table(context, job);
  for (const Job& job : context.tables) read_table(context, job);
  for (const Job& job : context.views) read_view(context, job);
  read_hints(context);
  for (std::size_t i = 0; i < context.allowances.size(); ++i) {
    const Job job = context.allowances[i];
    read_allowance(context, job);
  }
}

}  // namespace joist::resolve
