// Figures that follow one uncertain input alone, rising or falling with it: where that input is at
// its 5th percentile, they are at one of theirs, so that a few runs stand for all sample points.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/uncertainty_inputs.hpp"
#include "analysis/uncertainty_reruns.hpp"
#include "analysis/uncertainty_samples.hpp"

namespace joist::analysis {

class ByInput {
 public:
  // How often so many inputs make it ask for the figures.
  static std::size_t runs(std::size_t inputs);

  // `middle`: the figures that the reruns read, at the medians.
  ByInput(UncertainInputs& inputs, Reruns& reruns, const std::vector<double>& middle);

  // Of figure `i` of those; nothing where it follows several inputs, or bends back. Without the
  // part above 1.
  std::optional<Middle> find(std::size_t i) const;

 private:
  void find_owners(const std::vector<double>& middle);
  void compare_mixed();
  void find_middles();
  UncertainInputs& inputs_;
  Reruns& reruns_;
  std::vector<std::uint32_t> owners_;      // by figure: the input, or none, or many
  std::vector<std::vector<double>> rows_;  // of all figures, by quantile of all inputs
  std::vector<Middle> middles_;
};

}  // namespace joist::analysis
