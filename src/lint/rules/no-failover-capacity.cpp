// Finds components that cannot carry the load after one loss.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "analysis/uncertainty.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/sizes.hpp"
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

// How many of it the loss takes; nothing where that is not one of its zones, or one of it.
std::optional<double> lost_of(const Facts& facts, ComponentId id, const Event& event) {
  if (event.component) return event.component == id ? 1 : 0;
  if (!event.domain) return std::nullopt;
  for (const auto& [domain, copies] : facts.results.redundancy.placement[id.index()])
    if (domain == event.domain) return copies;
  const auto& domains = facts.results.redundancy.domains;
  const bool wide = domains[event.domain.index()].level == model::Level::region;
  const model::DomainId home = facts.model.domain_of(facts.model.at(id).group);
  if (!wide || !home || facts.model.enclosing(home, model::Level::region) == event.domain)
    return std::nullopt;
  return 0;
}

// So many that what is left of them after the same loss carries what comes then, with copies spread
// evenly. Nothing where more copies do not carry more in proportion, or the design says where each
// one is.
std::optional<double> needed_after(const Facts& facts, ComponentId id, const Worst& worst,
                                   double times) {
  const auto& capacity = facts.results.capacity[id.index()];
  const Event& event = facts.results.redundancy.events[worst.loss->event];
  const auto lost = lost_of(facts, id, event);
  // What gets nothing before is not known to be limited by anything.
  const bool idle = capacity.limited_by == analysis::Limit::none && !keeps_data(facts, id);
  const bool in_proportion = idle || is_in_proportion(facts, id);
  if (!lost || !in_proportion) return std::nullopt;
  const double all = instances(facts, id), left = all - *lost;
  if (left <= 0) return std::nullopt;
  // Places may be what runs out first when more comes than before.
  const bool stays = std::abs(worst.utilization * left - capacity.utilization * all) <= 1e-6 * all;
  if (!stays && facts.model.number(id, model::Attribute::concurrency) != nullptr)
    return std::nullopt;
  const double wanted = std::ceil(worst.utilization * left * times * (1 - 1e-9));
  const auto zones = static_cast<double>(facts.results.redundancy.placement[id.index()].size());
  if (event.domain && *lost > 0 && zones < 2) return std::nullopt;
  const double enough = event.component == id       ? wanted + 1
                        : event.domain && *lost > 0 ? spread_over(wanted, zones)
                                                    : wanted;
  return std::max(all, enough);
}

// The load that comes to what is left, where each of it carries as much as before.
std::string arithmetic_after(const Facts& facts, ComponentId id, const Worst& worst) {
  const auto& capacity = facts.results.capacity[id.index()];
  const Event& event = facts.results.redundancy.events[worst.loss->event];
  const auto lost = lost_of(facts, id, event);
  const bool simple = capacity.limited_by == analysis::Limit::capacity && !keeps_data(facts, id) &&
                      analysis::fleet(facts.model, id).shards == 1;
  if (!lost || !simple || !worst.overloaded || !std::isfinite(worst.utilization)) return {};
  const double each = capacity.capacity / capacity.serving, left = capacity.serving - *lost;
  if (!(each > 0) || left <= 0) return {};
  return fmt::format("then it is {} / ({} x {}) = {}",
                     quantity::rate_text(worst.utilization * left * each), whole(left),
                     quantity::rate_text(each), percent(worst.utilization));
}

void add_help(const Facts& facts, ComponentId id, const Worst& worst, Finding& finding) {
  const auto& capacity = facts.results.capacity[id.index()];
  const auto times = upper_end(facts, id);
  std::optional<double> needed = capacity.needed_after_loss;
  if (needed && times.value_or(1) > 1) {
    const auto* spread = analysis::find_spread(facts.results, id, "needed_after_loss");
    const auto upper = spread != nullptr ? std::optional(std::ceil(spread->high))
                                         : needed_after(facts, id, worst, *times);
    needed = upper ? upper : std::optional(std::ceil(*needed * *times));
  }
  if (!needed && times) needed = needed_after(facts, id, worst, *times);
  if (needed && capacity.needed)
    if (const auto size = size_for(facts, id, *capacity.needed))
      needed = std::max(*needed, size->count);
  if ((!needed || !std::isfinite(*needed)) && !worst.overloaded) {
    finding.help = "measure what it hangs on, or build for the upper end of the estimates";
  } else if (!needed || !std::isfinite(*needed)) {
    finding.help = fmt::format(
        "what is left of it gets {} of what it can carry: have {}, or let less come to it",
        percent(worst.utilization),
        keeps_data(facts, id) ? "larger machines or more shards" : "more");
  } else if (*needed > instances(facts, id)) {
    finding.help = fmt::format(
        "{} {} the load after it{}", enough(facts, id, *needed), *needed == 1 ? "carries" : "carry",
        times.value_or(1) > 1 ? ", up to the upper end of the estimates" : "");
    offer(finding, raise_to(facts, id, *needed));
  }
}

// By component: all that comes to it waits in queues, and nobody waits for it.
std::vector<char> fed_by_queues(const Facts& facts) {
  std::vector<char> fed(facts.model.components.size(), 0), called(fed.size(), 0);
  for (const model::Arrow& arrow : facts.model.arrows) {
    if (arrow.call == model::Call::relation) continue;
    const bool queued = facts.model.at(arrow.from).role == model::Role::queue;
    (queued ? fed : called)[arrow.to.index()] = 1;
  }
  for (std::size_t i = 0; i < fed.size(); ++i) fed[i] = fed[i] != 0 && called[i] == 0 ? 1 : 0;
  return fed;
}

// What stays in the queue for each hour, and how long what is over in normal times takes for it.
void add_backlog(const Facts& facts, ComponentId id, const Worst& worst, Finding& finding) {
  const double now = facts.results.capacity[id.index()].utilization;
  finding.notes.push_back("what it does not get done waits in the queue before it meanwhile");
  if (!(now > 0) || now >= 1 || !std::isfinite(worst.utilization) || worst.utilization <= 1) return;
  const double hour = 3600;
  const double catch_up = hour * (1 - 1 / worst.utilization) / (1 / now - 1);
  finding.notes.push_back(
      fmt::format("each hour of it takes {} to catch up with, at the peak, once all are back",
                  quantity::time_text(catch_up)));
}

// `waits`: it is fed by queues.
void add(const Facts& facts, ComponentId id, const Worst& worst, bool waits,
         std::vector<Finding>& findings) {
  const auto chance = chance_of(facts, id, worst);
  if (!is_told(chance, worst.overloaded)) return;
  const Event& event = facts.results.redundancy.events[worst.loss->event];
  const model::Need* need = need_to_survive(facts, event);
  // A backlog that is worked off later is no failure.
  const bool fails = need != nullptr && !(waits && worst.loss->stopped.empty());
  Finding& finding = report(findings, facts, id, fails ? severity_by(chance) : Severity::warning,
                            message(facts, id, worst));
  add_chance(finding, chance);
  const auto& capacity = facts.results.capacity[id.index()];
  finding.notes.push_back(
      fmt::format("with everything up it is at {}", percent(capacity.utilization)));
  for (const std::string& note : capacity.notes) finding.notes.push_back(note);
  add_note(finding, arithmetic_after(facts, id, worst));
  if (waits && worst.overloaded) add_backlog(facts, id, worst, finding);
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
  if (worst.empty()) return;
  const std::vector<char> fed = fed_by_queues(facts);
  for (const auto& [id, at] : worst) add(facts, id, at, fed[id.index()] != 0, findings);
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
    .at_stages = true,
};

}  // namespace joist::lint::rules
