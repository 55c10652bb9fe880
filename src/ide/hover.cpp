// Finds what stands at a place and has it told.
#include "ide/hover.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ide/about.hpp"
#include "ide/catalogue.hpp"
#include "ide/copies.hpp"
#include "ide/keywords.hpp"
#include "ide/last_good.hpp"
#include "ide/tokens.hpp"

namespace joist::ide {

namespace {

using model::Noun;
using syntax::Kind;
using syntax::Ref;

constexpr std::size_t most_copies = 4;  // of a shared body that are told of, one after the other

// Ids of the things of that declaration, in a table of things with `span`.
template <class Table>
std::vector<std::size_t> declared_at(const Table& table, Span declaration) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].span == declaration) found.push_back(i);
  }
  return found;
}

// The same things in the good design, by their paths.
template <class Table>
std::vector<std::size_t> found_again(const Table& now, const std::vector<std::size_t>& ids,
                                     const Table& good) {
  std::vector<std::size_t> found;
  for (const std::size_t id : ids) {
    const auto same = std::find_if(good.begin(), good.end(),
                                   [&](const auto& thing) { return thing.path == now[id].path; });
    if (same != good.end()) found.push_back(static_cast<std::size_t>(same - good.begin()));
  }
  return found;
}

// Tells of each of the copies that the name may mean, out of the design whose figures can be relied
// on.
template <class Id, class Table>
void tell_meant(Words& words, const Design& design, const model::Reference& name,
                const std::vector<std::size_t>& copies, Table model::Model::*table,
                void (*tell)(Words&, const project::Project&, Id)) {
  const Table& now = design.now->base.model.*table;
  std::vector<std::size_t> ids = meant_by(written_name(*design.now, name.use), copies, now);
  const project::Project* project = design.now;
  if (&design.figures() != design.now) {
    const auto good = found_again(now, ids, design.figures().base.model.*table);
    if (!good.empty()) {
      ids = good;
      project = &design.figures();
    }
  }
  if (ids.size() > 1) {
    std::vector<std::string> paths;
    for (const std::size_t id : ids) paths.push_back((project->base.model.*table)[id].path);
    words.paragraph(copies_text(paths));
  }
  if (ids.size() > most_copies) ids.resize(most_copies);
  for (const std::size_t id : ids) tell(words, *project, Id(id));
}

template <class Id, class Table>
void tell_each(Words& words, const Design& design, const model::Reference& name,
               Table model::Model::*table, void (*tell)(Words&, const project::Project&, Id)) {
  const Table& now = design.now->base.model.*table;
  std::vector<std::size_t> copies = declared_at(now, name.declaration);
  std::erase_if(copies, [&](std::size_t id) {
    return !is_written(*design.now, name.declaration, now[id].path);
  });
  tell_meant(words, design, name, copies, table, tell);
}

// The quantities of a declaration: those bound there, and those bound again where another use of
// the name stands.
std::vector<std::size_t> quantities_of(const project::Project& project,
                                       const model::Reference& name) {
  std::vector<std::size_t> found;
  const auto uses = Names(project.references).uses_of(name);
  const auto& quantities = project.base.model.quantities;
  for (std::size_t i = 0; i < quantities.size(); ++i) {
    const Span bound = quantities[i].span;
    const bool here = std::any_of(uses.begin(), uses.end(), [&](Span use) {
      return use.file == bound.file && use.end == bound.end && use.begin >= bound.begin;
    });
    if (here) found.push_back(i);
  }
  return found;
}

// A kind, or what else the design adds to the language: there its statement says all.
void tell_noun(Words& words, const project::Project& project, const model::Reference& name) {
  const Span declared = name.declaration;
  const bool own = declared.file && declared.file.index() >= project.root;
  if (own) {
    for (const Ref node : nodes_at(project.files[declared.file.index()], declared.begin)) {
      if (node.is(Kind::unit) || node.is(Kind::type_of))
        return words.title(fmt::format("`{}`", trimmed(node.text())));
    }
  }
  const auto known = kind_named(project, project.sources.text(name.use));
  if (known.kind != nullptr) tell_kind(words, *known.model, *known.kind);
}

