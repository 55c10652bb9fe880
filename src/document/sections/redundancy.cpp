// What stops a flow, what each loss does, and for how long flows are down.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/blocks.hpp"
#include "document/section.hpp"
#include "document/words.hpp"
#include "emit/results.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

using analysis::CutSet;
using quantity::share_text;
using quantity::time_text;

// Cut sets of the same names are one to a reader, whichever of the copies they are.
void tell_sets(const Review& review, const std::vector<CutSet>& sets, std::string caption,
               Section& section) {
  constexpr std::size_t most = 40;
  const analysis::Redundancy& redundancy = review.results().redundancy;
  std::vector<std::vector<std::string>> order;
  std::map<std::vector<std::string>, std::pair<std::vector<FlowId>, std::string>> found;
  for (const CutSet& set : sets) {
    std::vector<std::string> names;
    for (const std::uint32_t event : set.events) names.push_back(redundancy.events[event].name);
    const auto [at, is_new] = found.try_emplace(names, std::vector<FlowId>{}, set.why);
    if (is_new) order.push_back(names);
    auto& stopped = at->second.first;
    if (std::find(stopped.begin(), stopped.end(), set.flow) == stopped.end())
      stopped.push_back(set.flow);
  }
  Table& table = add_table(section, std::move(caption), {"Lost", "Stops", "Because"});
  for (const auto& names : order) {
    if (table.rows.size() == most) break;
    const auto& [stopped, why] = found[names];
    table.rows.push_back({told(fmt::format("{}", fmt::join(names, " and "))),
                          flows(review.model(), stopped), told(why)});
  }
  if (order.size() > most) say(section, fmt::format("There are {} more.", order.size() - most));
  drop_empty(section);
}

// What carries on and is used the most of all that the loss touches.
Words busiest_after(const Review& review, const analysis::Loss& loss) {
  Words words;
  double most = 0;
  for (const auto& [id, used] : loss.busier) {
    if (!std::isfinite(used) || used <= most) continue;
    most = used;
    words = component(review.model(), id);
    words += plain(" " + share_text(used));
  }
  return words;
}

Words overloaded_after(const Review& review, const analysis::Loss& loss) {
  std::vector<Words> all;
  for (std::size_t i = 0; i < loss.overloaded.size(); ++i) {
    Words words = component(review.model(), loss.overloaded[i]);
    if (i < loss.overload.size() && std::isfinite(loss.overload[i]))
      words += plain(" " + share_text(loss.overload[i]), Look::bad);
    all.push_back(std::move(words));
  }
  return joined(all);
}

// Copies whose loss does no harm are one sentence; zones and whatever does harm have a row each.
void tell_losses(const Review& review, Section& section) {
  constexpr std::size_t most = 60;
  const analysis::Redundancy& redundancy = review.results().redundancy;
  std::vector<Words> harmless;
  Table table{"What each loss leaves",
              {{"Lost"}, {"Verdict"}, {"Stops"}, {"Overloads"}, {"Then the busiest it touches"}},
              {}};
  for (const analysis::Loss& loss : redundancy.losses) {
    if (loss.event == analysis::no_event) continue;
    const bool fine = loss.stopped.empty() && loss.overloaded.empty();
    if (fine && !redundancy.events[loss.event].domain) {
      harmless.push_back(lost(review, loss));
      continue;
    }
    const bool stops = !loss.stopped.empty();
    table.rows.push_back({lost(review, loss),
                          fine    ? plain("\u2713 all serves on", Look::good)
                          : stops ? plain("\u00d7 stops", Look::bad)
                                  : plain("! too much load", Look::caution),
                          flows(review.model(), loss.stopped), overloaded_after(review, loss),
                          busiest_after(review, loss)});
  }
  if (!table.rows.empty()) section.blocks.push_back(std::move(table));
  if (!harmless.empty()) {
    const std::size_t more = harmless.size() - std::min(harmless.size(), most);
    harmless.resize(harmless.size() - more);
    Words words = plain("\u2713 All serves on", Look::good);
    words += plain(" without ");
    words += joined(harmless);
    words += plain(more > 0 ? fmt::format(" or any of {} others.", more) : ".");
    say(section, std::move(words));
  }
  if (!redundancy.losses_complete)
    say(section, "Some losses were not followed to their end: there are too many.");
}

void tell_availability(const Review& review, Section& section) {
  const model::Model& model = review.model();
  Table& table = add_table(section, "How long flows are down",
                           {"Flow", " Up", " Down a month", " Down a year", "Mostly because of"});
  std::vector<std::string> unknown;
  for (std::size_t f = 0; f < review.results().flow_availability.size(); ++f) {
    const analysis::FlowAvailability& found = review.results().flow_availability[f];
    if (!found.known || model.flows[f].arrows.empty()) continue;
    const analysis::Importance* worst = nullptr;
    for (const analysis::Importance& part : found.importance)
      if (worst == nullptr || part.criticality > worst->criticality) worst = &part;
    Words because;
    if (worst != nullptr && worst->criticality >= 0.01) {
      because = worst->component ? component(model, worst->component)
                                 : told(review.results().redundancy.events[worst->event].name);
      because += plain(" (" + share_text(worst->criticality) + ")");
    }
    table.rows.push_back(
        {flow(model, FlowId(f)), plain((found.exact ? "" : "at least ") + share_text(found.up)),
         plain(time_text(found.down * analysis::seconds_a_month)),
         plain(time_text(found.down * analysis::seconds_a_year)), std::move(because)});
    for (const std::uint32_t event : found.not_known) {
      std::string name = emit::subject(review.results().redundancy.events[event], model,
                                       review.results().redundancy);
      if (std::find(unknown.begin(), unknown.end(), name) == unknown.end())
        unknown.push_back(std::move(name));
    }
  }
  if (!table.rows.empty() && !unknown.empty())
    say(section,
        fmt::format("Taken as never failing, for want of an availability: {}.", listed(unknown)));
  drop_empty(section);
}

void tell(const Review& review, Section& section) {
  const analysis::Redundancy& redundancy = review.results().redundancy;
  tell_availability(review, section);
  tell_sets(review, redundancy.single_points, "What stops a flow alone", section);
  tell_sets(review, redundancy.pairs, "Pairs that must not be lost together", section);
  if (!redundancy.pairs_complete) say(section, "There are more pairs than can be listed.");
  tell_losses(review, section);
}

}  // namespace

extern const Chapter redundancy;
constexpr Chapter redundancy = {9, "failures", "What fails, and what then", tell};

}  // namespace joist::document::sections
