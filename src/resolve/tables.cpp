// Tables: columns with their sizes, indexes and queries.
#include "resolve/tables.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/refer.hpp"
#include "resolve/types.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Column;
using model::Role;
using model::Table;
using model::TableId;
using syntax::Kind;

// `ref users.id`, to be looked at when all tables are known.
struct Reference {
  Ref name;
  TableId table;
  std::string column;
};

// A column's line begins with its name.
Span name_of(const Column& column) {
  const Span line = column.span;
  return {line.file, line.begin, line.begin + static_cast<std::uint32_t>(column.name.size())};
}

class TableReader {
 public:
  TableReader(Context& context, const Job& job, Table table, std::vector<Reference>& references)
      : context_(context), job_(job), table_(std::move(table)), references_(references) {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      positions_.emplace(table_.columns[i].name, i);
    }
    kept_ = table_.columns.size();
  }

  Table read();
  // Its store was removed by a stage; kept as it was where the statement names none.
  std::optional<bool> gone() const { return gone_; }

 private:
  void read_store(Ref name);
  void read_column(Ref line);
  void read_flag(Column& column, Ref flag);
  void read_query(Ref line);
  void refer_table(Ref name, std::string_view table, TableId id);
  std::vector<std::uint32_t> columns_of(Ref line);
  void take_attributes(const model::Attributes& attributes);
  void report_unknown_size();

  Context& context_;
  const Job& job_;
  Table table_;
  std::vector<Reference>& references_;
  std::unordered_map<std::string, std::size_t> positions_;  // by column
  std::unordered_map<std::string, Span> stated_;            // in this statement
  std::size_t kept_ = 0;                                    // columns of before
  std::optional<bool> gone_;
};

Ref line_of(Ref child) {
  return child.is(Kind::table_line) ? child.first() : child;
}

bool holds_data(Role role) {
  return role == Role::store || role == Role::cache || role == Role::queue ||
         role == Role::external;
}

void TableReader::read_store(Ref name) {
  const Member member = find_member(context_, job_.scope, name, "to hold this table");
  if (member.removed) {
    gone_ = true;
    return;
  }
  if (member.group) {
    context_
        .error("group-as-end", name.span(),
               fmt::format("`{}` is a group, and tables are kept in stores", name.text()))
        .help = fmt::format("name a store in it: `{}.NAME`", name.text());
    return;
  }
  table_.store = member.component;
  gone_ = false;
  if (!member || holds_data(context_.model.at(member.component).role)) return;
  if (context_.kindless.count(context_.model.at(member.component).statement)) return;
  const auto& kind = context_.model.kind(context_.model.at(member.component).kind);
  context_
      .error("unexpected-value", name.span(),
             fmt::format("`{}` is a {}, and tables are kept in stores", name.text(), kind.name))
      .help = "name a database, a cache or a queue";
}

void TableReader::refer_table(Ref name, std::string_view table, TableId id) {
  if (!id) return;
  Span use = name.span();
  use.end = use.begin + static_cast<std::uint32_t>(table.size());
  use.begin = use.end - static_cast<std::uint32_t>(table.size() - (table.rfind('.') + 1));
  // The table being read has been taken out of the model meanwhile; its name is on it.
  const Table& known = context_.model.tables[id.index()];
  refer(context_, model::Noun::table, use, known.name.empty() ? table_.span : known.span);
}

void TableReader::read_flag(Column& column, Ref flag) {
  const auto text = trimmed(flag.text());
  if (text == "key") column.key = true;
  if (text == "partition") column.partition = true;
  const Ref reference = flag.child(Kind::qname);
  if (!reference) return;
  const auto whole = reference.text();
  const auto dot = whole.rfind('.');
  column.references = context_.scopes.find_table(job_.scope, whole.substr(0, dot));
  refer_table(reference, whole.substr(0, dot), column.references);
  if (column.references && dot != std::string_view::npos) {
    column.referenced_column = std::string(whole.substr(dot + 1));
    references_.push_back({reference, column.references, column.referenced_column});
  } else if (!column.references && dot != std::string_view::npos) {
    column.references = context_.scopes.find_table(job_.scope, whole);  // `us.users`, no column
  }
  if (column.references || context_.scopes.is_gone(job_.scope, whole)) return;
  Finding& finding = context_.error("unknown-name", reference.span(),
                                    fmt::format("there is no table `{}`", whole.substr(0, dot)));
  const auto closest = context_.closest(whole.substr(0, dot),
                                        [&] { return context_.scopes.table_names(job_.scope); });
  finding.help = closest.empty() ? "declare it: `table NAME in STORE { ... }`"
                                 : fmt::format("did you mean `{}`?", closest);
}

