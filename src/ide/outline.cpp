// Walks the tree of a file.
#include "ide/outline.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace joist::ide {

namespace {

using syntax::Kind;
using syntax::Ref;
using SymbolSort = Symbol::Sort;

void add_statements(Ref parent, std::vector<Symbol>& symbols);

Symbol symbol(SymbolSort sort, Ref statement, Ref name) {
  Symbol result;
  result.sort = sort;
  result.span = statement.span();
  result.place = name ? name.span() : statement.span();
  result.name =
      name.is(Kind::string) ? syntax::string_value(name.text()) : std::string(name.text());
  if (result.name.empty()) result.name = "\"\"";
  return result;
}

std::string string_in(Ref statement) {
  const Ref text = statement.child(Kind::string);
  return text ? syntax::string_value(text.text()) : std::string();
}

// Several names share one block, which is shown in the first of them.
void add_components(Ref statement, std::vector<Symbol>& symbols) {
  const Ref block = statement.child(Kind::block);
  bool first = true, group = false;
  for (const Ref child : statement) {
    if (child.is(Kind::string) && !symbols.empty()) {
      symbols.back().detail += ", " + syntax::string_value(child.text());
    }
    if (!child.is(Kind::name)) continue;
    Symbol made = symbol(SymbolSort::component, first ? statement : child, child);
    made.detail = std::string(statement.first().text());
    if (first && block) {
      add_statements(block, made.inner);
      group = !made.inner.empty();
    }
    if (group) made.sort = SymbolSort::group;
    symbols.push_back(std::move(made));
    first = false;
  }
}

void add_lines(Ref statement, Symbol& table) {
  const Ref block = statement.child(Kind::block);
  if (!block) return;
  for (const Ref child : block) {
    const Ref line =
        child.is(Kind::table_line) || child.is(Kind::endpoint_line) ? child.first() : child;
    if (line && line.is(Kind::column)) {
      Symbol column = symbol(SymbolSort::column, line, line.child(Kind::name));
      column.detail = std::string(line.child(Kind::type).text());
      table.inner.push_back(std::move(column));
    } else if (line && line.is(Kind::endpoint)) {
      Symbol endpoint = symbol(SymbolSort::endpoint, line, line.child(Kind::path));
      endpoint.name = std::string(line.child(Kind::method).text()) + " " + endpoint.name;
      table.inner.push_back(std::move(endpoint));
    }
  }
}

void add_named(SymbolSort sort, Ref statement, Ref name, std::string detail,
               std::vector<Symbol>& symbols) {
  if (!name) return;
  Symbol made = symbol(sort, statement, name);
  made.detail = std::move(detail);
  if (sort == SymbolSort::table || sort == SymbolSort::endpoint) add_lines(statement, made);
  if (sort == SymbolSort::stage) add_statements(statement.child(Kind::block), made.inner);
  symbols.push_back(std::move(made));
}

void add_statement(Ref statement, std::vector<Symbol>& symbols) {
  const Ref name = statement.child(Kind::name);
  switch (statement.kind()) {
    case Kind::component:
      return add_components(statement, symbols);
    case Kind::design:
      return add_named(SymbolSort::design, statement, statement.child(Kind::string), "design",
                       symbols);
    case Kind::binding: {
      std::string value;
      bool behind = false;
      for (const Ref child : statement) {
        if (behind) value = std::string(child.text());
        if (behind) break;
        behind = true;
      }
      return add_named(SymbolSort::quantity, statement, statement.child(Kind::qname), value,
                       symbols);
    }
    case Kind::kind:
      return add_named(SymbolSort::kind, statement, name, "kind", symbols);
    case Kind::type_of:
      return add_named(SymbolSort::type, statement, name, "type", symbols);
    case Kind::flow:
      return add_named(SymbolSort::flow, statement, name, string_in(statement), symbols);
    case Kind::table:
      return add_named(SymbolSort::table, statement, name, string_in(statement), symbols);
    case Kind::endpoints:
      return add_named(SymbolSort::endpoint, statement, statement.child(Kind::qname), "endpoints",
                       symbols);
    case Kind::stage:
      return add_named(SymbolSort::stage, statement, statement.child(Kind::string), "stage",
                       symbols);
    case Kind::view:
      return add_named(SymbolSort::view, statement, name, string_in(statement), symbols);
    case Kind::need:
      return add_named(SymbolSort::need, statement, statement.first(), "need", symbols);
    case Kind::decide:
      return add_named(SymbolSort::decision, statement, statement.child(Kind::string), "decision",
                       symbols);
    case Kind::import:
      return add_named(SymbolSort::import, statement, statement.child(Kind::string), "import",
                       symbols);
    default:
      return;
  }
}

void add_statements(Ref parent, std::vector<Symbol>& symbols) {
  if (!parent) return;
  for (const Ref child : parent) {
    add_statement(child.is(Kind::statement) ? child.first() : child, symbols);
  }
}

// A broken statement is read on with a name that was put in its place: what is shown is what stands
// there, and nothing where nothing does.
void show_written(const syntax::File& file, std::string_view text, std::vector<Symbol>& symbols) {
  for (Symbol& symbol : symbols) {
    show_written(file, text, symbol.inner);
    Span place = symbol.place;
    const auto read = file.text.substr(place.begin, place.end - place.begin);
    if (read == text.substr(place.begin, place.end - place.begin)) continue;
    // What was put there may be shorter, with blanks behind it.
    while (place.end < text.size() && file.text[place.end] == ' ' && text[place.end] != ' ') {
      ++place.end;
    }
    const auto written = trimmed(text.substr(place.begin, place.end - place.begin));
    symbol.name = written.starts_with('"') ? syntax::string_value(written) : std::string(written);
    symbol.place = place;
    symbol.span.end = std::max(symbol.span.end, place.end);
  }
  std::erase_if(symbols, [](const Symbol& symbol) { return symbol.name.empty(); });
}

bool spans_lines(const syntax::File& file, Span span) {
  return file.text.substr(span.begin, span.end - span.begin).find('\n') != std::string_view::npos;
}

// Comments that stand alone on lines that follow each other.
void add_comments(const syntax::File& file, std::vector<Fold>& folds) {
  const auto follows = [&](const syntax::Comment& a, const syntax::Comment& b) {
    const auto between = file.text.substr(a.end, b.begin - a.end);
    return trimmed(between).empty() && std::count(between.begin(), between.end(), '\n') == 1;
  };
  for (std::size_t i = 0; i < file.comments.size();) {
    std::size_t last = i;
    while (last + 1 < file.comments.size() &&
           follows(file.comments[last], file.comments[last + 1])) {
      ++last;
    }
    if (last > i) {
      folds.push_back({{file.id, file.comments[i].begin, file.comments[last].end}, true});
    }
    i = last + 1;
  }
}

}  // namespace

