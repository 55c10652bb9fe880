// Finds uncertain numbers in a copy of the design, and changes them there.
#include "analysis/uncertainty_inputs.hpp"

#include <algorithm>

namespace joist::analysis {

namespace {

template <class Attributes, class Visit>
void each_number(Attributes& attributes, const Visit& visit) {
  for (auto& stated : attributes.numbers) visit(stated, model::FlowId());
  if (attributes.scales_least) visit(*attributes.scales_least, model::FlowId());
  if (attributes.scales_most) visit(*attributes.scales_most, model::FlowId());
}

// Every number that a design states; those of kinds that come with Joist left out.
template <class Model, class Visit>
void each_stated(Model& model, const Visit& visit) {
  each_number(model.attributes, visit);
  for (auto& component : model.components) each_number(component.attributes, visit);
  for (auto& kind : model.kinds) {
    if (!kind.in_stdlib) each_number(kind.attributes, visit);
  }
  for (std::size_t i = 0; i < model.flows.size(); ++i) {
    if (model.flows[i].rate) visit(*model.flows[i].rate, model::FlowId(i));
    each_number(model.flows[i].attributes, visit);
  }
  for (auto& arrow : model.arrows) {
    if (arrow.rate) visit(*arrow.rate, model::FlowId());
    if (arrow.ratio) visit(*arrow.ratio, model::FlowId());
    each_number(arrow.attributes, visit);
  }
  for (auto& table : model.tables) {
    if (table.rows) visit(*table.rows, model::FlowId());
    if (table.retention) visit(*table.retention, model::FlowId());
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
  each_stated(model_, [&](model::Stated& stated, model::FlowId flow) { add(stated, flow); });
  find_draws();
}

void UncertainInputs::add(model::Stated& stated, model::FlowId flow) {
  const auto& uncertain = stated.quantity.uncertain;
  if (!uncertain) return;
  inputs_.push_back({&stated, uncertain, stated.quantity.value, flow});
  closed_ = closed_ && uncertain->closed().has_value();
  only_rates_ = only_rates_ && flow;
  if (flow) flows_.push_back(flow);
}

void UncertainInputs::find_draws() {
  for (const Input& input : inputs_) {
    for (const auto& points : input.uncertain->draws()) {
      draws_.push_back(points->draw());
      samples_ = samples_ == 0 ? points->size() : std::min(samples_, points->size());
    }
  }
  std::sort(draws_.begin(), draws_.end());
  draws_.erase(std::unique(draws_.begin(), draws_.end()), draws_.end());
}

std::vector<double> UncertainInputs::factors(model::FlowId flow) const {
  const auto input = std::find_if(inputs_.begin(), inputs_.end(),
                                  [&](const Input& each) { return each.flow == flow; });
  std::vector<double> factors = input->uncertain->values();
  factors.resize(std::min(factors.size(), samples_));
  for (double& value : factors) value /= input->median;
  return factors;
}

const model::Model& UncertainInputs::at(const std::vector<double>& normals) {
  for (const Input& input : inputs_) {
    if (!input.uncertain->closed()) continue;
    const quantity::Closed& closed = *input.uncertain->closed();
    double g = closed.mean;
    for (const quantity::Weight& weight : closed.weights) {
      const auto place = std::lower_bound(draws_.begin(), draws_.end(), weight.draw());
      g += weight.weight * normals[static_cast<std::size_t>(place - draws_.begin())];
    }
    input.stated->quantity.value = closed.value(g);
  }
  return model_;
}

const model::Model& UncertainInputs::at_sample(std::size_t sample) {
  for (const Input& input : inputs_) {
    input.stated->quantity.value = input.uncertain->values()[sample];
  }
  return model_;
}

const model::Model& UncertainInputs::with_rates(const std::vector<model::FlowId>& flows,
                                                double factor) {
  for (const Input& input : inputs_) {
    const bool moved =
        input.flow && std::find(flows.begin(), flows.end(), input.flow) != flows.end();
    input.stated->quantity.value = input.median * (moved ? factor : 1);
  }
  return model_;
}

}  // namespace joist::analysis
