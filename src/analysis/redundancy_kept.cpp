// Takes the fingerprints of flows, and translates what is kept of them.
#include "analysis/redundancy_kept.hpp"

#include "analysis/fingerprints.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;

// What stands in a domain may fail with it, or with one around it.
std::vector<Fingerprint> failing_surroundings(const Failures& failures, const Lasting& numbers) {
  const auto& domains = failures.placements.domains;
  std::vector<Fingerprint> prints = surroundings_of(domains, numbers);
  for (std::size_t i = 0; i < prints.size(); ++i) {
    for (DomainId d(i); d; d = domains[d.index()].parent)
      prints[i].add(failures.events.of_domain[d.index()] != no_event);
  }
  return prints;
}

// Of each component, as any flow sees it.
std::vector<Fingerprint> basis_of_components(const Failures& failures, const KnownLoad& load,
                                             const Lasting& numbers) {
  const std::vector<Fingerprint> domains = failing_surroundings(failures, numbers);
  std::vector<Fingerprint> prints(failures.model.components.size());
  for (std::size_t i = 0; i < prints.size(); ++i) {
    const ComponentId id(i);
    const Standing& standing = failures.standings[i];
    Fingerprint& print = prints[i];
    // Cut sets are told in words, with its name.
    print.add(numbers.of(id), numbers.components.names[i], failures.model.components[i].role);
    print.add(standing.by_needs, standing.by_load, standing.has_leader);
    print.add(failures.look_aside[i] ? 1 : 0, load.capacities.known(id));
    print.add(load.results.components[i].offered);
    add(failures.placements.components[i], domains, print);
    add(load.capacities.facts().components[i].fleet, print);
    add(load.capacities.demands()[i], print);
  }
  return prints;
}

void add_arrow(const model::Arrow& arrow, const ArrowLoad& load, std::uint32_t first_list,
               const std::vector<Fingerprint>& components, Fingerprint& print) {
  print.add(components[arrow.from.index()], components[arrow.to.index()]);
  print.add(arrow.from_visit, arrow.to_visit, arrow.call, arrow.access, arrow.when,
            arrow.list - first_list, arrow.list_size, arrow.alternative);
  print.add(static_cast<bool>(arrow.condition));
  if (arrow.condition) print.add(components[arrow.condition.index()]);
  print.add(arrow.ratio ? std::optional(arrow.ratio->value()) : std::nullopt);
  print.add(arrow.attributes.yes(Attribute::optional), load.known, load.peak);
}

}  // namespace

std::vector<std::optional<Fingerprint>> basis_of_flows(const Failures& failures,
                                                       const KnownLoad& load,
                                                       const Lasting& numbers) {
  const model::Model& model = failures.model;
  const std::vector<Fingerprint> components = basis_of_components(failures, load, numbers);
  std::vector<std::optional<Fingerprint>> prints(model.flows.size());
  for (std::size_t f = 0; f < prints.size(); ++f) {
    if (load.is_exact(f)) continue;
    const model::Flow& flow = model.flows[f];
    Fingerprint& print = prints[f].emplace();
    // The first holds what is outside of any flow.
    print.add(numbers.of_flow(static_cast<std::uint32_t>(f)), f == 0, flow.arrows.size(),
              flow.attributes.yes(Attribute::optional));
    for (const ArrowId id : flow.arrows)
      add_arrow(model.at(id), load.results.arrows[id.index()], model.at(flow.arrows.front()).list,
                components, print);
  }
  return prints;
}

FlowTelling::FlowTelling(const Failures& failures, const Lasting& numbers)
    : failures_(failures),
      numbers_(numbers),
      components_(numbers.components.indices()),
      flows_(numbers.flows.indices()),
      domains_(numbers.domains.indices()) {}

FlowGraph FlowTelling::by_number(FlowGraph graph) const {
  graph.flow = FlowId(numbers_.of_flow(graph.flow.value));
  for (Literal& literal : graph.literals)
    literal.component = ComponentId(numbers_.of(literal.component));
  return graph;
}

FlowGraph FlowTelling::by_index(FlowGraph graph) const {
  graph.flow = FlowId(flows_[graph.flow.index()]);
  for (Literal& literal : graph.literals)
    literal.component = ComponentId(components_[literal.component.index()]);
  return graph;
}

namespace {

// What fails, beside the number of its component or domain.
enum class Failing : std::uint32_t { copy, leader, domain, count };
constexpr auto ways = static_cast<std::uint32_t>(Failing::count);

}  // namespace

CutSet FlowTelling::by_number(CutSet cut) const {
  cut.flow = FlowId(numbers_.of_flow(cut.flow.value));
  for (std::uint32_t& number : cut.events) {
    const Event& event = failures_.events.all[number];
    const Failing failing = event.domain   ? Failing::domain
                            : event.leader ? Failing::leader
                                           : Failing::copy;
    const std::uint32_t of =
        event.domain ? numbers_.of(event.domain) : numbers_.of(event.component);
    number = of * ways + static_cast<std::uint32_t>(failing);
  }
  for (Downed& each : cut.because) each.component = ComponentId(numbers_.of(each.component));
  return cut;
}

CutSet FlowTelling::by_index(CutSet cut) const {
  const Events& events = failures_.events;
  cut.flow = FlowId(flows_[cut.flow.index()]);
  for (std::uint32_t& number : cut.events) {
    const std::uint32_t of = number / ways;
    switch (static_cast<Failing>(number % ways)) {
      case Failing::domain:
        number = events.of_domain[domains_[of]];
        break;
      case Failing::leader:
        number = events.of_leader[components_[of]];
        break;
      default:
        number = events.of_component[components_[of]];
    }
  }
  for (Downed& each : cut.because)
    each.component = ComponentId(components_[each.component.index()]);
  return cut;
}

}  // namespace joist::analysis
