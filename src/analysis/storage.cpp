// Storage, bandwidth and tokens from the rates.
#include "analysis/storage.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/capacity_demand.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;
using model::Role;
using model::Stated;

// Where the writes go that say no size: tables of the store tell the size of a row.
struct KeptRows {
  double bytes = 0;
  bool known = false;
  bool all = true;  // its tables say all that is kept
};

std::vector<KeptRows> kept_in_tables(const model::Model& model) {
  std::vector<KeptRows> kept(model.components.size());
  for (const model::Table& table : model.tables) {
    const auto row = row_bytes(table);
    if (!table.store) continue;
    if (!row || !table.rows) {
      kept[table.store.index()].all = false;
      continue;
    }
    kept[table.store.index()].bytes += table.rows->value() * *row;
    kept[table.store.index()].known = true;
  }
  return kept;
}

double copies_of(const Fleet& fleet) {
  return std::max(1.0, fleet.replicas);
}

StorageResult storage_of(const model::Model& model, ComponentId id, const Fleet& fleet,
                         double written, const KeptRows& kept) {
  StorageResult result;
  const double copies = copies_of(fleet);
  if (!std::isnan(written) && written > 0) result.growth = written * copies;
  const Stated* retention = model.number(id, Attribute::retention);
  if (kept.known) {
    result.bytes = kept.bytes * copies;
  } else if (result.growth && retention) {
    result.bytes = *result.growth * retention->value();
  }
  const Stated* disk = model.number(id, Attribute::disk);
  if (!disk) return result;
  const double room = disk->value() * fleet.instances();
  const bool ends = retention && result.growth && *result.growth * retention->value() <= room;
  // What is written beside that replaces what is there.
  const bool stays = kept.known && kept.all && *result.bytes <= room;
  if (ends || stays) {
    result.full_in = infinity;
  } else if (result.growth) {
    result.full_in = room / *result.growth;
  } else if (result.bytes) {
    result.full_in = *result.bytes > room ? 0 : infinity;
  }
  return result;
}

const Stated* stated_tokens(const model::Model& model, const model::Arrow& arrow) {
  const Stated* tokens = arrow.attributes.number(Attribute::tokens);
  return tokens ? tokens : model.number(arrow.to, Attribute::tokens);
}

}  // namespace

double written_bytes(const ArrowLoad& load, double size) {
  const double part = load.peak > 0 ? load.writes / load.peak : 1;
  return load.mean * part * size;
}

std::vector<double> written_bytes(const model::Model& model, const std::vector<ArrowLoad>& arrows,
                                  const CapacityFacts& facts) {
  std::vector<double> bytes(model.components.size(), 0.0);
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    if (arrows[i].known && arrows[i].writes > 0)
      bytes[model.arrows[i].to.index()] += written_bytes(arrows[i], facts.arrows[i].size);
  }
  return bytes;
}

std::vector<StorageResult> storage(const model::Model& model, const Traffic& traffic,
                                   const Capacities& capacities) {
  const std::vector<double> written = written_bytes(model, traffic.arrows, capacities.facts());
  const std::vector<KeptRows> kept = kept_in_tables(model);
  std::vector<StorageResult> result(model.components.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    const Role role = model.components[i].role;
    if (role != Role::store && role != Role::queue && role != Role::cache) continue;
    result[i] = storage_of(model, ComponentId(i), capacities.facts().components[i].fleet,
                           written[i], kept[i]);
  }
  return result;
}

// An index holds its columns and the key that leads back to the row.
double disk_room(const model::Model& model, ComponentId component) {
  const Stated* disk = model.number(component, Attribute::disk);
  return disk ? disk->value() * fleet(model, component).instances() : 0;
}

std::optional<double> row_bytes(const model::Table& table) {
  double row = 0, key = 0;
  for (const model::Column& column : table.columns) {
    if (!column.bytes) return std::nullopt;
    row += *column.bytes;
    if (column.key) key += *column.bytes;
  }
  for (const model::TableIndex& index : table.indexes) {
    for (const std::uint32_t column : index.columns) row += *table.columns[column].bytes;
    row += key;
  }
  if (table.columns.empty()) return std::nullopt;
  return row;
}

std::vector<BandwidthResult> bandwidths(const Capacities& capacities) {
  std::vector<BandwidthResult> result;
  result.reserve(capacities.demands().size());
  for (const Demand& demand : capacities.demands()) {
    const Arrivals& in = demand.arrivals;
    result.push_back({in.write_bytes + in.called_read_bytes,
                      in.read_bytes + in.called_write_bytes + in.taken_like_written()});
  }
  return result;
}

double tokens_of(const model::Model& model, const model::Arrow& arrow) {
  const Stated* tokens = stated_tokens(model, arrow);
  return tokens ? tokens->value() : 0;
}

bool says_tokens(const model::Model& model, const model::Arrow& arrow) {
  return stated_tokens(model, arrow) != nullptr;
}

std::vector<double> token_rates(const model::Model& model, const Traffic& traffic) {
  std::vector<double> result(model.components.size(), 0.0);
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    if (!traffic.arrows[i].known) continue;
    result[model.arrows[i].to.index()] +=
        traffic.arrows[i].peak * tokens_of(model, model.arrows[i]);
  }
  return result;
}

}  // namespace joist::analysis
