// Figures beside the middle 90% of what the estimates make of them.
#include "emit/ranges.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "quantity/display.hpp"

namespace joist::emit {

namespace {

std::string printed(double value, Print print) {
  return std::isinf(value) ? "without end" : print(value);
}

}  // namespace

Ranges::Ranges(const analysis::Results& results) {
  for (const analysis::Spread& spread : results.spreads)
    spreads_[{spread.component.value, spread.flow.value, spread.figure}] = &spread;
}

std::string Ranges::with(model::ComponentId component, model::FlowId flow, std::string_view figure,
                         std::string text, Print print) const {
  const auto found = spreads_.find({component.value, flow.value, figure});
  if (found == spreads_.end()) return text;
  return fmt::format("{} ({} to {})", text, printed(found->second->low, print),
                     printed(found->second->high, print));
}

std::string_view sampled_name(std::size_t part) {
  constexpr std::array<std::string_view, 4> names = {"amounts", "queues", "latency",
                                                     "availability"};
  return names[part];
}

std::string sampled_text(const analysis::Results& results) {
  constexpr std::array<std::string_view, 4> names = {
      "loads and amounts", "percentiles of components", "percentiles of flows", "availabilities"};
  std::string out;
  for (std::size_t part = 0; part < names.size(); ++part) {
    const auto points = results.sampled[part];
    if (!points) continue;
    out += *points == 0
               ? fmt::format("ranges of {} would take too long in this design\n", names[part])
               : fmt::format("ranges of {} without a closed form: {} sample points\n", names[part],
                             quantity::count_text(static_cast<double>(*points)));
  }
  return out.empty() ? "" : "\n" + out;
}

}  // namespace joist::emit
