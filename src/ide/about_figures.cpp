// What is told of quantities, arrows and tables.
#include <fmt/format.h>

#include "base/text.hpp"
#include "ide/about.hpp"
#include "quantity/display.hpp"

namespace joist::ide {

void tell_quantity(Words& words, const project::Project& project, model::QuantityId id) {
  const model::QuantityBinding& binding = project.base.model.quantities[id.index()];
  if (binding.failed) {
    words.title(fmt::format("`{}` has no value", binding.path));
    return;
  }
  const quantity::Quantity& value = binding.quantity;
  words.title(fmt::format("`{} = {}`", binding.path, quantity::text(value)));
  words.item(fmt::format("{}{}", quantity::name(value.dimension),
                         value.unit.empty() ? "" : fmt::format(" of {}", value.unit)));
  if (!value.is_exact()) words.item("an estimate: median (5th to 95th percentile)");
  if (!binding.why.empty()) words.item(binding.why);
  if (!binding.used) words.item("used nowhere");
  if (binding.formula) words.code(derivation(project, binding.path));
}

void tell_arrow(Words& words, const project::Project& project, model::ArrowId id) {
  const model::Model& model = project.base.model;
  const model::Arrow& arrow = model.at(id);
  const char* sign = arrow.call == model::Call::sync    ? "->"
                     : arrow.call == model::Call::async ? "~>"
                                                        : "--";
  words.title(fmt::format("`{} {} {}`", model.at(arrow.from).path, sign, model.at(arrow.to).path));
  const std::string& flow = model.at(arrow.flow).path;
  if (!flow.empty()) words.item(fmt::format("of the flow `{}`", flow));
  words.item(arrow.call == model::Call::sync    ? "a call that waits for its answer"
             : arrow.call == model::Call::async ? "a message, nobody waits for it"
                                                : "a relation without traffic");
  if (id.index() >= project.base.results.arrows.size()) return;
  const analysis::ArrowLoad& load = project.base.results.arrows[id.index()];
  if (!load.known || arrow.call == model::Call::relation) return;
  words.item(fmt::format("`{}` at the peak, `{}` on average", quantity::rate_text(load.peak),
                         quantity::rate_text(load.mean)));
  words.item(fmt::format("`{}` for each request that arrives at `{}`",
                         quantity::number_text(load.multiplicity), model.at(arrow.from).path));
  if (load.bandwidth) words.item(fmt::format("`{}`", quantity::data_rate_text(*load.bandwidth)));
}

void tell_table(Words& words, const project::Project& project, model::TableId id) {
  const model::Model& model = project.base.model;
  const model::Table& table = model.tables[id.index()];
  words.title(fmt::format("table `{}`{}", table.name,
                          table.store ? fmt::format(" in `{}`", model.at(table.store).path) : ""));
  std::optional<double> row = 0.0;
  for (const model::Column& column : table.columns) {
    if (row && column.bytes) *row += *column.bytes;
    if (!column.bytes) row.reset();
  }
  words.item(counted(table.columns.size(), "column", "columns"));
  if (row) words.item(fmt::format("`{}` a row, without indexes", quantity::data_text(*row)));
  if (table.rows) words.item(fmt::format("`{}` rows", quantity::text(table.rows->quantity)));
}

}  // namespace joist::ide
