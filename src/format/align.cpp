// Lines of one form that stand together, set in columns.
#include "format/align.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace joist::format {

using syntax::Kind;

namespace {

// Which column a token of a statement opens, or -1.
int column_of(Kind statement, const Token& token, std::size_t index) {
  if (index == 0) return 0;
  const bool own = token.parent == statement;
  const bool string = own && token.kind == Kind::string;
  const bool block = own && token.kind == Kind::block;
  switch (statement) {
    case Kind::component:
      if (index == 1) return 1;
      return string ? 2 : block ? 3 : -1;
    case Kind::binding:
      if (own && token.raw("=")) return 1;
      return string ? 2 : -1;
    case Kind::type_of:
      return own && token.raw("=") ? 1 : -1;
    case Kind::kind:
      if (own && token.raw(":")) return 1;
      return string ? 2 : block ? 3 : -1;
    case Kind::endpoint:
      if (index == 1) return 1;
      if (own && token.raw("by")) return 3;
      return string ? 2 : block ? 4 : -1;
    case Kind::column:
      if (index == 1) return 1;
      if (token.parent == Kind::flag)
        return token.raw("key") || token.raw("partition") || token.raw("ref") ? 2 : -1;
      return string ? 3 : -1;
    case Kind::feature:
      return own && token.raw("by") ? 1 : -1;
    case Kind::import:
      return own && token.raw("as") ? 1 : -1;
    case Kind::need:
    case Kind::allow:
    case Kind::unit:
      return string ? 1 : -1;
    case Kind::defer:
      return string && index > 1 ? 1 : -1;
    default:
      return -1;
  }
}

bool aligned(Kind statement) {
  constexpr Kind kinds[] = {Kind::component, Kind::binding, Kind::type_of, Kind::kind,
                            Kind::endpoint,  Kind::column,  Kind::feature, Kind::import,
                            Kind::need,      Kind::allow,   Kind::unit,    Kind::defer};
  return std::find(std::begin(kinds), std::end(kinds), statement) != std::end(kinds);
}

constexpr int max_columns = 5;

// Column positions of one run, from the widths of the cells that have another one behind them.
struct Grid {
  std::size_t width[max_columns] = {};

  void add(const Entry& entry) {
    for (std::size_t i = 0; i + 1 < entry.cells.size(); ++i) {
      std::size_t& widest = width[entry.cells[i].column];
      widest = std::max(widest, display_width(entry.cells[i].text));
    }
  }

  std::string set(const Entry& entry) const {
    std::string line;
    std::size_t at = 0;
    int column = 0;
    for (std::size_t i = 0; i < entry.cells.size(); ++i) {
      const Cell& cell = entry.cells[i];
      std::size_t start = 0;
      for (column = 0; column < cell.column; ++column)
        start += width[column] ? width[column] + 1 : 0;
      if (i > 0 && start <= at) start = at + 1;
      line.append(start - at, ' ');
      line += cell.text;
      at = start + display_width(cell.text);
    }
    return line;
  }
};

void align_cells(std::vector<Entry*> run, std::size_t room) {
  for (int round = 0; round < 4 && run.size() > 1; ++round) {
    Grid grid;
    for (const Entry* entry : run) grid.add(*entry);
    const auto too_wide = [&](const Entry* e) { return display_width(grid.set(*e)) > room; };
    const auto kept = std::remove_if(run.begin(), run.end(), too_wide);
    if (kept == run.end()) {
      for (Entry* entry : run) entry->text = grid.set(*entry);
      return;
    }
    run.erase(kept, run.end());
  }
}

void align_comments(const std::vector<Entry*>& run) {
  std::size_t widest = 0;
  for (const Entry* entry : run) {
    if (!entry->comment.empty()) widest = std::max(widest, display_width(entry->text));
  }
  for (Entry* entry : run) {
    if (entry->comment.empty()) continue;
    entry->text.append(widest - display_width(entry->text), ' ');
  }
}

}  // namespace

std::vector<int> columns(Kind statement, const std::vector<Token>& tokens) {
  if (!aligned(statement)) return {};
  std::vector<int> result(tokens.size(), -1);
  int last = -1;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const int column = column_of(statement, tokens[i], i);
    if (column < 0) continue;
    const bool list = statement == Kind::component && tokens[i].raw(",");
    if (list || column < last) return {};
    if (column == last) continue;
    result[i] = column;
    last = column;
  }
  const bool several = statement == Kind::component &&
                       std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
                         return token.raw(",") && token.parent == Kind::component;
                       });
  return several ? std::vector<int>{} : result;
}

void align(std::vector<Entry>& entries, std::size_t indent, std::size_t width) {
  for (std::size_t i = 0; i < entries.size();) {
    std::vector<Entry*> run{&entries[i]};
    std::size_t next = i + 1;
    while (next < entries.size() && entries[i].one_line && entries[next].one_line &&
           entries[next].form == entries[i].form && !entries[next].blank_line_before) {
      run.push_back(&entries[next++]);
    }
    i = next;
    if (run.size() < 2 || run[0]->form == Kind::file) continue;
    std::vector<Entry*> in_cells;
    for (Entry* entry : run) {
      if (!entry->cells.empty()) in_cells.push_back(entry);
    }
    align_cells(in_cells, width - std::min(indent, width));
    align_comments(run);
  }
}

}  // namespace joist::format
