// The uncertain numbers that a design states, and the same design with other values for them.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "model/model.hpp"
#include "quantity/uncertain.hpp"

namespace joist::analysis {

// Some number that counts in the design is uncertain: its own, or inherited from a kind.
bool has_ranges(const model::Model& model);

// What a design with other values has to be asked again.
struct Reach {
  bool traffic = false;    // how often anything is called
  bool calls = false;      // how long or large calls are
  bool structure = false;  // how many there are of something, and how often they fail
  std::vector<model::ComponentId> components;  // that state it, or whose kind does; in order
};

// Draws are known by their place in `draws()` here, not by their number.
class UncertainInputs {
 public:
  using Points = std::shared_ptr<const quantity::DrawPoints>;

  explicit UncertainInputs(const model::Model& model);

  const std::vector<Points>& draws() const { return draws_; }
  std::size_t samples() const { return samples_; }
  const Reach& reach() const { return reach_; }
  // Every input has a closed form.
  bool closed() const { return closed_; }
  // Or is a function of such a one, so that any draws will do; else only the sample points.
  bool followed() const { return followed_; }
  // Nothing but rates of flows is uncertain.
  bool only_rates() const { return only_rates_; }
  // Flows whose rate is uncertain.
  const std::vector<model::FlowId>& flows() const { return flows_; }
  // The rate of such a flow at each sample point, over its median.
  std::vector<double> factors(model::FlowId flow) const;

  // Of the numbers that are uncertain: at the sample points, and at the medians of all.
  std::size_t count() const { return inputs_.size(); }
  std::vector<double> values(std::size_t input) const;
  std::vector<double> medians() const;
  // Of each, the quantile of its values at the sample points.
  std::vector<double> quantiles(double share) const;

  // The design with the values that were set last: at first, the medians.
  const model::Model& model() const { return model_; }
  // As it is when the standard normals of the draws are these; what has no closed form stays at its
  // median.
  void set(const std::vector<double>& normals);
  void set_sample(std::size_t sample);
  void set_each(const std::vector<double>& values);  // by input
  // With these flows at so many times their median, all else at the median.
  void set_rates(const std::vector<model::FlowId>& flows, double factor);

 private:
  // The sum of those draws, at these standard normals of all.
  double weighed(const std::vector<quantity::Weight>& weights,
                 const std::vector<double>& normals) const;
  struct Input {
    model::Stated* stated;
    std::shared_ptr<const quantity::Uncertain> uncertain;
    double median = 0;
    model::FlowId flow;  // whose rate it is
  };

  void find_draws();
  void find_reach();
  void note_reach(const model::Stated& stated, bool of_arrow);

  model::Model model_;  // whose numbers are changed in place
  std::vector<Input> inputs_;
  mutable std::vector<std::vector<double>> sorted_;  // values by input, once they are asked for
  std::vector<Points> draws_;
  std::vector<model::FlowId> flows_;
  Reach reach_;
  std::size_t samples_ = 0;
  bool closed_ = true, followed_ = true, only_rates_ = true;
};

}  // namespace joist::analysis
