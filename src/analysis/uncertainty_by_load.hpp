// Figures that follow the load of their own component alone, like its waits: where the load is at
// its 5th percentile, they are at one of theirs, whatever makes the load uncertain.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "analysis/uncertainty_figures.hpp"
#include "analysis/uncertainty_inputs.hpp"
#include "analysis/uncertainty_reruns.hpp"
#include "analysis/uncertainty_samples.hpp"

namespace joist::analysis {

class ByLoad {
 public:
  // How often so many inputs make it ask for the figures.
  static std::size_t runs(std::size_t inputs);
  // Whether it may be one: others depend on more by what they are.
  static bool may_follow(const Spread& figure);

  // `places`: of the figures that the reruns read; `middle`: those at the medians. Leaves the
  // inputs at their medians.
  ByLoad(UncertainInputs& inputs, Reruns& reruns, const Figures& figures,
         const std::vector<std::size_t>& places, const std::vector<double>& middle);

  // Figure `i` of those follows the load of its component, in all that was tried.
  bool follows(std::size_t i) const { return follows_[i] != 0; }
  // The load of the component does not change with any input.
  bool is_certain(ComponentId component) const { return certain_[component.index()] != 0; }

  // The figures at these loads, by component, over those at the medians; those of which nothing is
  // said stay there. By figure; unknown for what does not follow, or bends back.
  std::vector<Middle> at(const std::map<ComponentId, Middle>& loads);

 private:
  void try_values(const std::vector<double>& values);

  UncertainInputs& inputs_;
  Reruns& reruns_;
  std::vector<ComponentId> components_;  // by figure; none where it cannot follow
  std::vector<char> follows_;            // by figure
  std::vector<char> certain_;            // by component
  std::vector<double> loads_;            // by component, at the medians
};

}  // namespace joist::analysis
