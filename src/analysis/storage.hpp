// How much is kept, how fast it grows, and what goes over the network.
#pragma once

#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/results.hpp"
#include "analysis/traffic.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// A second, on average, by an arrow and by component, as they come; not a number where a size is
// unknown.
double written_bytes(const ArrowLoad& load, double size);
std::vector<double> written_bytes(const model::Model& model, const std::vector<ArrowLoad>& arrows,
                                  const CapacityFacts& facts);

// By component. Growth is mean writes x size x copies; tables count rows x (row + indexes) x
// copies.
std::vector<StorageResult> storage(const model::Model& model, const Traffic& traffic,
                                   const Capacities& capacities);

// The data that the disks of all copies hold; 0 where no disk is stated.
double disk_room(const model::Model& model, ComponentId component);
// Within so many seconds a disk must not fill up.
inline constexpr double disk_horizon = seconds_a_year;

// Bytes of one row of a table and of its entries in the indexes; none where a type's size is
// unknown.
std::optional<double> row_bytes(const model::Table& table);

// By component, at the peak.
std::vector<BandwidthResult> bandwidths(const Capacities& capacities);

// Tokens per second at the peak, by component.
std::vector<double> token_rates(const model::Model& model, const Traffic& traffic);

// Tokens of one call: the arrow's, else its target's; 0 where neither says.
double tokens_of(const model::Model& model, const model::Arrow& arrow);
bool says_tokens(const model::Model& model, const model::Arrow& arrow);

}  // namespace joist::analysis
