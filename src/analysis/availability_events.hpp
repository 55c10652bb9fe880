// How likely each failure of a design is, from what is stated of the thing that fails.
#pragma once

#include <optional>
#include <vector>

#include "analysis/bdd_odds.hpp"
#include "analysis/redundancy.hpp"

namespace joist::analysis {

// Of a stated availability: 99.9999999999% is down for 1e-12, although its double is farther off.
Odds from_availability(double availability);
// mtbf / (mtbf + mttr), both in seconds; nothing where both are 0.
std::optional<Odds> from_repair(double mtbf, double mttr);

// Of one instance (of the service, if managed): its own availability, else its own mtbf and mttr,
// else its kind's. Nothing where neither is stated.
std::optional<Odds> instance_odds(const model::Model& model, ComponentId component);

// By event. Nothing is known of what states neither; it is taken as never failing.
std::vector<std::optional<Odds>> event_odds(const Failures& failures);

}  // namespace joist::analysis
