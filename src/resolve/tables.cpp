// Tables: columns with their sizes, indexes and queries.
#include "resolve/tables.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Column;
using model::Table;
using model::TableId;
using syntax::Kind;

TableId find_table(const Context& context, std::string_view name) {
  for (std::size_t i = 0; i < context.model.tables.size(); ++i) {
    if (context.model.tables[i].name == name) return TableId(i);
  }
  return {};
}

// The size of `bigint` or `text(280)`: what the type states, times its first argument.
std::optional<double> size_of(Context& context, Ref type, ScopeId scope) {
  const auto text = trimmed(type.text());
  const auto name = trimmed(text.substr(0, text.find('(')));
  const auto known = context.types.find(name);
  if (known == context.types.end()) {
    Span span = type.span();
    span.end = span.begin + static_cast<std::uint32_t>(name.size());
    Finding& finding =
        context.error("unknown-type", span, fmt::format("there is no type `{}`", name));
    std::vector<std::string_view> names;
    for (const auto& [other, source] : context.types) names.push_back(other);
    std::sort(names.begin(), names.end());
    if (const auto closest = nearest(name, names); !closest.empty()) {
      finding.help = fmt::format("did you mean `{}`?", closest);
      finding.fixes.push_back(
          {fmt::format("write `{}`", closest), false, {{span, std::string(closest)}}});
    } else {
      finding.help = fmt::format("declare it: `type {} = 16 B`", name);
    }
    return std::nullopt;
  }
  const Ref declaration = known->second.node;
  Ref size;
  for (Ref part : declaration) size = part.is(Kind::name) ? size : part;
  if (!size) return std::nullopt;
  const ScopeId home = known->second.scope ? known->second.scope : context.root;
  const Value one = evaluate_expression(context, size, {home, {}, false});
  if (!one.quantity ||
      !has_dimension(context, one, size.span(), {quantity::data, "the size of a type", "16 B"})) {
    return std::nullopt;
  }
  double bytes = one.quantity->value;
  if (const Ref length = type.first()) {
    const Value count = evaluate_expression(context, length, {scope, {}, false});
    if (!count.quantity) return std::nullopt;
    bytes *= count.quantity->value;
  }
  return bytes;
}

void read_flag(Context& context, Column& column, Ref flag) {
  const auto text = trimmed(flag.text());
  if (text == "key") column.key = true;
  if (text == "partition") column.partition = true;
  const Ref reference = flag.child(Kind::qname);
  if (!reference) return;
  const auto dot = reference.text().rfind('.');
  const auto table = reference.text().substr(0, dot);
  column.references = find_table(context, table);
  if (dot != std::string_view::npos) {
    column.referenced_column = std::string(reference.text().substr(dot + 1));
  }
  if (column.references) return;
  Finding& finding =
      context.error("unknown-name", reference.span(), fmt::format("there is no table `{}`", table));
  std::vector<std::string_view> names;
  for (const Table& other : context.model.tables) names.push_back(other.name);
  if (const auto closest = nearest(table, names); !closest.empty()) {
    finding.help = fmt::format("did you mean `{}`?", closest);
  }
}

void read_column(Context& context, Table& table, Ref line, ScopeId scope) {
  Column column;
  column.span = line.span();
  for (Ref part : line) {
    if (part.is(Kind::name)) column.name = std::string(part.text());
    if (part.is(Kind::type)) {
      column.type = std::string(trimmed(part.text()));
      column.bytes = size_of(context, part, scope);
    }
    if (part.is(Kind::flag)) read_flag(context, column, part);
    if (part.is(Kind::string)) column.note = string_of(part);
  }
  for (const Column& other : table.columns) {
    if (other.name != column.name) continue;
    Finding& finding = context.error("duplicate-name", line.first().span(),
                                     fmt::format("the column `{}` is declared twice", column.name));
    finding.labels.push_back({other.span, "first declared here"});
    return;
  }
  table.columns.push_back(std::move(column));
}

std::vector<std::uint32_t> columns_of(Context& context, const Table& table, Ref line) {
  std::vector<std::uint32_t> columns;
  const auto add = [&](Ref name) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].name != name.text()) continue;
      columns.push_back(static_cast<std::uint32_t>(i));
      return;
    }
    Finding& finding =
        context.error("unknown-name", name.span(),
                      fmt::format("`{}` has no column `{}`", table.name, name.text()));
    std::vector<std::string_view> names;
    for (const Column& column : table.columns) names.push_back(column.name);
    suggest(context, finding, name, [&] { return names; });
  };
  for (Ref part : line) {
    if (part.is(Kind::qname)) add(part);
    if (!part.is(Kind::names)) continue;
    for (Ref name : part) add(name);
  }
  return columns;
}

void read_query(Context& context, Table& table, Ref line, ScopeId scope) {
  model::TableQuery query;
  query.text = string_of(line.child(Kind::string));
  query.columns = columns_of(context, table, line);
  query.span = line.span();
  const Ref rate = line.child(Kind::rate);
  if (rate && rate.first()) {
    Value value = evaluate_expression(context, rate.first(), {scope, {}, false});
    if (value.quantity && has_dimension(context, value, rate.first().span(), a_rate)) {
      query.rate =
          model::Stated{{}, std::move(*value.quantity), rate.first().span(), value.formula, ""};
    }
  }
  table.queries.push_back(std::move(query));
}

Ref line_of(Ref child) {
  return child.is(Kind::table_line) ? child.first() : child;
}

}  // namespace

void declare_table(Context& context, const Job& job) {
  const Ref name = job.node.child(Kind::name);
  if (const TableId known = find_table(context, name.text()); known && !job.in_stage) {
    Finding& finding = context.error("duplicate-name", name.span(),
                                     fmt::format("the table `{}` is declared twice", name.text()));
    finding.labels.push_back({context.model.tables[known.index()].span, "first declared here"});
    return;
  } else if (known) {
    context.model.tables[known.index()] = {};
    context.model.tables[known.index()].name = std::string(name.text());
    context.model.tables[known.index()].span = name.span();
    return;
  }
  Table table;
  table.name = std::string(name.text());
  table.span = name.span();
  context.model.tables.push_back(std::move(table));
}

void read_table(Context& context, const Job& job) {
  const TableId id = find_table(context, job.node.child(Kind::name).text());
  if (context.model.tables[id.index()].span != job.node.child(Kind::name).span()) return;
  Table table = context.model.tables[id.index()];
  table.label = string_of(job.node.child(Kind::string));
  if (const Ref store = job.node.child(Kind::qname)) {
    const Member member = find_member(context, job.scope, store, "to hold this table");
    if (!member.removed) table.store = member.component;
  }
  model::Attributes attributes;
  for (Ref child : job.node.child(Kind::block)) {
    const Ref line = line_of(child);
    if (line.is(Kind::column)) read_column(context, table, line, job.scope);
    if (line.is(Kind::attribute)) {
      read_attribute(context, attributes, {line, model::on_table, job.scope, "", {}, false, {}});
    }
  }
  for (Ref child : job.node.child(Kind::block)) {
    const Ref line = line_of(child);
    if (line.is(Kind::index)) {
      table.indexes.push_back({columns_of(context, table, line), line.span()});
    }
    if (line.is(Kind::query)) read_query(context, table, line, job.scope);
  }
  if (const auto* rows = attributes.number(model::Attribute::rows)) table.rows = *rows;
  if (const auto* kept = attributes.number(model::Attribute::retention)) table.retention = *kept;
  context.model.tables[id.index()] = std::move(table);
}

}  // namespace joist::resolve
