// Finds uncertain numbers in a copy of the design, and changes them there.
#include "analysis/uncertainty_inputs.hpp"

#include <algorithm>
#include <cstdint>

#include "analysis/uncertainty_samples.hpp"

namespace joist::analysis {

namespace {

using model::Attribute;

template <class Attributes, class Visit>
void each_number(Attributes& attributes, const Visit& visit) {
  for (auto& stated : attributes.numbers) visit(stated, model::FlowId());
  if (attributes.scales_least) visit(*attributes.scales_least, model::FlowId());
  if (attributes.scales_most) visit(*attributes.scales_most, model::FlowId());
}

// Attributes as bits.
using AttributeSet = std::uint64_t;

constexpr AttributeSet bit(Attribute attribute) {
  return AttributeSet{1} << static_cast<int>(attribute);
}
AttributeSet bit(const model::Stated& stated) {
  return bit(stated.attribute);
}

// What it does not state itself. A capacity in calls is one of reads and of writes.
AttributeSet left_open(const model::Attributes& attributes) {
  AttributeSet stated = 0;
  for (const auto& number : attributes.numbers) {
    stated |= bit(number);
    const auto& dimension = number.quantity.dimension;
    const bool in_calls = dimension.data == 0 && dimension.tokens == 0;
    if (number.attribute == Attribute::capacity && in_calls)
      stated |= bit(Attribute::reads) | bit(Attribute::writes);
  }
  return ~stated;
}

// By kind, what something takes from it: all else that kinds state counts for nothing.
std::vector<AttributeSet> inherited(const model::Model& model) {
  std::vector<AttributeSet> taken(model.kinds.size(), 0);
  for (const auto& component : model.components)
    taken[component.kind.index()] |= left_open(component.attributes);
  for (const auto& group : model.groups) taken[group.kind.index()] |= ~AttributeSet{0};
  return taken;
}

// Numbers of the design itself, its components, kinds and groups.
template <class Model, class Visit>
void each_attribute(Model& model, const Visit& visit) {
  each_number(model.attributes, visit);
  for (auto& component : model.components) each_number(component.attributes, visit);
  const std::vector<AttributeSet> taken = inherited(model);
  for (std::size_t i = 0; i < model.kinds.size(); ++i) {
    each_number(model.kinds[i].attributes, [&](auto& stated, model::FlowId flow) {
      if ((taken[i] & bit(stated)) != 0) visit(stated, flow);
    });
  }
  for (auto& group : model.groups) each_number(group.attributes, visit);
}

// Every number that counts, with the flow whose rate it is.
template <class Model, class Visit>
void each_stated(Model& model, const Visit& visit) {
  each_attribute(model, visit);
  for (std::size_t i = 0; i < model.flows.size(); ++i) {
    if (model.flows[i].rate) visit(*model.flows[i].rate, model::FlowId(i));
    each_number(model.flows[i].attributes, visit);
  }
  for (auto& arrow : model.arrows) {
    if (arrow.rate) visit(*arrow.rate, model::FlowId());
    if (arrow.ratio) visit(*arrow.ratio, model::FlowId());
    each_number(arrow.attributes, visit);
  }
  for (auto& link : model.group_links) each_number(link.attributes, visit);
  for (auto& table : model.tables) {
    if (table.rows) visit(*table.rows, model::FlowId());
    if (table.retention) visit(*table.retention, model::FlowId());
  }
}

// What changes no rate, and no call either.
bool is_of_the_machine(Attribute attribute) {
  switch (attribute) {
    case Attribute::capacity:
    case Attribute::reads:
    case Attribute::writes:
    case Attribute::disk:
    case Attribute::retention:
    case Attribute::bandwidth:
    case Attribute::cost:
    case Attribute::headroom:
    case Attribute::latency_p99:
    case Attribute::rows:
      return true;
    default:
      return false;
  }
}

bool is_of_the_call(Attribute attribute) {
  switch (attribute) {
    case Attribute::latency:
    case Attribute::concurrency:
    case Attribute::size:
    case Attribute::work:
    case Attribute::delay:
    case Attribute::holds:
    case Attribute::parallel:
      return true;
    default:
      return false;
  }
}

bool is_of_the_structure(Attribute attribute) {
  switch (attribute) {
    case Attribute::availability:
    case Attribute::mtbf:
    case Attribute::mttr:
    case Attribute::replicas:
    case Attribute::standby:
    case Attribute::shards:
    case Attribute::nodes:
    case Attribute::scales:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool has_ranges(const model::Model& model) {
  bool found = false;
  each_stated(model, [&](const model::Stated& stated, model::FlowId) {
    found = found || !stated.quantity.is_exact();
  });
  return found;
}

UncertainInputs::UncertainInputs(const model::Model& model) : model_(model) {
  each_stated(model_, [&](model::Stated& stated, model::FlowId flow) {
    const auto& uncertain = stated.quantity.uncertain;
    if (!uncertain) return;
    inputs_.push_back({&stated, uncertain, stated.quantity.value, flow});
    const bool is_closed = uncertain->closed().has_value();
    closed_ = closed_ && is_closed;
    followed_ = followed_ && (is_closed || uncertain->mapped().has_value());
    only_rates_ = only_rates_ && flow;
    if (flow) flows_.push_back(flow);
  });
  find_draws();
  find_reach();
  for (auto& component : model_.components) component.attributes.note_absent();
  for (auto& kind : model_.kinds) kind.attributes.note_absent();
  for (auto& arrow : model_.arrows) arrow.attributes.note_absent();
}

void UncertainInputs::find_draws() {
  for (const Input& input : inputs_) {
    for (const auto& points : input.uncertain->draws()) {
      draws_.push_back(points);
      samples_ = samples_ == 0 ? points->size() : std::min(samples_, points->size());
    }
  }
  const auto before = [](const Points& a, const Points& b) { return a->draw() < b->draw(); };
  const auto same = [](const Points& a, const Points& b) { return a->draw() == b->draw(); };
  std::sort(draws_.begin(), draws_.end(), before);
  draws_.erase(std::unique(draws_.begin(), draws_.end(), same), draws_.end());
}

void UncertainInputs::note_reach(const model::Stated& stated, bool of_arrow) {
  if (is_of_the_machine(stated.attribute)) return;
  if (is_of_the_call(stated.attribute)) {
    reach_.calls = true;
  } else if (is_of_the_structure(stated.attribute) && !of_arrow) {
    reach_.structure = true;
  } else {
    reach_.traffic = true;
  }
}

void UncertainInputs::find_reach() {
  const auto is_uncertain = [](const model::Stated& stated) { return !stated.quantity.is_exact(); };
  // Those of them that are uncertain.
  const auto look = [&](const model::Attributes& attributes,
                        AttributeSet counts = ~AttributeSet{0}) {
    AttributeSet found = 0;
    each_number(attributes, [&](const model::Stated& stated, model::FlowId) {
      if (!is_uncertain(stated) || (counts & bit(stated)) == 0) return;
      note_reach(stated, false);
      found |= bit(stated);
    });
    return found;
  };
  std::vector<AttributeSet> of_kinds = inherited(model_);
  for (std::size_t i = 0; i < of_kinds.size(); ++i)
    of_kinds[i] = look(model_.kinds[i].attributes, of_kinds[i]);
  for (std::size_t i = 0; i < model_.components.size(); ++i) {
    const model::Component& component = model_.components[i];
    const AttributeSet own = look(component.attributes);
    const AttributeSet others = of_kinds[component.kind.index()] & left_open(component.attributes);
    if ((own | others) != 0) reach_.components.emplace_back(i);
  }
  for (const auto& group : model_.groups) look(group.attributes);
  if (look(model_.attributes) != 0) reach_.traffic = true;
  for (const auto& flow : model_.flows) {
    if ((flow.rate && is_uncertain(*flow.rate)) || look(flow.attributes) != 0)
      reach_.traffic = true;
  }
  for (const auto& link : model_.group_links) reach_.calls |= look(link.attributes) != 0;
  for (const auto& arrow : model_.arrows) {
    if ((arrow.rate && is_uncertain(*arrow.rate)) || (arrow.ratio && is_uncertain(*arrow.ratio)))
      reach_.traffic = true;
    each_number(arrow.attributes, [&](const model::Stated& stated, model::FlowId) {
      if (is_uncertain(stated)) note_reach(stated, true);
    });
  }
}

std::vector<double> UncertainInputs::values(std::size_t input) const {
  std::vector<double> values = inputs_[input].uncertain->values();
  values.resize(std::min(values.size(), samples_));
  return values;
}

std::vector<double> UncertainInputs::quantiles(double share) const {
  for (std::size_t i = sorted_.size(); i < inputs_.size(); ++i) {
    sorted_.push_back(values(i));
    std::sort(sorted_.back().begin(), sorted_.back().end());
  }
  std::vector<double> result;
  for (const auto& sorted : sorted_) result.push_back(sorted_quantile(sorted, share));
  return result;
}

std::vector<double> UncertainInputs::medians() const {
  std::vector<double> medians;
  for (const Input& input : inputs_) medians.push_back(input.median);
  return medians;
}

void UncertainInputs::set_each(const std::vector<double>& values) {
  for (std::size_t i = 0; i < inputs_.size(); ++i) inputs_[i].stated->quantity.value = values[i];
}

std::vector<double> UncertainInputs::factors(model::FlowId flow) const {
  const auto input = std::find_if(inputs_.begin(), inputs_.end(),
                                  [&](const Input& each) { return each.flow == flow; });
  std::vector<double> factors = values(static_cast<std::size_t>(input - inputs_.begin()));
  for (double& value : factors) value /= input->median;
  return factors;
}

double UncertainInputs::weighed(const std::vector<quantity::Weight>& weights,
                                const std::vector<double>& normals) const {
  double sum = 0;
  for (const quantity::Weight& weight : weights) {
    const auto place = std::lower_bound(
        draws_.begin(), draws_.end(), weight.draw(),
        [](const Points& points, quantity::Draw draw) { return points->draw() < draw; });
    sum += weight.weight * normals[static_cast<std::size_t>(place - draws_.begin())];
  }
  return sum;
}

void UncertainInputs::set(const std::vector<double>& normals) {
  for (const Input& input : inputs_) {
    double& value = input.stated->quantity.value;
    if (const auto& closed = input.uncertain->closed()) {
      value = closed->value(closed->mean + weighed(closed->weights, normals));
    } else if (const auto& mapped = input.uncertain->mapped()) {
      value = mapped->function(weighed(mapped->direction, normals));
    } else {
      value = input.median;
    }
  }
}

void UncertainInputs::set_sample(std::size_t sample) {
  for (const Input& input : inputs_) {
    input.stated->quantity.value = input.uncertain->values()[sample];
  }
}

void UncertainInputs::set_rates(const std::vector<model::FlowId>& flows, double factor) {
  for (const Input& input : inputs_) {
    const bool moved =
        input.flow && std::find(flows.begin(), flows.end(), input.flow) != flows.end();
    input.stated->quantity.value = input.median * (moved ? factor : 1);
  }
}

}  // namespace joist::analysis
