// What figures answer when the estimates are moved, one after another and all at once: from that it
// is told what has a closed form.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/uncertainty_inputs.hpp"
#include "analysis/uncertainty_reruns.hpp"
#include "analysis/uncertainty_samples.hpp"

namespace joist::analysis {

class Moves {
 public:
  // Of the figures that the reruns read, at most for so many microseconds.
  Moves(UncertainInputs& inputs, Reruns& reruns, double budget);

  // False: no estimate was moved, since not all have a closed form or it takes too long.
  bool known() const { return !moved_.empty(); }
  const std::vector<double>& middle() const { return middle_; }  // by figure, at the medians

  // Draws that a figure answers to when each is moved alone, by place in UncertainInputs::draws.
  std::vector<std::size_t> draws_of(std::size_t figure) const;
  // It answers to none, alone or with the others.
  bool is_fixed(std::size_t figure) const;

  // A figure whose logarithm is a sum of what each draw adds: lognormal.
  struct Product {
    Middle middle;
    std::vector<quantity::Weight> weights;
  };
  std::optional<Product> product(std::size_t figure, const std::vector<std::size_t>& draws) const;
  // One that rises or falls with one draw and answers to no other: its percentiles are at the
  // draw's.
  std::optional<Middle> alone(std::size_t figure, std::size_t draw) const;
  // Whether it is above the limit in some cases and not in others, as far as is known.
  bool may_exceed(std::size_t figure, double limit) const;
  // The first-order part of each of the draws in its spread.
  std::vector<double> shares(std::size_t figure, const std::vector<std::size_t>& draws) const;

 private:
  static constexpr double z95 = 1.6448536269514722;
  static constexpr std::array<double, 4> moves = {-z95, -0.6, 0.6, z95};

  bool move_draws(double budget);
  std::vector<double> row_at(const std::vector<double>& normals);
  double low(std::size_t draw, std::size_t figure) const { return moved_[draw].front()[figure]; }
  double high(std::size_t draw, std::size_t figure) const { return moved_[draw].back()[figure]; }

  UncertainInputs& inputs_;
  Reruns& reruns_;
  std::vector<double> normals_;
  std::vector<double> middle_, together_, together_low_, mixed_;      // by figure
  std::vector<std::array<std::vector<double>, moves.size()>> moved_;  // by draw, move and figure
};

}  // namespace joist::analysis