void TableReader::read_column(Ref line) {
  Column column;
  column.span = line.span();
  for (Ref part : line) {
    if (part.is(Kind::name)) {
      column.name = std::string(part.text());
      const auto known = positions_.find(column.name);
      refer(context_, model::Noun::column, part.span(),
            known == positions_.end() ? part.span() : name_of(table_.columns[known->second]));
    }
    if (part.is(Kind::type)) {
      column.type = std::string(trimmed(part.text()));
      column.bytes = size_of(context_, part, job_.scope);
    }
    if (part.is(Kind::flag)) read_flag(column, part);
    if (part.is(Kind::string)) column.note = string_of(part);
  }
  const auto [first, is_new] = stated_.emplace(column.name, column.span);
  if (!is_new) {
    Finding& finding =
        context_.error("duplicate-name", line.first().span(),
                       fmt::format("the column `{}` is declared twice", column.name));
    finding.labels.push_back({first->second, "first declared here"});
    finding.help = "give one of them another name";
    return;
  }
  const auto [place, is_added] = positions_.emplace(column.name, table_.columns.size());
  if (is_added) {
    table_.columns.push_back(std::move(column));
  } else {
    table_.columns[place->second] = std::move(column);  // a stage declares it anew
  }
}

std::vector<std::uint32_t> TableReader::columns_of(Ref line) {
  std::vector<std::uint32_t> columns;
  const auto add = [&](Ref name) {
    if (const auto known = positions_.find(std::string(name.text())); known != positions_.end()) {
      columns.push_back(static_cast<std::uint32_t>(known->second));
      refer(context_, model::Noun::column, name.span(), name_of(table_.columns[known->second]));
      return;
    }
    Finding& finding =
        context_.error("unknown-name", name.span(),
                       fmt::format("`{}` has no column `{}`", table_.name, name.text()));
    suggest(context_, finding, name, [&] {
      std::vector<std::string_view> names;
      for (const Column& column : table_.columns) names.push_back(column.name);
      return names;
    });
    if (finding.help.empty()) finding.help = "declare the column, or correct the name";
  };
  for (Ref part : line) {
    if (part.is(Kind::qname)) add(part);
    if (!part.is(Kind::names)) continue;
    for (Ref name : part) add(name);
  }
  return columns;
}

void TableReader::read_query(Ref line) {
  model::TableQuery query;
  query.text = string_of(line.child(Kind::string));
  query.columns = columns_of(line);
  query.span = line.span();
  const Ref rate = line.child(Kind::rate);
  if (rate && rate.first()) {
    const Span span = rate.first().span();
    Value value = evaluate_expression(context_, rate.first(), {job_.scope, {}, false});
    if (value.quantity && has_dimension(context_, value, span, a_rate)) {
      query.rate = model::Stated{{}, std::move(*value.quantity), span, value.formula, ""};
    }
  }
  table_.queries.push_back(std::move(query));
}

void TableReader::take_attributes(const model::Attributes& attributes) {
  if (const auto* rows = attributes.number(model::Attribute::rows)) table_.rows = *rows;
  if (const auto* kept = attributes.number(model::Attribute::retention)) table_.retention = *kept;
}

// The size of a row follows from its columns: where one is not known, neither is the other.
void TableReader::report_unknown_size() {
  if (!table_.rows) return;
  for (std::size_t i = 0; i < table_.columns.size(); ++i) {
    const Column& column = table_.columns[i];
    if (column.bytes || !needs_length(context_, column.type)) continue;
    Finding& finding =
        context_.report("unknown-size", Severity::note, column.span,
                        fmt::format("`{}` has no length, so the size of `{}` is not known",
                                    column.name, table_.name));
    finding.help = fmt::format("say how long it is: `{}(200)`", column.type);
    finding.subject = table_.name;
  }
}