void tell_columns(Words& words, const project::Project& project, Span declaration) {
  const auto& tables = project.base.model.tables;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    for (std::size_t c = 0; c < tables[t].columns.size(); ++c) {
      const Span line = tables[t].columns[c].span;  // which begins with its name
      if (line.file == declaration.file && line.begin == declaration.begin)
        tell_column(words, project, model::TableId(t), c);
    }
  }
}

void tell_name(Words& words, const Design& design, const model::Reference& name) {
  const model::Model& model = design.now->base.model;
  switch (name.noun) {
    case Noun::component:
      return tell_each<model::ComponentId>(words, design, name, &model::Model::components,
                                           tell_component);
    case Noun::group:
      return tell_each<model::GroupId>(words, design, name, &model::Model::groups, tell_group);
    case Noun::flow:
      return tell_each<model::FlowId>(words, design, name, &model::Model::flows, tell_flow);
    case Noun::quantity:
      return tell_meant(words, design, name, quantities_of(*design.now, name),
                        &model::Model::quantities, tell_quantity);
    case Noun::table:
      for (const std::size_t id : declared_at(model.tables, name.declaration)) {
        tell_table(words, *design.now, model::TableId(id));
      }
      return;
    case Noun::kind:
      return tell_noun(words, *design.now, name);
    case Noun::column:
      return tell_columns(words, *design.now, name.declaration);
    case Noun::view:
      return;
  }
}

void tell_endpoint_at(Words& words, const Spot& spot, Ref endpoint) {
  const project::Project& project = spot.design.figures();
  const auto& endpoints = project.base.model.endpoints;
  const std::string_view method = endpoint.child(Kind::method).text(),
                         path = endpoint.child(Kind::path).text();
  const auto found = std::find_if(endpoints.begin(), endpoints.end(), [&](const auto& each) {
    return each.method == method && each.path == path;
  });
  if (found != endpoints.end()) tell_endpoint(words, project, *found);
}

// The arrow whose sign, or what is said of it behind its target, stands there.
void tell_arrows(Words& words, const Spot& spot, Span target) {
  const auto& arrows = spot.design.now->base.model.arrows;
  std::size_t told = 0;
  for (std::size_t i = 0; i < arrows.size() && told < most_copies; ++i) {
    if (arrows[i].target != target) continue;
    tell_arrow(words, *spot.design.now, model::ArrowId(i));
    ++told;
  }
}

// Of the sign of an arrow: the names of its targets.
void tell_sign(Words& words, const Spot& spot, Ref sign, Ref connection) {
  bool behind = false;
  for (const Ref part : connection) {
    if (behind && part.is(Kind::target)) tell_arrows(words, spot, part.span());
    if (behind && part.is(Kind::targets)) {
      for (const Ref target : part) {
        if (target.is(Kind::target)) tell_arrows(words, spot, target.span());
      }
    }
    if (behind) return;
    behind = part == sign;
  }
}

// A figure of the flow that the condition stands in: `p99` of a need in its block.
std::string figure_of_flow(const Spot& spot, const std::vector<Ref>& nodes, std::string_view name) {
  const auto figures = model::figure_names(model::FigureName::Subject::flow);
  if (std::find(figures.begin(), figures.end(), name) == figures.end()) return {};
  for (std::size_t depth = nodes.size(); depth-- > 0;) {
    if (!nodes[depth].is(Kind::flow)) continue;
    const Span declared = nodes[depth].child(Kind::name).span();
    for (const model::Flow& flow : spot.design.now->base.model.flows)
      if (flow.span == declared) return flow.path + "." + std::string(name);
  }
  return {};
}

// `read.p99` in a need: what it comes to, and how.
void tell_figure(Words& words, const project::Project& project, std::string_view figure) {
  const std::string text = derivation(project, figure);
  if (text.empty()) return;
  words.title(fmt::format("`{}`", figure));
  words.code(text);
}

std::string_view last_part(std::string_view key) {
  return key.substr(key.rfind('.') + 1);
}

// Of the attribute whose value holds the node; empty where none does.
std::string_view key_around(const std::vector<Ref>& nodes, std::size_t depth) {
  while (depth-- > 0)
    if (nodes[depth].is(Kind::attribute)) return nodes[depth].child(Kind::key).text();
  return {};
}

