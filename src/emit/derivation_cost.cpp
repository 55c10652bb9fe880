// How costs came to be.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "analysis/cost.hpp"
#include "analysis/storage.hpp"
#include "emit/derivation.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

using model::Attribute;
using model::ComponentId;
using model::FlowId;
using quantity::count_text;
using quantity::money_text;

constexpr std::size_t most_parts = 12;

// What a month's requests use of a component.
struct Used {
  double requests = 0, tokens = 0, sent = 0;
};

// A read sends its payload from the target, anything else from the tail.
Used used_by(const Derivation& at, ComponentId id) {
  Used used;
  for (std::size_t i = 0; i < at.model.arrows.size(); ++i) {
    const model::Arrow& arrow = at.model.arrows[i];
    const analysis::ArrowLoad& load = at.results.arrows[i];
    if (!load.known || (arrow.to != id && arrow.from != id)) continue;
    const double calls = load.mean * analysis::seconds_a_month;
    const bool forward = arrow.call == model::Call::async || load.writes > load.reads;
    const model::Stated* size = arrow.attributes.number(Attribute::size);
    if (size == nullptr) size = at.model.number(arrow.to, Attribute::size);
    if (size != nullptr && (forward ? arrow.from : arrow.to) == id)
      used.sent += calls * size->value();
    if (arrow.to != id) continue;
    const double served = calls * analysis::paid_share(at.results, id);
    used.requests += served;
    used.tokens += served * analysis::tokens_of(at.model, arrow);
  }
  return used;
}

// The prices of a component; its own take the place of its kind's.
void write_prices(Derivation& at, ComponentId id) {
  const auto priced = [](const model::Attributes& attributes) {
    return attributes.number(Attribute::cost) != nullptr;
  };
  const bool own = priced(at.model.at(id).attributes);
  const model::Kind& kind = at.model.kind(at.model.at(id).kind);
  for (const model::Stated& stated :
       own ? at.model.at(id).attributes.numbers : kind.attributes.numbers) {
    if (stated.attribute != Attribute::cost) continue;
    const auto& dimension = stated.quantity.dimension;
    const Used used = used_by(at, id);
    std::string of = "for each request";
    double amount = used.requests;
    if (dimension.data < 0) {
      of = dimension.time < 0 ? "of what is stored" : "of what is sent";
      amount = dimension.time < 0
                   ? at.results.storage[id.index()].bytes.value_or(0) * analysis::seconds_a_month
                   : used.sent;
    } else if (dimension.tokens < 0) {
      of = "for each token";
      amount = used.tokens;
    } else if (dimension.time < 0) {
      const double instances = analysis::paid_instances(at.model, id, at.results);
      of = fmt::format("for each of {} instances", count_text(instances));
      amount = instances * analysis::seconds_a_month;
    }
    at.line(1,
            fmt::format("cost: {} {}{}: {}", quantity::text(stated.quantity), of,
                        own ? "" : fmt::format(", the default of `{}`", kind.name),
                        money_text(stated.value() * amount)),
            stated.span);
  }
}

void write_use(Derivation& at, ComponentId id) {
  const auto& storage = at.results.storage[id.index()];
  const double served = analysis::paid_share(at.results, id);
  if (storage.bytes) at.line(1, fmt::format("stored: {}", quantity::data_text(*storage.bytes)));
  for (std::size_t i = 0; i < at.model.arrows.size(); ++i) {
    const model::Arrow& arrow = at.model.arrows[i];
    if (arrow.to != id || !at.results.arrows[i].known) continue;
    const double tokens = analysis::tokens_of(at.model, arrow);
    const double calls = at.results.arrows[i].mean * analysis::seconds_a_month;
    std::string words = fmt::format(
        "{} -> {}: {} requests a month{}", at.name(arrow.from), at.name(arrow.to),
        count_text(calls), tokens > 0 ? fmt::format(" of {} tokens", count_text(tokens)) : "");
    if (served < 1)
      words += fmt::format(", of which {} pass its limit and are paid for",
                           quantity::share_text(served));
    at.line(1, words, arrow.span);
  }
}

