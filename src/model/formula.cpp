// The names of the figures that a condition may use.
#include "model/formula.hpp"

namespace joist::model {

std::vector<std::string_view> figure_names(FigureName::Subject subject) {
  switch (subject) {
    case FigureName::Subject::design:
      return {"cost", "cost.per_request"};
    case FigureName::Subject::component:
      return {"load",    "offered",   "carried",     "mean",         "reads",
              "writes",  "capacity",  "utilization", "needed",       "instances",
              "storage", "bandwidth", "cost",        "availability", "p50",
              "p90",     "p95",       "p99",         "p999",         "busy"};
    case FigureName::Subject::flow:
      return {"load",      "mean_rate", "mean",         "p50",      "p90",      "p95",
              "p99",       "p999",      "availability", "downtime", "cost",     "cost.per_request",
              "done.mean", "done.p50",  "done.p90",     "done.p95", "done.p99", "done.p999"};
  }
  return {};
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
