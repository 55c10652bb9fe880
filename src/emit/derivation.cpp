// The lines of a derivation, and those of storage, bandwidth, tokens and attempts.
#include "emit/derivation.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "analysis/storage.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

using model::Attribute;
using model::ComponentId;
using quantity::count_text;
using quantity::data_rate_text;
using quantity::data_text;
using quantity::number_text;
using quantity::rate_text;
using quantity::time_text;

std::string copies_text(const model::Model& model, ComponentId id) {
  const double copies = std::max(1.0, analysis::fleet(model, id).replicas);
  return copies > 1 ? fmt::format(" x {} copies", count_text(copies)) : "";
}

// What an arrow moves with one call: its own `size`, else that of its target.
const model::Stated* size_of(const model::Model& model, const model::Arrow& arrow) {
  const model::Stated* size = arrow.attributes.number(Attribute::size);
  return size != nullptr ? size : model.number(arrow.to, Attribute::size);
}

std::string call_text(const Derivation& at, const model::Arrow& arrow) {
  const std::string& flow = at.model.at(arrow.flow).path;
  return fmt::format("{} -> {}{}", at.name(arrow.from), at.name(arrow.to),
                     flow.empty() ? "" : " in `" + flow + "`");
}

double put_into(const Derivation& at, ComponentId id) {
  double sum = 0;
  for (std::size_t i = 0; i < at.model.arrows.size(); ++i) {
    const analysis::ArrowLoad& load = at.results.arrows[i];
    if (at.model.arrows[i].to == id && load.known) sum += load.peak;
  }
  return sum;
}

void write_sizes(Derivation& at, ComponentId id, bool from_too) {
  const double put_in = put_into(at, id);
  for (std::size_t i = 0; i < at.model.arrows.size(); ++i) {
    const model::Arrow& arrow = at.model.arrows[i];
    const analysis::ArrowLoad& load = at.results.arrows[i];
    const bool touches = arrow.to == id || (from_too && arrow.from == id);
    if (!touches || !load.known || !(load.peak > 0)) continue;
    const model::Stated* size = size_of(at.model, arrow);
    // A message is as large when it is taken out as it was when it was put in.
    const bool taken = arrow.from == id && size == nullptr && put_in > 0 &&
                       at.model.at(id).role == model::Role::queue;
    const std::string each = size != nullptr ? data_text(size->value())
                             : taken ? data_text(at.results.bandwidth[id.index()].in / put_in) +
                                           ", as large as what is put in"
                                     : "no `size`";
    at.line(
        1, fmt::format("{}: {} at the peak x {}", call_text(at, arrow), rate_text(load.peak), each),
        arrow.span);
    if (size != nullptr && arrow.attributes.number(Attribute::size) == nullptr)
      at.stated(2, arrow.to, Attribute::size);
  }
}

void write_tokens(Derivation& at, ComponentId id) {
  for (std::size_t i = 0; i < at.model.arrows.size(); ++i) {
    const model::Arrow& arrow = at.model.arrows[i];
    if (arrow.to != id || !at.results.arrows[i].known) continue;
    at.line(1,
            fmt::format("{}: {} x {} tokens", call_text(at, arrow),
                        rate_text(at.results.arrows[i].peak),
                        count_text(analysis::tokens_of(at.model, arrow))),
            arrow.span);
  }
  at.stated(1, id, Attribute::tokens);
}

}  // namespace

void Derivation::line(int depth, const std::string& words) {
  out_.append(static_cast<std::size_t>(depth) * 2, ' ');
  out_ += words + "\n";
}

void Derivation::line(int depth, const std::string& words, Span span) {
  const bool written = span.file && span.file.index() < sources.size();
  if (!written) return line(depth, words);
  const Source& source = sources.at(span.file);
  line(depth, fmt::format("{}  ({}:{})", words, source.path(), source.position(span.begin).line));
}

void Derivation::stated(int depth, const model::Stated& stated) {
  line(depth,
       fmt::format("{}: {}", model::info(stated.attribute).name, quantity::text(stated.quantity)),
       stated.span);
}

void Derivation::stated(int depth, ComponentId id, Attribute attribute) {
  const model::Stated* found = model.number(id, attribute);
  if (found == nullptr) return;
  std::string words =
      fmt::format("{}: {}", model::info(attribute).name, quantity::text(found->quantity));
  if (model.is_default(id, attribute))
    words += fmt::format(", the default of `{}`", model.kind(model.at(id).kind).name);
  line(depth, words, found->span);
}