std::vector<Symbol> symbols(const syntax::File& file, std::string_view text) {
  std::vector<Symbol> result;
  if (!file.nodes.empty()) add_statements(file.root(), result);
  if (file.text.size() == text.size()) show_written(file, text, result);
  return result;
}

std::vector<Fold> folds(const syntax::File& file) {
  std::vector<Fold> result;
  for (std::uint32_t i = 0; i < file.nodes.size(); ++i) {
    const Ref node(file, i);
    const bool text = node.is(Kind::string) && node.text().starts_with("\"\"\"");
    if (!node.is(Kind::block) && !text && !node.is(Kind::decide)) continue;
    if (spans_lines(file, node.span())) result.push_back({node.span(), false});
  }
  add_comments(file, result);
  std::sort(result.begin(), result.end(),
            [](const Fold& a, const Fold& b) { return a.span < b.span; });
  return result;
}

std::vector<Link> links(const syntax::File& file) {
  std::vector<Link> result;
  for (std::uint32_t i = 0; i < file.nodes.size(); ++i) {
    const Ref node(file, i);
    const bool import = node.is(Kind::import);
    const bool link = node.is(Kind::attribute) && node.child(Kind::key).text() == "link";
    if (!import && !link) continue;
    const Ref text = node.child(Kind::string);
    if (!text || text.text().size() < 2) continue;
    Span inside = text.span();
    ++inside.begin;
    --inside.end;
    const std::string target = syntax::string_value(text.text());
    const std::string safe = safe_link(target);
    const std::size_t sign = safe.find_first_of(":/?#");
    const bool whole = sign != std::string::npos && safe[sign] == ':';
    // What begins with a slash or leads to a place of the same page is no file beside this one.
    const bool beside = !whole && !safe.empty() && safe.front() != '/' && safe.front() != '#';
    if (import || beside) {
      result.push_back({inside, import ? target : safe.substr(0, safe.find_first_of("?#")), true});
    } else if (whole) {
      result.push_back({inside, safe, false});
    }
  }
  return result;
}

}  // namespace joist::ide