struct Part {
  std::string name;
  double month = 0;
};

void write_parts(Derivation& at, std::vector<Part> parts) {
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Part& a, const Part& b) { return a.month > b.month; });
  for (std::size_t i = 0; i < parts.size() && i < most_parts; ++i)
    at.line(1, fmt::format("{}: {}", parts[i].name, money_text(parts[i].month)));
  if (parts.size() > most_parts) at.line(1, fmt::format("and {} more", parts.size() - most_parts));
}

}  // namespace

// What has a price, and no amount.
void write_uncounted(Derivation& at, const analysis::CostResult& cost) {
  for (const ComponentId id : cost.uncounted)
    at.line(1, fmt::format("not counted: {} has a price for bytes or tokens, and nothing says how "
                           "many there are: state `retention`, `size` or `tokens`",
                           at.name(id)));
}

std::string derive_cost(Derivation at, ComponentId id) {
  const analysis::CostResult& cost = at.results.costs[id.index()];
  if (!cost.known && !cost.uncounted.empty()) {
    at.line(0, fmt::format("what {} costs is not known", at.name(id)));
    write_uncounted(at, cost);
    return at.take();
  }
  if (!cost.known) {
    at.line(0, fmt::format("nothing says what {} costs: state its `cost`", at.name(id)));
    return at.take();
  }
  at.line(0, fmt::format("{} costs {} a month of 30 days, at the mean load", at.name(id),
                         money_text(cost.month)));
  at.spread(id, {}, "cost.month", money_text);
  write_uncounted(at, cost);
  write_prices(at, id);
  write_use(at, id);
  return at.take();
}

std::string derive_cost(Derivation at, FlowId id) {
  const analysis::CostResult& cost = at.results.flow_costs[id.index()];
  const std::string& path = at.model.at(id).path;
  if (!cost.known) {
    at.line(0, fmt::format("nothing says what `{}` costs", path));
    return at.take();
  }
  at.line(0, fmt::format("`{}` costs {} a month, {} a request", path, money_text(cost.month),
                         money_text(cost.per_request)));
  at.spread({}, id, "cost.month", money_text);
  write_uncounted(at, cost);
  at.line(1, fmt::format("{} requests a month", count_text(at.results.flows[id.index()].mean *
                                                           analysis::seconds_a_month)));
  std::vector<double> loads(at.model.components.size(), 0.0);
  for (const analysis::Row& row : at.results.rows) {
    if (row.flow == id) loads[row.component.index()] += row.mean;
  }
  std::vector<Part> parts;
  for (const analysis::CostPart& part : cost.parts) {
    const std::size_t i = part.component.index();
    const double all = at.results.components[i].mean;
    std::string name = at.name(part.component);
    if (all > 0)
      name +=
          fmt::format(", which costs {} and has {} of its load from here",
                      money_text(at.results.costs[i].month), quantity::share_text(loads[i] / all));
    parts.push_back({std::move(name), part.month});
  }
  write_parts(at, std::move(parts));
  at.line(
      1,
      "what is paid by use falls on its flow, and what is stored on those that write it; what else "
      "is paid by time is shared out by load");
  return at.take();
}

std::string derive_cost(Derivation at) {
  if (!at.results.cost.known) {
    at.line(0, "nothing says what anything costs: state the `cost` of components");
    return at.take();
  }
  at.line(0,
          fmt::format("all costs {} a month of 30 days, {} a request",
                      money_text(at.results.cost.month), money_text(at.results.cost.per_request)));
  at.spread({}, {}, "cost.month", money_text);
  write_uncounted(at, at.results.cost);
  std::vector<Part> parts;
  for (std::size_t i = 0; i < at.results.costs.size(); ++i) {
    if (at.results.costs[i].known)
      parts.push_back({at.name(ComponentId(i)), at.results.costs[i].month});
  }
  write_parts(at, std::move(parts));
  return at.take();
}

}  // namespace joist::emit
