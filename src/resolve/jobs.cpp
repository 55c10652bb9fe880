// Reads what the first walk left to be read: quantities, attributes of everything, rates of flows,
// and what they add up to.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "resolve/arrows.hpp"
#include "resolve/copies.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Attribute;
using Sort = Pending::Sort;

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

// What the design itself says of its kinds; the stdlib's defaults are no statements of its own.
bool kinds_say_something(const Context& context) {
  std::set<FileId> stdlib;
  for (const syntax::File* file : context.input.stdlib) stdlib.insert(file->id);
  const auto own = [&](const auto& stated) { return stdlib.count(stated.span.file) == 0; };
  for (const auto& kind : context.model.kinds) {
    model::Attributes stated = kind.attributes;
    std::erase_if(stated.numbers, [&](const auto& number) { return !own(number); });
    if (stated.zones && !own(*stated.zones)) stated.zones.reset();
    if (stated.needs && !own(*stated.needs)) stated.needs.reset();
    if (stated.scales_least && !own(*stated.scales_least)) stated.scales_least.reset();
    if (says_something(stated)) return true;
  }
  return false;
}

// A design that states no rate, capacity, copies or need anywhere.
bool is_sketch(const Context& context) {
  const auto& model = context.model;
  if (!context.needs.empty() || !context.flow_rates.empty()) return false;
  for (const auto& arrow : model.arrows) {
    if (arrow.rate) return false;
  }
  return !kinds_say_something(context) &&
         std::none_of(model.components.begin(), model.components.end(),
                      [](const auto& component) { return says_something(component.attributes); });
}

template <class Table>
void settle_all(Context& context, Sort sort, const Table& table) {
  for (std::uint32_t i = 0; i < table.size(); ++i) settle(context, {sort, i});
}

}  // namespace

void read_kinds(Context& context) {
  context.kind_progress.resize(context.model.kinds.size(), Progress::waiting);
  settle_all(context, Sort::kind, context.model.kinds);
}

void read_values(Context& context) {
  for (std::string_view name : context.own_kinds) find_kind(context, name);
  context.quantity_progress.assign(context.bindings.size(), Progress::waiting);
  context.formulas.resize(context.bindings.size());
  read_kinds(context);
  settle_all(context, Sort::quantity, context.bindings);
  settle_all(context, Sort::rate, context.flow_rates);
  settle_all(context, Sort::attribute, context.attributes);
  for (std::size_t i = 0; i < context.model.flows.size(); ++i) {
    context.model.flows[i].rate = rate_of(context, FlowId(i));
  }
  check_copies(context);
  annotate_arrows(context);
  read_design(context);
  context.model.sketch = is_sketch(context);
}

}  // namespace joist::resolve
