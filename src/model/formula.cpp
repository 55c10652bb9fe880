// The names of the figures that a condition may use.
#include "model/formula.hpp"

#include <algorithm>
#include <iterator>

namespace joist::model {

std::vector<std::string_view> figure_names(FigureName::Subject subject) {
  switch (subject) {
    case FigureName::Subject::design:
      return {"cost", "cost.per_request"};
    case FigureName::Subject::component:
      return {"load",     "offered",      "carried", "mean",      "reads",   "writes",
              "capacity", "utilization",  "needed",  "instances", "storage", "bandwidth",
              "cost",     "availability", "p50",     "p90",       "p95",     "p99",
              "p999",     "busy",         "growth",  "full_in",   "tokens",  "shed"};
    case FigureName::Subject::flow:
      return {"load",      "mean_rate", "mean",         "p50",      "p90",      "p95",
              "p99",       "p999",      "availability", "downtime", "cost",     "cost.per_request",
              "done.mean", "done.p50",  "done.p90",     "done.p95", "done.p99", "done.p999"};
  }
  return {};
}

quantity::Dimension figure_dimension(std::string_view figure) {
  constexpr std::string_view rates[] = {"load",     "offered",   "carried", "reads", "writes",
                                        "capacity", "mean_rate", "shed",    "tokens"};
  constexpr std::string_view shares_and_counts[] = {"utilization", "availability", "needed",
                                                    "instances", "busy"};
  if (std::find(std::begin(rates), std::end(rates), figure) != std::end(rates)) {
    return quantity::rate;
  }
  const auto* plain = std::find(std::begin(shares_and_counts), std::end(shares_and_counts), figure);
  if (plain != std::end(shares_and_counts)) return quantity::count;
  if (figure == "storage") return quantity::data;
  if (figure == "bandwidth" || figure == "growth") return quantity::data_rate;
  if (figure == "cost") return quantity::money / quantity::time;
  if (figure == "cost.per_request") return quantity::money;
  return quantity::time;  // percentiles, means and downtime
}

std::string_view text(Comparison comparison) {
  switch (comparison) {
    case Comparison::less:
      return "<";
    case Comparison::less_or_equal:
      return "<=";
    case Comparison::greater:
      return ">";
    case Comparison::greater_or_equal:
      return ">=";
    case Comparison::equal:
      return "==";
  }
  return "";
}

}  // namespace joist::model