bool is_choice(const std::vector<Ref>& nodes, std::size_t depth) {
  using Type = model::AttributeType;
  const auto* info = model::find_attribute(last_part(key_around(nodes, depth)));
  return info != nullptr &&
         (info->type == Type::choice || info->type == Type::yes_no || info->type == Type::needs);
}

// A word that the language itself has there, which is no node of its own.
std::optional<Hover> keyword_at(const Spot& spot, const std::vector<Ref>& nodes) {
  const auto& comments = spot.tree().comments;
  const bool in_comment = std::any_of(comments.begin(), comments.end(), [&](const auto& comment) {
    return spot.offset > comment.begin && spot.offset <= comment.end;
  });
  if (in_comment || nodes.empty()) return std::nullopt;
  const Span word = word_at(spot.text(), spot);
  // What one may survive the loss of stands there like a name.
  const Ref last = nodes.back();
  const bool is_level =
      last.is(Kind::qname) && nodes.size() > 1 && nodes[nodes.size() - 2].is(Kind::survive);
  const Keyword* keyword = find_keyword(is_level ? Kind::survive : last.kind(),
                                        spot.text().substr(word.begin, word.end - word.begin));
  if (keyword == nullptr) return std::nullopt;
  Hover result;
  result.span = word;
  tell_keyword(result.words, *keyword);
  return result;
}

void tell_node(Words& words, const Spot& spot, const std::vector<Ref>& nodes, std::size_t depth) {
  const Ref node = nodes[depth];
  if (node.is(Kind::key)) {
    const auto* info = model::find_attribute(last_part(node.text()));
    if (info != nullptr) tell_attribute(words, *info);
  } else if (node.is(Kind::rule_name)) {
    if (const project::RulePage* rule = rule_named(node.text())) tell_rule(words, *rule);
  } else if (node.is(Kind::qname) && depth > 0 && nodes[depth - 1].is(Kind::condition)) {
    const std::string of_flow = figure_of_flow(spot, nodes, node.text());
    tell_figure(words, spot.design.figures(), of_flow.empty() ? node.text() : of_flow);
  } else if (node.is(Kind::number)) {
    tell_number(words, *spot.design.now, node.text());
  } else if (node.is(Kind::unit_expr)) {
    tell_unit(words, *spot.design.now, trimmed(node.text()));
  } else if (node.is(Kind::type)) {
    const std::string_view type = node.text();
    tell_type(words, *spot.design.now, trimmed(type.substr(0, type.find('('))));
  } else if (node.is(Kind::qname) && is_choice(nodes, depth)) {
    tell_choice(words, *model::find_attribute(last_part(key_around(nodes, depth))), node.text());
  } else if (node.is(Kind::endpoint)) {
    tell_endpoint_at(words, spot, node);
  } else if (node.is(Kind::string) && depth > 0 && nodes[depth - 1].is(Kind::stage)) {
    tell_stage(words, spot.design.figures(), syntax::string_value(node.text()));
  } else if (node.is(Kind::arrow) && depth > 0) {
    tell_sign(words, spot, node, nodes[depth - 1]);
  } else if ((node.is(Kind::rate) || node.is(Kind::ratio)) && depth > 0 &&
             nodes[depth - 1].is(Kind::target)) {
    tell_arrows(words, spot, nodes[depth - 1].span());
  }
}

}  // namespace

std::optional<Hover> hover(const Spot& spot) {
  Hover result;
  const auto names = spot.design.names().at(spot.file, spot.offset);
  for (const model::Reference& name : names) {
    tell_name(result.words, spot.design, name);
    result.span = name.use;
  }
  if (!result.words.empty()) return result;
  if (const auto lost = lost_name(spot)) {
    tell_name(result.words, {spot.design.good, spot.design.good}, lost->meant);
    result.span = lost->word;
  }
  if (!result.words.empty()) return result;
  const std::vector<Ref> nodes = nodes_at(spot.tree(), spot.offset);
  for (std::size_t depth = nodes.size(); depth-- > 0 && result.words.empty();) {
    result.span = nodes[depth].span();
    tell_node(result.words, spot, nodes, depth);
  }
  if (result.words.empty()) return keyword_at(spot, nodes);
  return result;
}

}  // namespace joist::ide
