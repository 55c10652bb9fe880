// How waiting and latency came to be.
#include <cmath>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "analysis/latency.hpp"
#include "analysis/latency_calls.hpp"
#include "base/text.hpp"
#include "emit/derivation.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

using analysis::Percentiles;
using model::Attribute;
using model::ComponentId;
using quantity::count_text;
using quantity::number_text;
using quantity::rate_text;
using quantity::share_text;
using quantity::time_text;

std::string times_text(const Percentiles& times) {
  if (std::isinf(times.mean)) return "grows without bound";
  return fmt::format("{} on average; p50 {}, p90 {}, p95 {}, p99 {}, p99.9 {}",
                     time_text(times.mean), time_text(times.p50), time_text(times.p90),
                     time_text(times.p95), time_text(times.p99), time_text(times.p999));
}

constexpr double negligible = 1e-9;  // seconds

// What is stated of the queue.
void write_queue(Derivation& at, ComponentId id) {
  for (const Attribute attribute :
       {Attribute::latency, Attribute::latency_p99, Attribute::capacity, Attribute::reads,
        Attribute::writes, Attribute::concurrency, Attribute::replicas, Attribute::shards})
    at.stated(1, id, attribute);
}

// What those wait who do, on average, and how that follows; the formula holds where all servers are
// one queue, and as many as a whole number.
std::string wait_text(const Derivation& at, ComponentId id) {
  const analysis::ComponentLatency& found = at.results.latency[id.index()];
  const analysis::CapacityResult& capacity = at.results.capacity[id.index()];
  const analysis::ComponentLoad& load = at.results.components[id.index()];
  const double rate = load.offered - load.shed, mean = found.wait.mean / found.wait_probability;
  const std::string words = fmt::format("those wait {}", time_text(mean));
  const double spare = capacity.servers * rate / capacity.busy - rate;
  if (!(std::abs(mean * spare - (1 + found.variation) / 2) < 1e-4)) return words;
  if (std::abs(found.variation - 1) < 1e-6) return words + ": 1 / (servers / service time - rate)";
  return words + fmt::format(
                     ": (1 + {}) / 2 / (servers / service time - rate); {} is the squared "
                     "coefficient of variation of the service times",
                     number_text(found.variation, 4), number_text(found.variation, 4));
}

double waiting(const analysis::Results& results, ComponentId id) {
  return results.latency[id.index()].known ? results.latency[id.index()].wait.mean : 0;
}

std::string calls_text(double calls) {
  const std::string count = number_text(calls);
  return count + (count == "1" ? " call" : " calls");
}

// The calls of a flow, with what each adds to the mean.
void write_calls(Derivation& at, model::FlowId id, bool until_done) {
  const double requests = at.results.flows[id.index()].peak;
  std::set<ComponentId> told;
  for (const model::ArrowId number : at.model.at(id).arrows) {
    const model::Arrow& arrow = at.model.at(number);
    const analysis::ArrowLoad& load = at.results.arrows[number.index()];
    if (!load.known || arrow.call == model::Call::relation || !(load.peak > 0)) continue;
    if (arrow.call == model::Call::async && !until_done) continue;
    const model::Stated* own = arrow.attributes.number(Attribute::latency);
    const model::Stated* time =
        own != nullptr ? own : at.model.number(arrow.to, Attribute::latency);
    const model::Stated* delay = arrow.attributes.number(Attribute::delay);
    std::string words =
        fmt::format("{} {} {}: {} a request x ({}", at.name(arrow.from),
                    arrow.call == model::Call::async ? "~>" : "->", at.name(arrow.to),
                    calls_text(load.peak / requests),
                    time != nullptr ? time_text(time->value()) + " service" : "no latency stated");
    const double wait = waiting(at.results, arrow.to);
    if (wait > negligible) words += fmt::format(" + {} waiting", time_text(wait));
    if (delay != nullptr) words += fmt::format(" + {} delay", time_text(delay->value()));
    const analysis::Filling filling = analysis::batch_filling(at.model, at.results.arrows, arrow);
    if (filling.is_needed())
      words += fmt::format(" + {} until its batch is full, on average", time_text(filling.mean()));
    words += ')';
    if (const model::Stated* parallel = arrow.attributes.number(Attribute::parallel))
      words += fmt::format(", {} at a time: as long as the slowest of them",
                           number_text(parallel->value()));
    if (const model::Stated* timeout = arrow.attributes.number(Attribute::timeout))
      words += fmt::format(", given up after {}", time_text(timeout->value()));
    at.line(1, words, arrow.span);
    if (own != nullptr || !told.insert(arrow.to).second) continue;
    at.stated(2, arrow.to, Attribute::latency);
    at.stated(2, arrow.to, Attribute::latency_p99);
  }
}

