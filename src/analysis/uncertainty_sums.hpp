// Figures that are sums over the flows of a design in which nothing but rates is uncertain: exact
// at every sample point from a run for each flow.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "analysis/uncertainty_inputs.hpp"
#include "analysis/uncertainty_reruns.hpp"
#include "analysis/uncertainty_samples.hpp"

namespace joist::analysis {

class Sums {
 public:
  // `middle`: the figures that the reruns read, at the medians. `explains`: shares are asked for.
  Sums(UncertainInputs& inputs, Reruns& reruns, const std::vector<double>& middle, bool explains);

  struct Sum {
    Middle middle;
    std::vector<double> shares;  // see Correlations; empty where they are not asked for
  };
  // Of figure `i` of those; nothing where it is no sum.
  std::optional<Sum> find(std::size_t i);

 private:
  struct Known {
    std::vector<double> values;  // over that at the medians, sorted
    std::vector<double> shares;
  };
  Known values_of(std::size_t i) const;

  const UncertainInputs& inputs_;
  const std::vector<double>& at_medians_;
  const bool explains_;
  // How far down and up the rates go, over their medians, and the figures with all of them there.
  double low_ = 1, high_ = 1;
  std::vector<double> at_low_, at_high_;
  std::vector<std::vector<double>> adds_;     // by flow: with its rate alone doubled, less that
  std::vector<std::vector<double>> factors_;  // by flow and sample point: its rate over the median
  // By the parts of the flows: figures made of them alike differ in a factor only.
  std::map<std::vector<float>, Known> known_;
};

}  // namespace joist::analysis