void Derivation::spread(ComponentId component, model::FlowId flow, std::string_view figure,
                        std::string (*text)(double)) {
  for (const analysis::Spread& spread : results.spreads) {
    if (spread.component != component || spread.flow != flow || spread.figure != figure) continue;
    line(1, fmt::format("the middle 90% of the estimates: {} to {}", text(spread.low),
                        text(spread.high)));
  }
}

void Derivation::spreads(ComponentId component, model::FlowId flow, std::string_view start,
                         std::string (*text)(double)) {
  const auto printed = [&](double value) {
    return value < analysis::infinity ? text(value) : "without end";
  };
  for (const analysis::Spread& spread : results.spreads) {
    if (spread.component != component || spread.flow != flow || !spread.figure.starts_with(start))
      continue;
    line(1, fmt::format("{}: {} to {} in the middle 90% of the estimates", spread.figure,
                        printed(spread.low), printed(spread.high)));
  }
}

std::string derive_inputs(Derivation at, ComponentId id) {
  bool by_size = false, by_tokens = false, by_time = at.model.number(id, Attribute::concurrency);
  for (const Attribute attribute : {Attribute::capacity, Attribute::reads, Attribute::writes,
                                    Attribute::limit, Attribute::bandwidth}) {
    const model::Stated* stated = at.model.number(id, attribute);
    if (stated == nullptr) continue;
    by_size = by_size || stated->quantity.dimension.data != 0;
    by_tokens = by_tokens || stated->quantity.dimension.tokens != 0;
  }
  if (by_size) write_sizes(at, id, false);
  if (by_tokens) write_tokens(at, id);
  if (by_time) write_own_times(at, id);
  return at.take();
}

std::string derive_storage(Derivation at, ComponentId id) {
  const analysis::StorageResult& storage = at.results.storage[id.index()];
  if (storage.growth) {
    at.line(0,
            fmt::format("{} grows by {}: {} a year", at.name(id), data_rate_text(*storage.growth),
                        data_text(*storage.growth * analysis::seconds_a_year)));
    at.spread(id, {}, "storage.growth", data_rate_text);
    for (std::size_t i = 0; i < at.model.arrows.size(); ++i) {
      const model::Arrow& arrow = at.model.arrows[i];
      const analysis::ArrowLoad& load = at.results.arrows[i];
      if (arrow.to != id || !load.known || !(load.writes > 0)) continue;
      const double writes = load.mean * load.writes / load.peak;
      const model::Stated* size = size_of(at.model, arrow);
      at.line(1,
              fmt::format("{}: {} on average x {}{}", call_text(at, arrow), rate_text(writes),
                          size != nullptr ? data_text(size->value()) : "no `size`",
                          copies_text(at.model, id)),
              arrow.span);
    }
  }
  if (storage.bytes) at.line(0, fmt::format("{} keeps {}", at.name(id), data_text(*storage.bytes)));
  for (const model::Table& table : at.model.tables) {
    const auto row = analysis::row_bytes(table);
    if (table.store != id || !row || !table.rows) continue;
    at.line(
        1,
        fmt::format("table `{}`: {} rows x {} a row with its indexes{}", table.name,
                    count_text(table.rows->value()), data_text(*row), copies_text(at.model, id)),
        table.span);
  }
  if (storage.full_in) {
    const bool ends = *storage.full_in < analysis::infinity;
    at.line(0, ends ? fmt::format("its disks are full in {}", time_text(*storage.full_in))
                    : "its disks never fill up");
  } else if (storage.growth) {
    at.line(0, "it states no `disk`, so nothing says when it is full");
  }
  if (!storage.growth && !storage.bytes)
    at.line(0, fmt::format("nothing says how much {} keeps: state the `size` of what is written, "
                           "or the rows of its tables",
                           at.name(id)));
  for (const Attribute attribute :
       {Attribute::replicas, Attribute::shards, Attribute::disk, Attribute::retention})
    at.stated(1, id, attribute);
  return at.take();
}

