// Finds components that cannot carry the load after one loss.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using analysis::Event;
using analysis::Fault;
using analysis::Loss;

bool in_one_list(const Facts& facts, ComponentId a, ComponentId b) {
  const auto& arrows = facts.model.arrows;
  for (std::size_t i = 0; i + 1 < arrows.size(); ++i) {
    if (arrows[i].to != a && arrows[i].to != b) continue;
    const ComponentId other = arrows[i].to == a ? b : a;
    for (std::size_t j = i + 1; j < arrows.size() && arrows[j].list == arrows[i].list; ++j)
      if (arrows[j].to == other && arrows[j].from == arrows[i].from) return true;
  }
  return false;
}

// One of several copies: its siblings in a list only get its load where it goes down with that.
bool is_one_of_many(const Facts& facts, const Event& event) {
  return event.kind == Event::Kind::copy && instances(facts, event.component) > 1;
}

// It overloads because copies of its own, or its siblings in a list, are gone.
bool is_own_loss(const Facts& facts, const Loss& loss, ComponentId id) {
  if (loss.event == analysis::no_event) return false;
  const Event& event = facts.results.redundancy.events[loss.event];
  if (!event.component) return true;
  if (event.component == id) return true;
  return !is_one_of_many(facts, event) && in_one_list(facts, event.component, id);
}

struct Worst {
  const Loss* loss = nullptr;
  double utilization = 0;
  bool overloaded = false;  // at the medians
};

// Where copies are gone and the load has stayed, each that is left gets so many times as much,
// whatever the estimates are: the chance that this is too much.
std::optional<double> chance_of(const Facts& facts, ComponentId id, const Worst& worst) {
  const auto& capacity = facts.results.capacity[id.index()];
  if (!(capacity.utilization > 0)) return std::nullopt;
  const double factor = worst.utilization / capacity.utilization;
  const double left = capacity.serving / factor;
  if (!(std::abs(left - std::round(left)) < 1e-6)) return std::nullopt;
  return chance_when_multiplied(facts, id, factor);
}

std::string message(const Facts& facts, ComponentId id, const Worst& worst) {
  const Event& event = facts.results.redundancy.events[worst.loss->event];
  std::string lost = event.name;
  if (event.component == id)
    lost = fmt::format("one of its {} {}", whole(instances(facts, id)),
                       copies_word(facts, id, instances(facts, id)));
  if (worst.overloaded)
    return fmt::format("without {}, {} would be at {} of what is left", lost, named(facts, id),
                       percent(worst.utilization));
  return fmt::format("without {}, {} may get more than is left can serve: it would be at {}", lost,
                     named(facts, id), percent(worst.utilization));
}

// What goes down with it, and what stops then.
void add_consequences(const Facts& facts, ComponentId id, const Loss& loss, Finding& finding) {
  for (std::size_t i = 0; i < loss.overloaded.size(); ++i) {
    if (loss.overloaded[i] == id) continue;
    finding.notes.push_back(fmt::format("{} would be at {} then", named(facts, loss.overloaded[i]),
                                        percent(loss.overload[i])));
    finding.labels.push_back({facts.model.at(loss.overloaded[i]).span, "overloaded then"});
  }
  if (!loss.stopped.empty())
    finding.notes.push_back(
        fmt::format("{} {}", named(facts, loss.stopped), stops(loss.stopped.size())));
}

double fullest_zone(const Facts& facts, ComponentId id) {
  double fullest = 0;
  for (const auto& [domain, copies] : facts.results.redundancy.placement[id.index()])
    fullest = std::max<double>(fullest, copies);
  return fullest;
}

// So many that what is left of them after the same loss carries the load, with copies spread
// evenly. Nothing where more copies do not carry more in proportion, or the design says where each
// one is.
std::optional<double> needed_after(const Facts& facts, ComponentId id, const Worst& worst) {
  const auto& capacity = facts.results.capacity[id.index()];
  const Event& event = facts.results.redundancy.events[worst.loss->event];
  const bool own = event.kind == Event::Kind::copy && event.component == id;
  const auto zones = static_cast<double>(facts.results.redundancy.placement[id.index()].size());
  const bool zone = event.kind == Event::Kind::domain && zones > 1;
  if (keeps_data(facts, id) || (!own && !zone)) return std::nullopt;
  const double all = instances(facts, id);
  const double left = all - (own ? 1 : fullest_zone(facts, id));
  if (left <= 0 || std::abs(worst.utilization * left - capacity.utilization * all) > 1e-6 * all)
    return std::nullopt;
  const double wanted = std::ceil(worst.utilization * left * (1 - 1e-9));
  const double enough = own ? wanted + 1 : std::ceil(wanted * zones / (zones - 1) - 1e-9);
  return std::max({capacity.needed.value_or(0), all, enough});
}

