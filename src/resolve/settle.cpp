// The order in which values are worked out: whatever needs another value waits until that is there.
// By an explicit stack, because a chain of definitions may be longer than the machine's.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Attribute;
using model::Op;
using Owner = AttributeJob::Owner;
using Sort = Pending::Sort;

Progress& state_of(Context& context, Pending pending) {
  switch (pending.sort) {
    case Sort::quantity:
      return context.quantity_progress[pending.index];
    case Sort::attribute:
      return context.attributes[pending.index].state;
    case Sort::rate:
      return context.flow_rates[pending.index].state;
    case Sort::kind:
      break;
  }
  return context.kind_progress[pending.index];
}

// --- what is awaited
// -----------------------------------------------------------------------------------

class Awaiting {
 public:
  explicit Awaiting(Context& context) : context_(context) {}

  void operand(const model::Instruction& step) {
    if (step.op == Op::quantity) return add({Sort::quantity, step.quantity.value});
    if (step.op != Op::stated) return;
    if (step.flow) {
      of_flow(step);
    } else {
      of_component(step.component, step.attribute);
    }
  }

 private:
  void add(Pending pending) {
    if (state_of(context_, pending) != Progress::done) context_.awaited.push_back(pending);
  }

  bool attributes(std::uint32_t latest, Attribute attribute) {
    bool stated = false;
    for (auto i = latest; i != no_job; i = context_.attributes[i].next) {
      const AttributeJob& job = context_.attributes[i];
      if (job.info->attribute != attribute) continue;
      stated = true;
      add({Sort::attribute, i});
    }
    return stated;
  }

  void of_flow(const model::Instruction& step) {
    if (step.arguments == 1) {
      for (auto i = context_.rate_of[step.flow.index()]; i != no_job;
           i = context_.flow_rates[i].next) {
        add({Sort::rate, i});
      }
    } else if (!attributes(context_.of_flow[step.flow.index()], step.attribute)) {
      attributes(context_.of_design, step.attribute);  // `peak` may be stated for all
    }
  }

  void of_component(ComponentId id, Attribute attribute) {
    if (attributes(context_.of_component[id.index()], attribute)) return;
    add({Sort::kind, context_.model.at(id).kind.value});
    if (attribute == Attribute::nodes) {
      of_component(id, Attribute::replicas);
      of_component(id, Attribute::shards);
    } else if (attribute == Attribute::headroom) {
      attributes(context_.of_design, attribute);
    }
  }

  Context& context_;
};

// --- one attempt
// ---------------------------------------------------------------------------------------

struct OwnerOf {
  model::Attributes* attributes;
  std::uint16_t place;
  std::string_view name;
};

OwnerOf owner_of(Context& context, const AttributeJob& job) {
  auto& model = context.model;
  switch (job.owner) {
    case Owner::component:
      return {&model.components[job.index].attributes, model::on_component,
              model.components[job.index].path};
    case Owner::group:
      return {&model.groups[job.index].attributes, model::on_group, model.groups[job.index].path};
    case Owner::flow:
      return {&model.flows[job.index].attributes, model::on_flow, model.flows[job.index].path};
    case Owner::design:
      break;
  }
  return {&model.attributes, model::on_design, model.title};
}

void read_job(Context& context, const AttributeJob& job) {
  const OwnerOf owner = owner_of(context, job);
  const FlowId flow = job.owner == Owner::flow ? FlowId(std::size_t{job.index}) : FlowId();
  read_attribute(context, *owner.attributes,
                 {job.node, owner.place, job.scope, owner.name, flow, {}, job.rank});
}

void read_rate(Context& context, FlowRate& rate) {
  const Ref expression = rate.job.node.first();
  if (!expression) return;
  Value value = evaluate_expression(context, expression, {rate.job.scope, {}, false});
  if (!value.quantity || !has_dimension(context, value, expression.span(), a_rate)) return;
  if (value.quantity->value < 0) {
    context.error("unexpected-value", expression.span(), "a rate is negative").help =
        "write 0 or more";
    return;
  }
  rate.value = {{}, std::move(*value.quantity), expression.span(), value.formula, ""};
}

