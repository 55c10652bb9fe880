// Holds rows of tables, and writes over the time they are kept, against each other.
#include "lint/data.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/capacity.hpp"
#include "analysis/storage.hpp"

namespace joist::lint {

using model::Attribute;
using model::ComponentId;

namespace {

// False: a table does not say how large it is.
bool add_tables(const Facts& facts, ComponentId id, std::optional<double>& total) {
  for (const model::Table& table : facts.model.tables) {
    if (table.store != id) continue;
    const auto row = analysis::row_bytes(table);
    if (!table.rows || !row) return false;
    total = total.value_or(0) + *row * table.rows->value();
  }
  return true;
}

double copies_of(const Facts& facts, ComponentId id) {
  return std::max(1.0, analysis::fleet(facts.model, id).replicas);
}

}  // namespace

std::optional<Data> data_of(const Facts& facts, ComponentId id) {
  std::optional<double> tables;
  if (!add_tables(facts, id, tables)) return std::nullopt;
  const auto& growth = facts.results.storage[id.index()].growth;
  if (!growth) return tables ? std::optional(Data{*tables}) : std::nullopt;
  const auto* retention = facts.model.number(id, Attribute::retention);
  const double kept_for = retention != nullptr ? retention->value() : analysis::disk_horizon;
  const double written = *growth / copies_of(facts, id) * kept_for;
  return Data{std::max(tables.value_or(0), written), retention == nullptr && !tables};
}

double machines_for_data(const Facts& facts, ComponentId id) {
  const auto* disk = facts.model.number(id, Attribute::disk);
  const auto data = data_of(facts, id);
  if (disk == nullptr || !data || !(disk->value() > 0)) return 0;
  const double room = disk->value() * (1 - analysis::headroom(facts.model, id));
  const double copies = copies_of(facts, id), each = data->bytes / room;
  // Shards are copied whole; nodes share what there is.
  if (analysis::fleet(facts.model, id).nodes > 0) return std::ceil(each * copies - 1e-9);
  return std::ceil(each - 1e-9) * copies;
}

}  // namespace joist::lint