void add_help(const Facts& facts, ComponentId id, const Worst& worst, Finding& finding) {
  const auto& capacity = facts.results.capacity[id.index()];
  std::optional<double> needed = capacity.needed_after_loss;
  if (needed)
    needed = std::max(*needed, capacity.needed.value_or(0));
  else
    needed = needed_after(facts, id, worst);
  if (!needed) {
    const Event& event = facts.results.redundancy.events[worst.loss->event];
    finding.help = fmt::format("`need survive {}` has what that takes counted",
                               event.kind == Event::Kind::domain ? "zone" : "instance");
  } else if (*needed > instances(facts, id)) {
    finding.help = enough(facts, id, *needed) + " carry the load after it";
    offer(finding, raise_to(facts, id, *needed));
  }
}

void add(const Facts& facts, ComponentId id, const Worst& worst, std::vector<Finding>& findings) {
  const auto chance = chance_of(facts, id, worst);
  if (!is_told(chance, worst.overloaded)) return;
  const Event& event = facts.results.redundancy.events[worst.loss->event];
  const model::Need* need = need_to_survive(facts, event);
  Finding& finding =
      report(findings, facts, id, need != nullptr ? severity_by(chance) : Severity::warning,
             message(facts, id, worst));
  add_chance(finding, chance);
  const auto& capacity = facts.results.capacity[id.index()];
  finding.notes.push_back(
      fmt::format("with everything up it is at {}", percent(capacity.utilization)));
  for (const std::string& note : capacity.notes) finding.notes.push_back(note);
  if (worst.overloaded) add_consequences(facts, id, *worst.loss, finding);
  if (need != nullptr) finding.labels.push_back({need->span, "needed here"});
  add_help(facts, id, worst, finding);
}

void keep(const Facts& facts, ComponentId id, const Worst& at,
          std::map<ComponentId, Worst>& worst) {
  if (!is_own_loss(facts, *at.loss, id)) return;
  Worst& known = worst[id];
  if (known.loss == nullptr || known.utilization < at.utilization - 1e-9) known = at;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  std::map<ComponentId, Worst> worst;
  for (const Loss& loss : facts.results.redundancy.losses) {
    for (std::size_t i = 0; i < loss.overloaded.size(); ++i)
      keep(facts, loss.overloaded[i], {&loss, loss.overload[i], true}, worst);
    if (facts.results.spreads.empty()) continue;
    for (const auto& [id, utilization] : loss.busier) {
      const Worst at = {&loss, utilization, false};
      if (is_overloaded(facts, id) || chance_of(facts, id, at).value_or(0) < unlikely) continue;
      keep(facts, id, at, worst);
    }
  }
  for (const auto& [id, at] : worst) add(facts, id, at, findings);
}

}  // namespace

extern const Rule no_failover_capacity;
constexpr Rule no_failover_capacity = {
    .name = "no-failover-capacity",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "what is left after one loss cannot carry the load",
    .why =
        R"joist(Redundancy means that what is left does the work. Two instances at 80% each are not redundant: when
one goes, the other would have to do 160%, and goes too. It is an error where the design says that it
needs to survive such a loss.
)joist",
    .bad = R"joist(need survive zone
client           app
managed_balancer lb
service          api { replicas: 9, zones: 3, capacity: 1k rps, headroom: 15% }

flow read @ 7.2k/s {
  app -> lb -> api
}
)joist",
    .good = R"joist(need survive zone
client           app
managed_balancer lb
service          api { replicas: 12, zones: 3, capacity: 1k rps, headroom: 15% }

flow read @ 7.2k/s {
  app -> lb -> api
}
)joist",
    .check = check,
    .redundancy = true,
};

}  // namespace joist::lint::rules