std::string derive_bandwidth(Derivation at, ComponentId id) {
  const analysis::BandwidthResult& moved = at.results.bandwidth[id.index()];
  at.line(0, fmt::format("{} takes in {} and sends out {} at the peak", at.name(id),
                         data_rate_text(moved.in), data_rate_text(moved.out)));
  write_sizes(at, id, true);
  at.line(1, "a read sends its payload back, a write or a message takes it along");
  at.stated(1, id, Attribute::bandwidth);
  return at.take();
}

std::string derive_tokens(Derivation at, ComponentId id) {
  at.line(0, fmt::format("{} is asked for {} tokens a second at the peak", at.name(id),
                         count_text(at.results.tokens[id.index()])));
  write_tokens(at, id);
  at.stated(1, id, Attribute::limit);
  return at.take();
}

namespace {

// How many of the calls are not answered before the caller gives up: between two percentiles, as an
// exponential time that has both.
std::string late_text(const analysis::Percentiles& times, double timeout) {
  if (std::isinf(times.mean)) return "none of them";
  const std::pair<double, double> known[] = {{0, 1},
                                             {times.p50, 0.5},
                                             {times.p90, 0.1},
                                             {times.p95, 0.05},
                                             {times.p99, 0.01},
                                             {times.p999, 0.001}};
  for (std::size_t i = 1; i < std::size(known); ++i) {
    const auto& [low, more] = known[i - 1];
    const auto& [high, less] = known[i];
    if (timeout >= high) continue;
    const double part = high > low ? (timeout - low) / (high - low) : 0;
    const double late = more * std::pow(less / more, part);
    return fmt::format("all but about {} of them", quantity::share_text(late));
  }
  return "more than 99.9% of them";
}

void write_retries(Derivation& at, const model::Arrow& arrow) {
  const model::Stated* retries = arrow.attributes.number(Attribute::retries);
  if (retries == nullptr || retries->value() <= 0) return;
  const model::Stated* fails = arrow.attributes.number(Attribute::fails);
  at.line(1,
          fmt::format("{}: {} attempts, each fails with {}", call_text(at, arrow),
                      count_text(retries->value() + 1),
                      quantity::share_text(fails != nullptr ? fails->value() : 0)),
          retries->span);
  const model::Stated* timeout = arrow.attributes.number(Attribute::timeout);
  const analysis::ComponentLatency& target = at.results.latency[arrow.to.index()];
  if (timeout == nullptr || !target.known) return;
  at.line(2,
          fmt::format("each waits {} at most; {} by itself answers {} by then",
                      time_text(timeout->value()), at.name(arrow.to),
                      late_text(target.response, timeout->value())),
          timeout->span);
}

}  // namespace

std::string factor_text(const model::Model& model, const model::Arrow& arrow, double factor) {
  const std::string text = number_text(factor, 4);
  if (arrow.when != model::When::fail) return text;
  for (const model::Arrow& tried : model.arrows) {
    if (tried.from != arrow.from || tried.to != arrow.condition || tried.flow != arrow.flow)
      continue;
    const model::Stated* fails = tried.attributes.number(Attribute::fails);
    const model::Stated* retries = tried.attributes.number(Attribute::retries);
    if (fails == nullptr || retries == nullptr || retries->value() < 1) continue;
    const double attempts = retries->value() + 1;
    if (std::abs(std::pow(fails->value(), attempts) - factor) < 1e-9 * factor)
      return fmt::format("{} ({}^{})", text, number_text(fails->value(), 4), count_text(attempts));
  }
  return text;
}

std::string derive_attempts(Derivation at, ComponentId id) {
  const analysis::Attempts& attempts = at.results.components[id.index()].attempts;
  at.line(0, fmt::format("of one request {} gets {} attempts at worst, {} as expected", at.name(id),
                         number_text(attempts.worst), number_text(attempts.expected, 4)));
  if (attempts.overload)
    at.line(1, fmt::format("under overload, where what is refused is tried again: {}",
                           number_text(*attempts.overload, 4)));
  if (attempts.stuck)
    at.line(1,
            fmt::format("once it has come to {}, it stays there", number_text(*attempts.stuck, 4)));
  at.line(1, "n attempts that fail with f each: (1 - f^n) / (1 - f); levels multiply");
  for (const model::Arrow& arrow : at.model.arrows) write_retries(at, arrow);
  at.line(1,
          "not counted as expected: attempts after a timeout, but where `fails` says so, and "
          "after a refusal by a `limit`");
  return at.take();
}

}  // namespace joist::emit
