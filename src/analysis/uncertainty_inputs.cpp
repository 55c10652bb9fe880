// Finds uncertain numbers in a copy of the design, and changes them there.
#include "analysis/uncertainty_inputs.hpp"

#include <algorithm>

namespace joist::analysis {

UncertainInputs::UncertainInputs(const model::Model& model) : model_(model) {
  add(model_.attributes);
  for (model::Component& component : model_.components) add(component.attributes);
  for (model::Kind& kind : model_.kinds) {
    if (!kind.in_stdlib) add(kind.attributes);
  }
  for (std::size_t i = 0; i < model_.flows.size(); ++i) {
    model::Flow& flow = model_.flows[i];
    if (flow.rate) add(*flow.rate, model::FlowId(i));
    add(flow.attributes);
  }
  for (model::Arrow& arrow : model_.arrows) {
    if (arrow.rate) add(*arrow.rate);
    if (arrow.ratio) add(*arrow.ratio);
    add(arrow.attributes);
  }
  for (model::Table& table : model_.tables) {
    if (table.rows) add(*table.rows);
    if (table.retention) add(*table.retention);
  }
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

void UncertainInputs::add(model::Attributes& attributes) {
  for (model::Stated& stated : attributes.numbers) add(stated);
  if (attributes.scales_least) add(*attributes.scales_least);
  if (attributes.scales_most) add(*attributes.scales_most);
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
