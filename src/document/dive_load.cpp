// Where the load of a component comes from, what it sets off, how it spreads over shards, and what
// a cache keeps away.
#include <algorithm>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "document/blocks.hpp"
#include "document/dive_parts.hpp"
#include "document/figures.hpp"
#include "document/words.hpp"
#include "quantity/display.hpp"

namespace joist::document {

using model::Attribute;
using model::Role;
using quantity::number_text;
using quantity::rate_text;
using quantity::share_text;

std::string_view limit_text(analysis::Limit limit) {
  switch (limit) {
    case analysis::Limit::reads_and_writes:
      return "reads and writes together";
    case analysis::Limit::hottest_shard:
      return "its hottest shard";
    case analysis::Limit::pool:
      return "the places of its `concurrency`";
    case analysis::Limit::bandwidth:
      return "bandwidth";
    case analysis::Limit::limit:
      return "its own `limit`";
    default:
      return "capacity";
  }
}

namespace {

Words when(const Review& review, const model::Arrow& arrow) {
  if (arrow.when == model::When::always || !arrow.condition) return {};
  Words words = plain(arrow.when == model::When::miss  ? "on a miss of "
                      : arrow.when == model::When::hit ? "on a hit of "
                                                       : "when this fails: ");
  words += component(review.model(), arrow.condition);
  return words;
}

std::string access_text(const model::Arrow& arrow) {
  if (arrow.access == model::Access::none) return {};
  return arrow.access == model::Access::read ? "read" : "write";
}

}  // namespace

void tell_arrivals(const Review& review, ComponentId id, Section& section) {
  const model::Model& model = review.model();
  Table& table = add_table(section, "Where its load comes from",
                           {"From", "In", "As", "When", " At the peak", "That is"});
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    const model::Arrow& arrow = model.arrows[i];
    if (arrow.to != id || arrow.call == model::Call::relation) continue;
    const analysis::ArrowLoad& load = review.results().arrows[i];
    if (!load.known || !(load.peak > 0)) continue;
    std::string product;
    if (load.multiplicity > 0)
      product = fmt::format("{} \u00d7 {}", rate_text(load.peak / load.multiplicity),
                            number_text(load.multiplicity, 4));
    table.rows.push_back({component(model, arrow.from), flow(model, arrow.flow),
                          plain(access_text(arrow)), when(review, arrow),
                          plain(rate_text(load.peak)), plain(product)});
  }
  drop_empty(section);
}

// Calls of it for each request that reaches it: read and write amplification.
void tell_fan_out(const Review& review, ComponentId id, Section& section) {
  const model::Model& model = review.model();
  const double offered = review.is_loaded(id) ? review.results().components[id.index()].offered : 0;
  if (!(offered > 0)) return;
  Table& table = add_table(section, "What one request here sets off, on average",
                           {"Calls to", "As", " Each request", " At the peak"});
  std::vector<std::pair<ComponentId, model::Access>> seen;
  for (const model::Arrow& arrow : model.arrows) {
    const std::pair key{arrow.to, arrow.access};
    if (arrow.from != id || arrow.call == model::Call::relation) continue;
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
    seen.push_back(key);
    double peak = 0;
    for (std::size_t i = 0; i < model.arrows.size(); ++i) {
      const model::Arrow& other = model.arrows[i];
      const bool same = other.from == id && other.to == arrow.to && other.access == arrow.access &&
                        other.call != model::Call::relation;
      if (same && review.results().arrows[i].known) peak += review.results().arrows[i].peak;
    }
    if (!(peak > 0)) continue;
    table.rows.push_back({component(model, arrow.to), plain(access_text(arrow)),
                          plain(number_text(peak / offered)), plain(rate_text(peak))});
  }
  drop_empty(section);
}

// How much of the load one key may bring before its shard is full.
void tell_keys(const Review& review, ComponentId id, Section& section) {
  const analysis::Fleet fleet = analysis::fleet(review.model(), id);
  const analysis::CapacityResult& result = review.results().capacity[id.index()];
  if (fleet.shards < 2 || !result.known || !review.is_loaded(id)) return;
  const model::Stated* skew = review.model().number(id, Attribute::skew);
  const double even = 1 / fleet.shards, hottest = std::max(even, skew ? skew->value() : 0);
  const double offered = review.results().components[id.index()].offered;
  // At the mix there is, a shard carries its part of what all of them would if the load were even.
  const double shard = offered / result.utilization * hottest;
  std::string words = fmt::format("Of {} shards each carries {} at this mix",
                                  number_text(fleet.shards, 12), rate_text(shard));
  if (skew != nullptr) {
    words += fmt::format("; the hottest key brings {}, so that its shard gets {}.",
                         share_text(skew->value()), rate_text(offered * hottest));
  } else {
    words += fmt::format(
        "; nothing is said of a hot key (`skew`), so each is taken to get {}. A key fills its "
        "shard "
        "when it brings {} of the load, {}.",
        rate_text(offered * even), share_text(std::min(1.0, shard / offered)),
        rate_text(std::min(offered, shard)));
  }
  say(section, words);
}

void tell_cache(const Review& review, ComponentId id, Section& section) {
  const model::Model& model = review.model();
  if (model.at(id).role != Role::cache) return;
  if (const model::Stated* hit = model.number(id, Attribute::hit))
    say(section, fmt::format("It answers {} of the reads itself.", share_text(hit->value())));
  for (const analysis::ColdCache& cold : review.results().redundancy.cold) {
    if (cold.cache != id) continue;
    for (std::size_t i = 0; i < cold.busier.size(); ++i) {
      const ComponentId busier = cold.busier[i];
      const double used = cold.utilization[i];
      const bool bad = used > 1;
      Words words = plain("When it is cold or lost, what it keeps away comes to ");
      words += component(model, busier);
      if (used > 0)
        words += plain(fmt::format(", which would be at {}", share_text(used)),
                       bad ? Look::bad : Look::plain);
      words += plain(bad ? " and could not carry that." : ".");
      say(section, std::move(words));
    }
  }
  std::vector<Words> writers;
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    const model::Arrow& arrow = model.arrows[i];
    if (arrow.to != id || arrow.access != model::Access::write) continue;
    if (!review.results().arrows[i].known) continue;
    Words words = component(model, arrow.from);
    words += plain(fmt::format(" with {}", rate_text(review.results().arrows[i].peak)));
    writers.push_back(std::move(words));
  }
  if (writers.empty()) {
    say(section,
        "Nothing in the design writes to it: how an entry is filled and made void when the truth "
        "changes is not part of the picture.");
    return;
  }
  Words words = plain("Entries are written or made void by ");
  words += joined(writers);
  words += plain(".");
  say(section, std::move(words));
}

}  // namespace joist::document
