// What a component keeps, costs, and how long it takes; how it fails, and what was found of it.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/blocks.hpp"
#include "document/dive_parts.hpp"
#include "document/figures.hpp"
#include "document/findings.hpp"
#include "document/words.hpp"
#include "quantity/display.hpp"

namespace joist::document {

using model::Attribute;
using quantity::data_rate_text;
using quantity::data_text;
using quantity::money_text;
using quantity::time_text;

void tell_amounts(const Review& review, ComponentId id, Section& section) {
  const analysis::Results& results = review.results();
  const analysis::StorageResult& kept = results.storage[id.index()];
  if (kept.bytes)
    say(section, fmt::format("It keeps {}, all copies together.",
                             ranged(review, id, {}, "storage.bytes", *kept.bytes, data_text)));
  if (kept.growth) {
    std::string words =
        fmt::format("It grows by {} a year", data_text(*kept.growth * analysis::seconds_a_year));
    if (kept.full_in && std::isfinite(*kept.full_in))
      words += fmt::format("; its disks are full in {}", time_text(*kept.full_in));
    else if (kept.full_in)
      words += "; its disks never fill up";
    say(section, words + ".");
  }
  const analysis::BandwidthResult& moved = results.bandwidth[id.index()];
  if (moved.in > 0 || moved.out > 0)
    say(section, fmt::format("At the peak it {}{}{}.",
                             moved.in > 0 ? "takes in " + data_rate_text(moved.in) : "",
                             moved.in > 0 && moved.out > 0 ? " and " : "",
                             moved.out > 0 ? "sends out " + data_rate_text(moved.out) : ""));
  if (results.tokens[id.index()] > 0)
    say(section, fmt::format("At the peak it works through {} tokens a second.",
                             quantity::count_text(results.tokens[id.index()])));
  const analysis::QueueResult& queue = results.queues[id.index()];
  if (queue.catch_up && std::isfinite(*queue.catch_up))
    say(section,
        fmt::format("After its consumers were away for a minute, they need {} to catch up.",
                    time_text(*queue.catch_up * 60)));
  if (queue.growth && *queue.growth > 0)
    say(section, plain(fmt::format("It grows by {} messages, without end.",
                                   quantity::rate_text(*queue.growth)),
                       Look::bad));
  const analysis::CostResult& cost = results.costs[id.index()];
  if (cost.known && cost.month > 0)
    say(section, fmt::format("It costs {} a month.",
                             ranged(review, id, {}, "cost.month", cost.month, money_text)));
}

void tell_times(const Review& review, ComponentId id, Section& section) {
  if (id.index() >= review.results().latency.size()) return;
  const analysis::ComponentLatency& found = review.results().latency[id.index()];
  if (!found.known) return;
  if (!std::isfinite(found.response.mean)) {
    say(section, plain("What waits for it grows without bound.", Look::bad));
    return;
  }
  std::string words = fmt::format("A request is there for {} on average, {} at the 99th percentile",
                                  time_text(found.response.mean), time_text(found.response.p99));
  const bool waits = found.wait.mean > 0.01 * found.response.mean;
  words += waits ? fmt::format(", of which it waits {} on average.", time_text(found.wait.mean))
                 : ", and hardly waits.";
  say(section, words);
}

namespace {

bool goes_down(const analysis::Loss& loss, ComponentId id) {
  return std::any_of(loss.down.begin(), loss.down.end(),
                     [&](const analysis::Downed& one) { return one.component == id; });
}

bool overloads(const analysis::Loss& loss, ComponentId id) {
  return std::find(loss.overloaded.begin(), loss.overloaded.end(), id) != loss.overloaded.end();
}

}  // namespace

// Losses after which it serves on are one sentence; what they do to its load goes with them.
void tell_failures(const Review& review, ComponentId id, Section& section) {
  const analysis::Redundancy& redundancy = review.results().redundancy;
  std::vector<Words> harmless;
  Table table{"What happens to it when something is lost",
              {{"Lost", false}, {"Then", false}, {"Stops", false}},
              {}};
  for (const analysis::Loss& loss : redundancy.losses) {
    if (loss.event == analysis::no_event) continue;
    const bool own = redundancy.events[loss.event].component == id;
    const bool down = goes_down(loss, id), over = overloads(loss, id);
    const auto busier = std::find_if(loss.busier.begin(), loss.busier.end(),
                                     [&](const auto& each) { return each.first == id; });
    if (!own && !down && !over && busier == loss.busier.end()) continue;
    if (!down && !over && loss.stopped.empty()) {
      Words words = lost(review, loss);
      if (busier != loss.busier.end())
        words += plain(fmt::format(" ({} used then)", quantity::share_text(busier->second)));
      harmless.push_back(std::move(words));
      continue;
    }
    table.rows.push_back({lost(review, loss),
                          over   ? plain("\u00d7 what is left can't carry the load", Look::bad)
                          : down ? plain("\u00d7 it is down", Look::bad)
                                 : plain("it serves on"),
                          flows(review.model(), loss.stopped)});
  }
  if (!table.rows.empty()) section.blocks.push_back(std::move(table));
  if (harmless.empty()) return;
  Words words = plain("\u2713 It serves on", Look::good);
  words += plain(" without ");
  words += joined(harmless);
  words += plain(".");
  say(section, std::move(words));
}

namespace {

// Indices of the findings about it that hold at this stage.
std::vector<std::size_t> findings_about(const Review& review, ComponentId id) {
  const std::string& path = review.model().at(id).path;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < review.project.findings.size(); ++i) {
    const Finding& finding = review.project.findings[i];
    const bool holds = finding.stage.empty() || finding.stage == review.stage.label;
    if (finding.subject == path && holds) found.push_back(i);
  }
  return found;
}

}  // namespace

void mention_findings(const Review& review, ComponentId id, Section& section) {
  for (const std::size_t i : findings_about(review, id)) {
    const Finding& finding = review.project.findings[i];
    Words words = finding.allowed ? plain("allowed: ", Look::quiet) : verdict(finding.severity);
    words += plain(" ");
    words += told(finding.message);
    words += plain(", ");
    words += Words{{"more", Look::plain, finding_id(i)}};
    section.blocks.push_back(Paragraph{std::move(words)});
  }
}

void tell_findings(const Review& review, ComponentId id, Section& section) {
  for (const std::size_t i : findings_about(review, id))
    section.blocks.push_back(finding_card(review, i));
}

}  // namespace joist::document