std::vector<std::string> untimed_names(const Derivation& at, model::FlowId id, bool until_done) {
  std::vector<std::string> names;
  const auto& found = at.results.flow_latency[id.index()];
  for (const ComponentId other : until_done ? found.untimed : found.untimed_before_answer)
    names.push_back(at.model.at(other).path);
  return names;
}

}  // namespace

void write_own_times(Derivation& at, ComponentId id) {
  for (std::size_t i = 0; i < at.model.arrows.size(); ++i) {
    const model::Arrow& arrow = at.model.arrows[i];
    const model::Stated* own = arrow.attributes.number(Attribute::latency);
    const analysis::ArrowLoad& load = at.results.arrows[i];
    if (arrow.to != id || own == nullptr || !load.known || !(load.peak > 0)) continue;
    at.line(1,
            fmt::format("{} of {} take {}", rate_text(load.peak), at.name(arrow.from),
                        time_text(own->value())),
            own->span);
  }
}

std::string derive_times(Derivation at, ComponentId id) {
  const analysis::ComponentLatency& found = at.results.latency[id.index()];
  if (!found.known) {
    at.line(0, fmt::format("no latency of {} is known: state its `latency`", at.name(id)));
    return at.take();
  }
  const analysis::CapacityResult& capacity = at.results.capacity[id.index()];
  at.line(0, fmt::format("{} waits: {}", at.name(id), times_text(found.wait)));
  at.line(0, fmt::format("{} answers: {}", at.name(id), times_text(found.response)));
  at.spreads(id, {}, "wait.", time_text);
  at.spreads(id, {}, "response.", time_text);
  if (capacity.servers > 0)
    at.line(1, fmt::format("{} arrive at {} server{}, of which {} are busy",
                           rate_text(at.results.components[id.index()].offered),
                           number_text(capacity.servers, 6), capacity.servers == 1 ? "" : "s",
                           number_text(capacity.busy, 4)));
  const bool shared = analysis::shares_servers(at.model, id);
  at.line(1, shared ? fmt::format(
                          "{} of the requests find all servers taken (Erlang's C), and share them",
                          share_text(found.wait_probability))
                    : fmt::format("{} of the requests have to wait (Erlang's C)",
                                  share_text(found.wait_probability)));
  if (!shared && found.wait_probability > 0 && std::isfinite(found.wait.mean))
    at.line(1, wait_text(at, id));
  at.line(1,
          fmt::format("{} are in it on average (Little's law)", number_text(found.in_system, 4)));
  write_own_times(at, id);
  write_queue(at, id);
  at.line(
      1, shared ? "assumed: requests arrive independently (Poisson), and all that are there share "
                  "the servers"
                : "assumed: requests arrive independently (Poisson), and wait for any free server");
  return at.take();
}

std::string derive_times(Derivation at, model::FlowId id, bool until_done) {
  const bool known = id.index() < at.results.flow_latency.size();
  const auto& found = known ? (until_done ? at.results.flow_latency[id.index()].done
                                          : at.results.flow_latency[id.index()].latency)
                            : std::optional<Percentiles>();
  const std::string& path = at.model.at(id).path;
  if (!found) {
    const auto untimed = known ? untimed_names(at, id, until_done) : std::vector<std::string>();
    at.line(0, untimed.empty()
                   ? fmt::format("no latency of `{}` is known: its rate is not", path)
                   : fmt::format("no latency of `{}` is known: state the `latency` of {}", path,
                                 listed(untimed)));
    return at.take();
  }
  at.line(0,
          fmt::format("`{}` {}: {}", path, until_done ? "is done" : "answers", times_text(*found)));
  at.spreads({}, id, until_done ? "done." : "latency.", time_text);
  for (const ComponentId source : at.results.flows[id.index()].sources) {
    const model::Stated* own = at.model.number(source, Attribute::latency);
    if (own != nullptr)
      at.line(1, fmt::format("{} itself: {}", at.name(source), time_text(own->value())), own->span);
  }
  write_calls(at, id, until_done);
  const std::vector<std::string> untimed = untimed_names(at, id, until_done);
  if (!untimed.empty())
    at.line(1, fmt::format("without a latency, taken as none: {}", listed(untimed)));
  at.line(1,
          "percentiles do not add up: the distributions are composed along the calls; one after "
          "the other adds, side by side the slowest counts");
  at.line(1, "assumed: Poisson arrivals, and waits that are independent of each other");
  return at.take();
}

}  // namespace joist::emit