Table TableReader::read() {
  if (const Ref label = job_.node.child(Kind::string)) table_.label = string_of(label);
  if (const Ref store = job_.node.child(Kind::qname)) read_store(store);
  model::Attributes attributes;
  const Ref block = job_.node.child(Kind::block);
  if (!block) return std::move(table_);
  for (Ref child : block) {
    const Ref line = line_of(child);
    if (line.is(Kind::column)) read_column(line);
    if (line.is(Kind::attribute)) {
      read_attribute(context_, attributes,
                     {line, model::on_table, job_.scope, table_.name, {}, {}});
    }
  }
  for (Ref child : block) {
    const Ref line = line_of(child);
    if (line.is(Kind::index)) table_.indexes.push_back({columns_of(line), line.span()});
    if (line.is(Kind::query)) read_query(line);
  }
  take_attributes(attributes);
  report_unknown_size();
  return std::move(table_);
}

// The table that a statement speaks of; none where another has the name already.
TableId declare_table(Context& context, const Job& job) {
  const Ref name = job.node.child(Kind::name);
  Entry& entry = context.scopes.enter(job.scope, name.text());
  if (entry.table) {
    refer(context, model::Noun::table, name.span(), context.model.tables[entry.table.index()].span);
    if (job.stage > 0) return entry.table;
    Finding& finding = context.error("duplicate-name", name.span(),
                                     fmt::format("the table `{}` is declared twice", name.text()));
    finding.labels.push_back(
        {context.model.tables[entry.table.index()].span, "first declared here"});
    finding.help = "give one of them another name, or say all in one place";
    return {};
  }
  Table table;
  table.name = context.scopes.path_of(job.scope, name.text());
  table.span = name.span();
  refer(context, model::Noun::table, name.span(), name.span());
  entry.table = TableId(context.model.tables.size());
  context.model.tables.push_back(std::move(table));
  return entry.table;
}

void refer_column(Context& context, const Reference& reference, const Table& table) {
  Span use = reference.name.span();
  use.begin = use.end - static_cast<std::uint32_t>(reference.column.size());
  for (const Column& column : table.columns) {
    if (column.name != reference.column) continue;
    refer(context, model::Noun::column, use, name_of(column));
  }
}

void check_references(Context& context, const std::vector<Reference>& references) {
  std::unordered_map<std::uint32_t, std::unordered_map<std::string_view, bool>> columns;
  for (const Reference& reference : references) {
    const Table& table = context.model.tables[reference.table.index()];
    auto [known, is_new] = columns.try_emplace(reference.table.value);
    if (is_new) {
      for (const Column& column : table.columns) known->second.emplace(column.name, true);
    }
    if (known->second.count(reference.column)) {
      refer_column(context, reference, table);
      continue;
    }
    Finding& finding =
        context.error("unknown-name", reference.name.span(),
                      fmt::format("`{}` has no column `{}`", table.name, reference.column));
    finding.labels.push_back({table.span, "declared here"});
    const auto closest = context.closest(reference.column, [&] {
      std::vector<std::string_view> names;
      for (const Column& column : table.columns) names.push_back(column.name);
      return names;
    });
    finding.help =
        closest.empty() ? "name one of its columns" : fmt::format("did you mean `{}`?", closest);
  }
}

// A table goes with its store.
void drop_tables(Context& context, const std::vector<bool>& gone) {
  if (std::find(gone.begin(), gone.end(), true) == gone.end()) return;
  auto& tables = context.model.tables;
  std::vector<TableId> moved(tables.size());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (i < gone.size() && gone[i]) continue;
    moved[i] = TableId(kept);
    if (kept != i) tables[kept] = std::move(tables[i]);
    ++kept;
  }
  tables.resize(kept);
  for (Table& table : tables) {
    for (Column& column : table.columns) {
      if (column.references) column.references = moved[column.references.index()];
    }
  }
}

}  // namespace

// Tables are known by name before their columns are read, because columns refer to tables.
void read_tables(Context& context) {
  std::vector<TableId> ids;
  for (const Job& job : context.tables) {
    ids.push_back(is_gone(context, job) ? TableId() : declare_table(context, job));
  }
  std::vector<Reference> references;
  std::vector<bool> gone;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!ids[i]) continue;
    auto& table = context.model.tables[ids[i].index()];
    TableReader reader(context, context.tables[i], std::move(table), references);
    table = reader.read();
    gone.resize(context.model.tables.size());
    if (reader.gone()) gone[ids[i].index()] = *reader.gone();
  }
  check_references(context, references);
  drop_tables(context, gone);
  check_types(context);
}

}  // namespace joist::resolve
