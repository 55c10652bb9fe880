// Finds what stops a flow when it fails alone.
#include <cstdint>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "lint/advice.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using analysis::Event;
using analysis::Fault;
using model::Attribute;

Severity severity_of(const Facts& facts, const std::vector<FlowId>& flows) {
  for (const FlowId flow : flows)
    if (has_availability_need(facts, flow)) return Severity::error;
  return Severity::warning;
}

// So many copies that one may be lost.
std::uint32_t enough_copies(const Facts& facts, ComponentId id) {
  const auto* needs = facts.model.needs_of(id);
  if (needs == nullptr) return 2;
  switch (needs->rule) {
    case model::Needs::Rule::quorum:
      return 3;
    case model::Needs::Rule::number:
      return needs->number + 1;
    default:
      return 2;
  }
}

// Where the other copies go: other zones, if the design speaks of zones, and where all is yet to be
// said of a component.
void multiply(const Facts& facts, ComponentId id, Finding& finding) {
  const auto& placement = facts.results.redundancy.placement[id.index()];
  const model::Component& component = facts.model.at(id);
  const bool open = placement.size() == 1 || !component.declared;
  const bool zoned = open && !component.attributes.zones && !facts.model.domain_of(component.group);
  const std::string copies = whole(enough_copies(facts, id));
  std::vector<std::pair<Attribute, std::string>> values = {{Attribute::replicas, copies}};
  if (zoned) values.emplace_back(Attribute::zones, copies);
  // A copy that does not take over would leave the leader a single point.
  const auto* failover = facts.model.text(id, Attribute::failover);
  if (failover != nullptr && failover->value() != "automatic")
    values.emplace_back(Attribute::failover, "automatic");
  offer_to_state(facts, finding, id, values);
}

// Of what has one copy.
std::string more_copies(const Facts& facts, ComponentId id) {
  const std::uint32_t copies = enough_copies(facts, id);
  if (analysis::fleet(facts.model, id).nodes > 0)
    return fmt::format("have {} of its nodes keep each part: `replicas: {}`", copies, copies);
  if (copies == 2) return "add a second copy, in another zone";
  return fmt::format("have {} copies, in as many zones, so that a majority is left", copies);
}

bool needs_all(const Facts& facts, ComponentId id) {
  const auto* needs = facts.model.needs_of(id);
  return needs != nullptr && needs->rule == model::Needs::Rule::all;
}

void mend(const Facts& facts, ComponentId id, Fault fault, Finding& finding) {
  switch (fault) {
    case Fault::leader:
      finding.help = "let another copy take over: `failover: automatic`";
      if (const auto* failover = facts.model.text(id, Attribute::failover))
        finding.notes.push_back(fmt::format(
            "failover {} is {}", failover->value(),
            facts.model.is_default(id, Attribute::failover)
                ? "the default of `" + facts.model.kind(facts.model.at(id).kind).name + "`"
                : "what it states"));
      offer(finding, state(facts, id, Attribute::failover, "automatic"));
      return;
    case Fault::quorum:
      finding.help = needs_all(facts, id) ? "say how many of them are enough: `needs: 1`"
                                          : "add copies, so that enough are left after a loss";
      return;
    default:
      finding.help = more_copies(facts, id);
      if (const std::string other = alternative_to(facts, id); !other.empty())
        finding.help += ", or an alternative: " + other;
      multiply(facts, id, finding);
  }
}

std::string message(const Facts& facts, const Event& event, const Point& point) {
  const std::string flows = named(facts, point.flows);
  const auto verb = stops(point.flows.size());
  if (!event.component) return fmt::format("without {}, {} {}", event.name, flows, verb);
  const std::string name = named(facts, event.component);
  if (point.because.at(event.component) == Fault::leader)
    return fmt::format("without the leader of {}, {} {}", name, flows, verb);
  const double all = instances(facts, event.component);
  if (all == 1) return fmt::format("{} is there once, and without it {} {}", name, flows, verb);
  return fmt::format("without one of the {} {} of {}, {} {}", whole(all),
                     copies_word(facts, event.component, all), name, flows, verb);
}

// An even majority has a rule of its own; a provider's service, too.
bool is_ours(const Facts& facts, const Event& event, const Point& point) {
  if (point.by_load || event.kind == Event::Kind::component) return false;
  const auto found = point.because.find(event.component);
  if (found == point.because.end() || found->second != Fault::quorum) return true;
  const auto* needs = facts.model.needs_of(event.component);
  return needs == nullptr || needs->rule != model::Needs::Rule::quorum;
}

void add_component(const Facts& facts, const Event& event, const Point& point,
                   std::vector<Finding>& findings) {
  Finding& finding = report(findings, facts, event.component, severity_of(facts, point.flows),
                            message(facts, event, point));
  point_at(facts, finding, point.flows);
  finding.notes.push_back(point.why);
  mend(facts, event.component, point.because.at(event.component), finding);
}

// A group with an availability of its own takes down all that stands in it.
void add_group(const Facts& facts, const Event& event, const Point& point,
               std::vector<Finding>& findings) {
  const model::Group& group = facts.model.at(event.group);
  Finding& finding =
      report(findings, group.span, severity_of(facts, point.flows), message(facts, event, point));
  finding.subject = group.path;
  point_at(facts, finding, point.flows);
  finding.notes.push_back(point.why);
  finding.help = "put a second one beside it, outside of this group";
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const Point& point : points_by_event(facts)) {
    const Event& event = facts.results.redundancy.events[point.event];
    if (!is_ours(facts, event, point)) continue;
    if (event.component) {
      // What enters elsewhere goes on.
      if (is_unclear_entry(facts, point.flows.front(), event.component)) continue;
      add_component(facts, event, point, findings);
    } else if (event.kind == Event::Kind::group) {
      add_group(facts, event, point, findings);
    }
  }
}

}  // namespace

extern const Rule single_point_of_failure;
constexpr Rule single_point_of_failure = {
    .name = "single-point-of-failure",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "the failure of one thing stops a flow",
    .why =
        R"joist(A flow is up when each of its requests can be served, however rare the branch. What it cannot do
without, and of which there is only one, is a single point of failure: one copy, a shard with one
copy, a leader that nobody replaces, a group that fails as one. What a provider runs as a service is
not among them; see `hard-dependency`. It is an error where the flow states an availability it must
have.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 4, zones: 2, capacity: 1k rps }
postgres         db  { reads: 4k/s, writes: 1k/s }

flow order @ 400/s {
  app -> lb -> api -> db write
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 4, zones: 2, capacity: 1k rps }
postgres         db  { replicas: 2, zones: 2, failover: automatic, reads: 4k/s, writes: 1k/s }

flow order @ 400/s {
  app -> lb -> api -> db write
}
)joist",
    .check = check,
    .redundancy = true,
    .at_stages = true,
};

}  // namespace joist::lint::rules
