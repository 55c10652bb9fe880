// The data model as a scene.
#include <algorithm>
#include <map>
#include <optional>

#include <fmt/core.h>

#include "base/text.hpp"
#include "quantity/display.hpp"
#include "scene/card.hpp"
#include "scene/draft.hpp"
#include "scene/measure.hpp"

namespace joist::scene {
namespace {

constexpr std::size_t most_rows = 24;  // columns of one card
constexpr double widest_word = 170;

std::string mark_of(const model::Column& column) {
  std::string mark = column.key ? "key" : "";
  if (column.partition) mark += mark.empty() ? "partition" : ", partition";
  if (column.references) mark += mark.empty() ? "ref" : ", ref";
  return mark;
}

// Keys and references come first where not all columns find room.
std::vector<const model::Column*> shown_columns(const model::Table& table) {
  std::vector<const model::Column*> columns;
  for (const model::Column& column : table.columns) columns.push_back(&column);
  if (columns.size() <= most_rows) return columns;
  std::stable_partition(columns.begin(), columns.end(),
                        [](const auto* column) { return !mark_of(*column).empty(); });
  columns.resize(most_rows);
  return columns;
}

class Tables {
 public:
  Tables(const Subject& subject, const Options& options, Scene& scene)
      : model_(subject.model), subject_(subject), options_(options), scene_(scene) {}

  void compose() {
    scene_.tables = true;
    scene_.title = model_.title.empty() ? "Data model" : model_.title + " \u2013 data model";
    for (const model::Table& table : model_.tables) add_box(table);
    if (options_.findings) add_findings();
    for (Box& box : scene_.boxes) size_card(box);
    for (Panel& panel : scene_.panels) size_tab(panel);
    for (std::size_t i = 0; i < model_.tables.size(); ++i) add_lines(i);
    describe();
  }

 private:
  PanelId panel_of(model::ComponentId store) {
    if (!store) return {};
    const auto [known, is_new] = panels_.try_emplace(store, PanelId(scene_.panels.size()));
    if (!is_new) return known->second;
    Panel panel;
    const model::Component& component = model_.at(store);
    panel.id = "store-" + component.path;
    panel.label = elided(model_.label(store), widest_tab_label, tab_size, Weight::bold);
    panel.kind = model_.kind(component.kind).name;
    panel.quiet = model_.kind(component.kind).label;
    panel.tooltip = fmt::format("{}, {}", component.path, panel.quiet);
    panel.spoken = "store " + panel.tooltip;
    scene_.panels.push_back(std::move(panel));
    return known->second;
  }

  void add_box(const model::Table& table) {
    Box box;
    box.id = "table-" + table.name;
    box.label = table.label.empty() ? table.name : table.label;
    box.shape = Shape::table;
    if (!table.label.empty()) box.quiet = table.name;
    if (table.rows) {
      box.quiet += box.quiet.empty() ? "" : " \u00b7 ";
      box.quiet += quantity::count_text(table.rows->value()) + " rows";
    }
    for (const model::Column* column : shown_columns(table))
      box.rows.push_back({elided(column->name, widest_word, row_size, Weight::bold),
                          elided(column->type, widest_word, row_size), mark_of(*column)});
    box.more_rows = static_cast<std::uint32_t>(table.columns.size() - box.rows.size());
    box.panel = panel_of(table.store);
    box.tooltip = table.name;
    for (const model::TableIndex& index : table.indexes)
      box.tooltip += "\nindex " + names(table, index.columns);
    box.tooltip = shortened(box.tooltip, longest_tooltip);
    box.spoken = fmt::format("table {}, {}", shortened(box.label, longest_spoken),
                             counted(table.columns.size(), "column", "columns"));
    scene_.boxes.push_back(std::move(box));
  }

  static std::string names(const model::Table& table, const std::vector<std::uint32_t>& columns) {
    std::string text;
    for (const std::uint32_t column : columns)
      text += (text.empty() ? "" : ", ") + table.columns[column].name;
    return text;
  }

  // The row of a column in its card, if it found room there.
  std::optional<std::uint32_t> row_of(std::size_t table, const std::string& column) const {
    const std::vector<CardRow>& rows = scene_.boxes[table].rows;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].name == elided(column, widest_word, row_size, Weight::bold))
        return static_cast<std::uint32_t>(i);
    return std::nullopt;
  }

  void add_lines(std::size_t index) {
    const model::Table& table = model_.tables[index];
    for (const model::Column& column : table.columns) {
      if (!column.references) continue;
      const std::size_t target = column.references.index();
      const model::Table& other = model_.tables[target];
      Line line;
      line.id = fmt::format("{}.{}->{}", table.name, column.name, other.name);
      line.from = BoxId(index);
      line.to = BoxId(target);
      line.from_row = row_of(index, column.name);
      line.to_row = row_of(target, column.referenced_column);
      line.spoken = fmt::format("{} refers to {} by {}", table.name, other.name,
                                shortened(column.name, longest_spoken));
      line.tooltip = fmt::format("{}.{} \u2192 {}.{}", table.name, column.name, other.name,
                                 column.referenced_column);
      line.pill.push_back({"", elided(column.name, widest_word, pill_size)});
      size_pill(line);
      scene_.lines.push_back(std::move(line));
    }
  }

  void add_findings() {
    std::uint32_t number = 0;
    for (const Finding& finding : subject_.findings) {
      if (finding.allowed || finding.severity == Severity::note || !finding.stage.empty()) continue;
      for (std::size_t i = 0; i < model_.tables.size(); ++i) {
        if (model_.tables[i].name != finding.subject) continue;
        const Badge badge{finding.severity, ++number};
        scene_.boxes[i].badges.push_back(badge);
        scene_.findings.push_back({badge, finding.message, finding.help});
        break;
      }
    }
  }

  void describe() {
    std::string text =
        fmt::format("{}. {}.", scene_.title, counted(scene_.boxes.size(), "table", "tables"));
    for (const Box& box : scene_.boxes) text += fmt::format(" {}.", box.spoken);
    for (const Line& line : scene_.lines) text += fmt::format(" {}.", line.spoken);
    scene_.description = std::move(text);
  }

  const model::Model& model_;
  const Subject& subject_;
  const Options& options_;
  Scene& scene_;
  std::map<model::ComponentId, PanelId> panels_;
};

}  // namespace

Composed compose_tables(const Subject& subject, const Options& options) {
  Composed composed;
  if (subject.model.tables.empty()) {
    composed.trouble = "the design has no tables";
    composed.help = "a `table` block declares one";
    return composed;
  }
  Tables(subject, options, composed.scene).compose();
  composed.scene.direction = options.direction;
  return composed;
}

}  // namespace joist::scene
