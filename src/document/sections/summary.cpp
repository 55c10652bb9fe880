// The verdict and the few numbers that matter.
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/blocks.hpp"
#include "document/figures.hpp"
#include "document/section.hpp"
#include "document/words.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

void add_verdict(const Review& review, Glance& glance) {
  std::size_t errors = 0, warnings = 0, notes = 0, allowed = 0;
  for (const Finding& finding : review.project.findings) {
    if (finding.allowed)
      ++allowed;
    else
      ++(finding.severity == Severity::error     ? errors
         : finding.severity == Severity::warning ? warnings
                                                 : notes);
  }
  std::string also;
  if (errors > 0 && warnings > 0) also += ", " + counted(warnings, "warning", "warnings");
  if (notes > 0) also += ", " + counted(notes, "note", "notes");
  if (allowed > 0) also += fmt::format(", {} allowed", allowed);
  if (!also.empty()) also = also.substr(2);
  Words what{{also.empty() ? "found" : also, Look::plain, "findings"}};
  if (errors > 0)
    glance.items.push_back({"\u00d7 " + counted(errors, "error", "errors"), what, Look::bad});
  else if (warnings > 0)
    glance.items.push_back({"! " + counted(warnings, "warning", "warnings"), what, Look::caution});
  else
    glance.items.push_back({"\u2713 no faults", what, Look::good});
}

void add_load(const Review& review, Glance& glance) {
  double peak = 0, mean = 0;
  for (const analysis::FlowLoad& flow : review.results().flows) {
    if (!flow.known) continue;
    peak += flow.peak;
    mean += flow.mean;
  }
  if (peak > 0)
    glance.items.push_back(
        {quantity::rate_text(peak),
         plain(fmt::format("requests at the peak; {} on average", quantity::rate_text(mean)))});
}

void add_hottest(const Review& review, Glance& glance) {
  ComponentId hottest;
  for (std::size_t i = 0; i < review.results().capacity.size(); ++i) {
    const ComponentId id(i);
    const auto& result = review.results().capacity[i];
    if (!result.known || !review.is_loaded(id)) continue;
    if (!hottest || result.utilization > review.results().capacity[hottest.index()].utilization)
      hottest = id;
  }
  if (!hottest) return;
  Words what = plain("of ");
  what += component(review.model(), hottest);
  what += plain(" is used, the hottest");
  const double used = review.results().capacity[hottest.index()].utilization;
  glance.items.push_back({quantity::share_text(used), std::move(what), used_look(review, hottest)});
}

void add_break(const Review& review, Glance& glance) {
  for (const analysis::Break& first : review.results().scale) {
    if (!std::isfinite(first.factor)) return;
    Words what = plain("the load, where the headroom of ");
    what += component(review.model(), first.component);
    what += plain(" ends first");
    glance.items.push_back(
        {factor_text(first.factor), std::move(what), first.factor <= 1 ? Look::bad : Look::plain});
    return;
  }
}

// As many as the picture has rings: a zone, or what a provider runs, is no part that is there once.
std::size_t single_points(const Review& review) {
  const auto& findings = review.project.findings;
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.rule == "single-point-of-failure" && !finding.allowed &&
               finding.stage.empty() && finding.severity != Severity::note;
      }));
}

void add_availability(const Review& review, Glance& glance) {
  const analysis::FlowAvailability* worst = nullptr;
  FlowId at;
  for (std::size_t f = 0; f < review.results().flow_availability.size(); ++f) {
    const auto& found = review.results().flow_availability[f];
    if (!found.known || (worst != nullptr && found.down <= worst->down)) continue;
    worst = &found;
    at = FlowId(f);
  }
  if (worst != nullptr) {
    Words what = plain("of the time ");
    what += review.model().at(at).path.empty() ? plain("it") : flow(review.model(), at);
    what += plain(" is up, the worst; " +
                  quantity::time_text(worst->down * analysis::seconds_a_year) + " down a year");
    glance.items.push_back({quantity::share_text(worst->up), std::move(what)});
  }
  const std::size_t points = single_points(review);
  if (points > 0)
    glance.items.push_back({std::to_string(points),
                            {{points == 1 ? "single point of failure" : "single points of failure",
                              Look::plain, "failures"}},
                            Look::caution});
}

void add_cost(const Review& review, Glance& glance) {
  const analysis::CostResult& cost = review.results().cost;
  if (!cost.known || !(cost.month > 0)) return;
  glance.items.push_back(
      {quantity::money_text(cost.month),
       cost.per_request > 0
           ? plain("a month; " + quantity::money_text(cost.per_request) + " a request")
           : plain("a month")});
}

void tell(const Review& review, Section& section) {
  const model::Model& model = review.model();
  if (model.components.empty() && model.quantities.empty())
    say(section, "The design says nothing that could be drawn or computed.");
  Glance glance;
  add_verdict(review, glance);
  add_load(review, glance);
  add_hottest(review, glance);
  add_break(review, glance);
  add_availability(review, glance);
  add_cost(review, glance);
  section.blocks.push_back(std::move(glance));
}

}  // namespace

extern const Chapter summary;
constexpr Chapter summary = {0, "summary", "At a glance", tell};

}  // namespace joist::document::sections
