// Reads what the first walk left to be read: attributes of everything, rates of flows, and what
// they add up to.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "resolve/arrows.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Attribute;
using syntax::Kind;

struct OwnerOf {
  model::Attributes* attributes;
  std::uint16_t place;
  std::string_view name;
};

OwnerOf owner_of(Context& context, const AttributeJob& job) {
  auto& model = context.model;
  switch (job.owner) {
    case AttributeJob::Owner::component:
      return {&model.components[job.index].attributes, model::on_component,
              model.components[job.index].path};
    case AttributeJob::Owner::group:
      return {&model.groups[job.index].attributes, model::on_group, model.groups[job.index].path};
    case AttributeJob::Owner::flow:
      return {&model.flows[job.index].attributes, model::on_flow, model.flows[job.index].path};
    case AttributeJob::Owner::design:
      break;
  }
  return {&model.attributes, model::on_design, model.title};
}

void add_rate(Context& context, FlowRate& rate) {
  const Ref expression = rate.job.node.first();
  if (!expression) return;
  Value value = evaluate_expression(context, expression, {rate.job.scope, {}, false});
  if (!value.quantity || !has_dimension(context, value, expression.span(), a_rate)) return;
  if (value.quantity->value < 0) {
    context.error("unexpected-value", expression.span(), "a rate is negative");
    return;
  }
  model::Stated stated{{}, std::move(*value.quantity), expression.span(), value.formula, ""};
  auto& known = context.model.flows[rate.flow.index()].rate;
  if (known && !rate.job.in_stage) {  // the parts of a flow add up
    auto sum = quantity::add(known->quantity, stated.quantity);
    if (sum.value) stated.quantity = std::move(*sum.value);
  }
  known = std::move(stated);
}

// Reads one rate now if it was not read yet; a ring is reported.
void read_rate(Context& context, FlowRate& rate) {
  if (rate.state == Progress::done) return;
  if (rate.state == Progress::running) {
    const auto& path = context.model.at(rate.flow).path;
    context
        .error("definition-ring", rate.job.node.span(),
               fmt::format("the rate of `{}` is defined by itself", path))
        .help = "state it as a number";
    return;
  }
  rate.state = Progress::running;
  add_rate(context, rate);
  rate.state = Progress::done;
}

void read_design(Context& context) {
  auto& model = context.model;
  model.strict = context.input.strict || model.attributes.yes(Attribute::strict);
  if (context.input.headroom && !model.attributes.number(Attribute::headroom)) {
    model.attributes.numbers.push_back(
        {Attribute::headroom, quantity::exact(*context.input.headroom), model.span, {}, ""});
  }
}

bool says_something(const model::Attributes& attributes) {
  for (const auto& stated : attributes.numbers) {
    switch (stated.attribute) {
      case Attribute::replicas:
      case Attribute::standby:
      case Attribute::shards:
      case Attribute::nodes:
      case Attribute::capacity:
      case Attribute::reads:
      case Attribute::writes:
      case Attribute::concurrency:
      case Attribute::limit:
        return true;
      default:
        break;
    }
  }
  return attributes.zones || attributes.needs || attributes.scales_least;
}

// A design that states no rate, capacity, copies or need anywhere.
bool is_sketch(const Context& context) {
  const auto& model = context.model;
  if (!context.needs.empty()) return false;
  for (const auto& flow : model.flows) {
    if (flow.rate) return false;
  }
  for (const auto& arrow : model.arrows) {
    if (arrow.rate) return false;
  }
  return std::none_of(model.components.begin(), model.components.end(),
                      [](const auto& component) { return says_something(component.attributes); });
}

}  // namespace

// Attributes of components by name (`api.replicas: 40`), once all components are known.
void bind_attributes(Context& context) {
  for (const Job& job : context.dotted) {
    const Ref key = job.node.child(Kind::key);
    const auto dot = key.text().rfind('.');
    const auto name = key.text().substr(0, dot);
    const Member member = context.scopes.find(job.scope, name).member;
    if (member.removed) continue;
    if (!member.component) {
      Finding& finding = context.error("unknown-name", key.span(),
                                       fmt::format("there is no component `{}`", name));
      const auto closest = nearest(name, context.scopes.member_names(job.scope));
      finding.help = closest.empty() ? "declare it first, or correct the name"
                                     : fmt::format("did you mean `{}`?", closest);
      continue;
    }
    context.attributes_of[member.component.index()].push_back(
        static_cast<std::uint32_t>(context.attributes.size()));
    context.attributes.push_back({AttributeJob::Owner::component,
                                  member.component.value,
                                  job.node,
                                  key.text().substr(dot + 1),
                                  job.scope,
                                  job.in_stage,
                                  {}});
  }
}

void read_job(Context& context, std::uint32_t index) {
  AttributeJob& job = context.attributes[index];
  if (job.state == Progress::done) return;
  if (job.state == Progress::running || context.depth > 400) {
    Finding& finding = context.error(
        "definition-ring", job.node.span(),
        fmt::format("`{}` of `{}` is defined by itself", job.key, owner_of(context, job).name));
    finding.help = "state it as a number";
    job.state = Progress::done;
    return;
  }
  job.state = Progress::running;
  ++context.depth;
  const OwnerOf owner = owner_of(context, job);
  const FlowId flow =
      job.owner == AttributeJob::Owner::flow ? FlowId(std::size_t{job.index}) : FlowId();
  read_attribute(context, *owner.attributes,
                 {job.node, owner.place, job.scope, owner.name, flow, job.in_stage, {}});
  --context.depth;
  context.attributes[index].state = Progress::done;
}

void read_flow(Context& context, FlowId flow) {
  for (FlowRate& rate : context.flow_rates) {
    if (rate.flow == flow) read_rate(context, rate);
  }
  for (std::uint32_t i = 0; i < context.attributes.size(); ++i) {
    const auto& job = context.attributes[i];
    if (job.owner == AttributeJob::Owner::flow && job.index == flow.value &&
        job.state == Progress::waiting) {
      read_job(context, i);
    }
  }
}

void read_values(Context& context) {
  bind_attributes(context);
  for (std::string_view name : context.own_kinds) find_kind(context, name);
  context.quantity_progress.assign(context.bindings.size(), Progress::waiting);
  read_kinds(context);
  read_quantities(context);
  for (FlowRate& rate : context.flow_rates) read_rate(context, rate);
  for (std::uint32_t i = 0; i < context.attributes.size(); ++i) read_job(context, i);
  annotate_arrows(context);
  read_design(context);
  context.model.sketch = is_sketch(context);
}

}  // namespace joist::resolve
