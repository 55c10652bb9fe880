// What is told of tables' columns, of endpoints and of stages.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ide/about.hpp"
#include "quantity/display.hpp"

namespace joist::ide {

void tell_column(Words& words, const project::Project& project, model::TableId table,
                 std::size_t number) {
  const model::Table& owner = project.base.model.tables[table.index()];
  const model::Column& column = owner.columns[number];
  words.title(fmt::format("`{}.{}`, column of type `{}`", owner.name, column.name, column.type));
  if (column.bytes) words.item(fmt::format("`{}` each", quantity::data_text(*column.bytes)));
  if (column.key) words.item("part of the key");
  if (column.partition) words.item("says on which shard a row stands");
  if (column.references)
    words.item(fmt::format("refers to `{}.{}`",
                           project.base.model.tables[column.references.index()].name,
                           column.referenced_column));
  for (const model::TableIndex& index : owner.indexes)
    if (!index.columns.empty() && index.columns.front() == number)
      words.item("an index begins with it");
  for (const model::TableQuery& query : owner.queries) {
    if (std::find(query.columns.begin(), query.columns.end(), number) != query.columns.end())
      words.item(fmt::format("asked for by the query \"{}\"", query.text));
  }
  if (!column.note.empty()) words.paragraph(column.note);
}

void tell_endpoint(Words& words, const project::Project& project, const model::Endpoint& endpoint) {
  const model::Model& model = project.base.model;
  words.title(fmt::format("`{} {}`, an endpoint of `{}`", endpoint.method, endpoint.path,
                          model.at(endpoint.component).path));
  for (const model::FlowId flow : endpoint.flows) {
    std::string line = fmt::format("served by the flow `{}`", model.at(flow).path);
    const std::size_t i = flow.index();
    const analysis::Results& results = project.base.results;
    if (i < results.flows.size() && results.flows[i].known)
      line += fmt::format(", `{}` at the peak", quantity::rate_text(results.flows[i].peak));
    if (i < results.flow_latency.size() && results.flow_latency[i].latency)
      line += fmt::format(", p99 `{}`", quantity::time_text(results.flow_latency[i].latency->p99));
    words.item(line);
  }
  if (endpoint.flows.empty()) words.item("no flow serves it: say which, `by FLOW`");
}

void tell_stage(Words& words, const project::Project& project, std::string_view label) {
  const auto found =
      std::find_if(project.stages.begin(), project.stages.end(),
                   [&](const project::Stage& stage) { return stage.label == label; });
  if (found == project.stages.end()) return;
  words.title(fmt::format("stage \"{}\"", label));
  const analysis::Results& results = found->results;
  model::ComponentId hottest;
  for (std::size_t i = 0; i < results.capacity.size(); ++i) {
    const bool hotter = results.capacity[i].known &&
                        (!hottest || results.capacity[i].utilization >
                                         results.capacity[hottest.index()].utilization);
    if (hotter) hottest = model::ComponentId(i);
  }
  if (hottest)
    words.item(fmt::format("the hottest: `{}`, {}", found->model.at(hottest).path,
                           load_text(*found, hottest)));
  if (results.cost.known)
    words.item(fmt::format("costs `{}/month`", quantity::money_text(results.cost.month)));
  std::size_t count = 0;
  for (const Finding& finding : project.findings)
    if (finding.stage == label && !finding.allowed) ++count;
  words.item(count == 0 ? std::string("nothing breaks that held before")
                        : counted(count, "finding", "findings") +
                              " that the stages before it do not have");
}

}  // namespace joist::ide