// Reads it if all that it needs is settled; otherwise `awaited` says what is not, and it is as if
// nothing had been tried.
void attempt(Context& context, Pending pending) {
  const std::size_t findings = context.findings.size();
  const std::size_t formulas = context.model.formulas.size();
  context.awaited.clear();
  context.attempting = true;
  switch (pending.sort) {
    case Sort::quantity:
      read_quantity(context, QuantityId(std::size_t{pending.index}));
      break;
    case Sort::attribute:
      read_job(context, context.attributes[pending.index]);
      break;
    case Sort::rate:
      read_rate(context, context.flow_rates[pending.index]);
      break;
    case Sort::kind:
      read_kind(context, KindId(std::size_t{pending.index}));
      break;
  }
  context.attempting = false;
  if (context.awaited.empty()) {
    state_of(context, pending) = Progress::done;
    return;
  }
  context.findings.resize(findings);
  context.model.formulas.resize(formulas);
}

// --- rings
// ---------------------------------------------------------------------------------------------

struct Named {
  std::string name;
  Span span;
};

Named named(Context& context, Pending pending) {
  switch (pending.sort) {
    case Sort::quantity: {
      const auto& quantity = context.model.quantities[pending.index];
      return {quantity.path, quantity.span};
    }
    case Sort::attribute: {
      const AttributeJob& job = context.attributes[pending.index];
      const auto owner = owner_of(context, job).name;
      const bool of_design = job.owner == Owner::design;
      return {of_design ? std::string(job.info->name) : fmt::format("{}.{}", owner, job.info->name),
              job.node.span()};
    }
    case Sort::rate: {
      const FlowRate& rate = context.flow_rates[pending.index];
      return {context.model.at(rate.flow).path + ".rate", rate.job.node.span()};
    }
    case Sort::kind:
      break;
  }
  const auto& kind = context.model.kinds[pending.index];
  return {kind.name, kind.span};
}

void report_ring(Context& context, const std::vector<Pending>& ring) {
  constexpr std::size_t most_shown = 8;
  const Named first = named(context, ring.front());
  std::string path;
  for (std::size_t i = 0; i < ring.size() && i < most_shown; ++i) {
    path += named(context, ring[i]).name + " -> ";
  }
  if (ring.size() > most_shown) path += "... -> ";
  Finding& finding =
      context.error("definition-ring", first.span,
                    fmt::format("`{}` is defined by itself: {}{}", first.name, path, first.name));
  for (std::size_t i = 1; i < ring.size() && i < most_shown; ++i) {
    finding.labels.push_back({named(context, ring[i]).span, "through this"});
  }
  const bool in_stage = ring.size() == 1 && ring.front().sort == Sort::quantity &&
                        context.bindings[ring.front().index].stage > 0;
  finding.help =
      in_stage ? "a stage binds it anew: state it as a number" : "state one of them as a number";
  for (const Pending pending : ring) {
    if (pending.sort == Sort::quantity) context.model.quantities[pending.index].failed = true;
    state_of(context, pending) = Progress::done;
  }
}

bool same(Pending a, Pending b) {
  return a.sort == b.sort && a.index == b.index;
}

// Puts on the stack what the last attempt has to wait for. What is being read already is a ring.
void wait_for_awaited(Context& context, const std::vector<Pending>& path,
                      std::vector<Pending>& stack) {
  const std::vector<Pending> awaited = std::exchange(context.awaited, {});
  for (auto at = awaited.rbegin(); at != awaited.rend(); ++at) {
    if (state_of(context, *at) == Progress::running) {
      const auto first = std::find_if(path.begin(), path.end(),
                                      [&](const Pending& other) { return same(other, *at); });
      report_ring(context, {first, path.end()});
      break;
    }
    if (state_of(context, *at) == Progress::waiting) stack.push_back(*at);
  }
}

}  // namespace

void await_operands(Context& context, const model::Formula& formula) {
  Awaiting awaiting(context);
  for (const auto& step : formula.code) awaiting.operand(step);
}

void settle(Context& context, Pending pending) {
  if (state_of(context, pending) != Progress::waiting) return;
  state_of(context, pending) = Progress::running;
  attempt(context, pending);
  if (context.awaited.empty()) return;     // as most do, so that there is nothing to keep track of
  std::vector<Pending> stack = {pending};  // still to be read
  std::vector<Pending> path = {pending};   // being read, each needed by the one before
  wait_for_awaited(context, path, stack);
  while (!stack.empty()) {
    const Pending top = stack.back();
    Progress& state = state_of(context, top);
    if (state == Progress::done) {
      stack.pop_back();
      if (!path.empty() && same(path.back(), top)) path.pop_back();
      continue;
    }
    if (state == Progress::waiting) path.push_back(top);
    state = Progress::running;
    attempt(context, top);
    wait_for_awaited(context, path, stack);
  }
}

}  // namespace joist::resolve
