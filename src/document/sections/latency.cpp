// How long flows take, and where the time goes.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "document/blocks.hpp"
#include "document/section.hpp"
#include "document/words.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

// Below a microsecond nobody waits.
std::string time_text(double seconds) {
  return seconds < 1e-6 ? "0" : quantity::time_text(seconds);
}

std::vector<Words> times(Words name, std::string_view until, const analysis::Percentiles& times) {
  std::vector<Words> row{std::move(name), plain(until)};
  for (const double value : {times.mean, times.p50, times.p95, times.p99, times.p999}) {
    row.push_back(std::isfinite(value) ? plain(time_text(value))
                                       : plain("without bound", Look::bad));
  }
  return row;
}

void tell_flows(const Review& review, Section& section) {
  const model::Model& model = review.model();
  std::vector<ComponentId> untimed;
  Table& table = add_table(section, "How long flows take, at the peak",
                           {"Flow", "Until", " Mean", " p50", " p95", " p99", " p99.9"});
  for (std::size_t f = 0; f < review.results().flow_latency.size(); ++f) {
    const analysis::FlowLatency& found = review.results().flow_latency[f];
    const Words name = flow(model, FlowId(f));
    if (model.flows[f].arrows.empty()) continue;
    const bool any = found.latency && found.latency->mean > 0;
    const bool later = found.done && found.done->mean > 0 &&
                       (!found.latency || found.done->mean > found.latency->mean * 1.0001);
    if (any) table.rows.push_back(times(name, "its caller has the answer", *found.latency));
    if (later) table.rows.push_back(times(name, "all it set off is done", *found.done));
    if (!any && !later) continue;
    for (const ComponentId id : found.untimed)
      if (std::find(untimed.begin(), untimed.end(), id) == untimed.end()) untimed.push_back(id);
  }
  if (!table.rows.empty() && !untimed.empty()) {
    Words words = told("Taken as no time, for want of a `latency`: ");
    words += components(model, untimed);
    words += plain(".");
    say(section, std::move(words));
  }
  drop_empty(section);
}

void tell_components(const Review& review, Section& section) {
  Table& table = add_table(
      section, "Where a request waits",
      {"Component", " Waits, mean", " Waits, p99", " There, mean", " There, p99", " At once"});
  for (std::size_t i = 0; i < review.results().latency.size(); ++i) {
    const analysis::ComponentLatency& found = review.results().latency[i];
    const ComponentId id(i);
    if (!found.known || !review.is_loaded(id)) continue;
    std::vector<Words> row{component(review.model(), id)};
    for (const double value :
         {found.wait.mean, found.wait.p99, found.response.mean, found.response.p99}) {
      row.push_back(std::isfinite(value) ? plain(time_text(value))
                                         : plain("without bound", Look::bad));
    }
    row.push_back(plain(quantity::count_text(found.in_system)));
    table.rows.push_back(std::move(row));
  }
  drop_empty(section);
}

void tell(const Review& review, Section& section) {
  tell_flows(review, section);
  tell_components(review, section);
}

}  // namespace

extern const Chapter latency;
constexpr Chapter latency = {10, "latency", "Latency", tell};

}  // namespace joist::document::sections
