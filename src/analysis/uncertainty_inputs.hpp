// The uncertain numbers that a design states, and the same design with other values for them.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "model/model.hpp"
#include "quantity/uncertain.hpp"

namespace joist::analysis {

// Some number that the design states is uncertain.
bool has_ranges(const model::Model& model);

// Draws are known by their place in `draws()` here, not by their number.
class UncertainInputs {
 public:
  explicit UncertainInputs(const model::Model& model);

  const std::vector<quantity::Draw>& draws() const { return draws_; }
  std::size_t samples() const { return samples_; }
  // Every input has a closed form, so that any draws will do; else only the sample points.
  bool closed() const { return closed_; }
  // Nothing but rates of flows is uncertain.
  bool only_rates() const { return only_rates_; }
  // Flows whose rate is uncertain.
  const std::vector<model::FlowId>& flows() const { return flows_; }
  // The rate of such a flow at each sample point, over its median.
  std::vector<double> factors(model::FlowId flow) const;

  // The design as it is when the standard normals of the draws are these.
  const model::Model& at(const std::vector<double>& normals);
  const model::Model& at_sample(std::size_t sample);
  // With these flows at so many times their median, all else at the median.
  const model::Model& with_rates(const std::vector<model::FlowId>& flows, double factor);

 private:
  struct Input {
    model::Stated* stated;
    std::shared_ptr<const quantity::Uncertain> uncertain;
    double median = 0;
    model::FlowId flow;  // whose rate it is
  };

  void add(model::Stated& stated, model::FlowId flow = {});
  void find_draws();

  model::Model model_;  // whose numbers are changed in place
  std::vector<Input> inputs_;
  std::vector<quantity::Draw> draws_;
  std::vector<model::FlowId> flows_;
  std::size_t samples_ = 0;
  bool closed_ = true, only_rates_ = true;
};

}  // namespace joist::analysis
