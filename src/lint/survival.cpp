// Finds the losses that a need speaks of.
#include "lint/survival.hpp"

#include <algorithm>

namespace joist::lint {
namespace {

using analysis::Event;
using analysis::Loss;
using model::Level;
using model::Need;

bool is_meant(const Facts& facts, const Need& need, const Loss& loss) {
  if (loss.event == analysis::no_event)
    return (need.survive_component && loss.component == need.survive_component) ||
           (need.survive_group && loss.group == need.survive_group);
  const Event& event = facts.results.redundancy.events[loss.event];
  if (need.survive_instance) return event.kind == Event::Kind::copy;
  if (!event.domain || need.survive == Level::none) return false;
  return facts.results.redundancy.domains[event.domain.index()].level == need.survive;
}

}  // namespace

std::vector<model::FlowId> stopped_by(const Facts& facts, const Need& need, const Loss& loss) {
  std::vector<model::FlowId> stopped;
  for (const model::FlowId flow : loss.stopped) {
    if (need.flow && flow != need.flow) continue;
    if (facts.model.at(flow).attributes.yes(model::Attribute::optional)) continue;
    stopped.push_back(flow);
  }
  return stopped;
}

std::vector<const Loss*> fatal_losses(const Facts& facts, const Need& need) {
  std::vector<const Loss*> fatal;
  for (const Loss& loss : facts.results.redundancy.losses)
    if (is_meant(facts, need, loss) && !stopped_by(facts, need, loss).empty())
      fatal.push_back(&loss);
  return fatal;
}

// Without a zone in sight everything is run by others; regions and racks must be named.
bool lacks_domains(const Facts& facts, const Need& need) {
  if (need.survive == Level::none || need.survive == Level::zone) return false;
  const auto& domains = facts.results.redundancy.domains;
  return std::none_of(domains.begin(), domains.end(),
                      [&](const auto& domain) { return domain.level == need.survive; });
}

std::string survived(const Need& need) {
  if (need.survive_instance) return "instance";
  return need.survive == Level::zone ? "zone" : need.survive == Level::rack ? "rack" : "region";
}

}  // namespace joist::lint
