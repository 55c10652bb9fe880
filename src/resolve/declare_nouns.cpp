// Kinds, types and units of the design: known before anything else, because what a statement
// declares depends on them.
#include <algorithm>
#include <array>
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/declare.hpp"
#include "resolve/refer.hpp"

namespace joist::resolve {
namespace {

using syntax::Kind;

// `kind lb { ... }` changes what `lb` is another name of.
std::string_view behind_aliases(const Context& context, std::string_view name) {
  for (auto found = context.kinds.find(name); found != context.kinds.end();
       found = context.kinds.find(name)) {
    const KindSource& source = found->second;
    if (!source.in_stdlib || !is_alias(source.node)) break;
    name = source.node.child(Kind::qname).text();
  }
  return name;
}

void declare_kind(Context& context, Ref statement, bool in_stage) {
  const Ref name = statement.child(Kind::name);
  const bool has_parent = statement.has(Kind::qname);
  const auto [place, is_new] =
      context.kinds.try_emplace(has_parent ? name.text() : behind_aliases(context, name.text()));
  KindSource& source = place->second;
  if (is_new) {
    source.node = statement;
    context.own_kinds.push_back(name.text());
  } else if (!has_parent || (in_stage && !source.in_stdlib)) {
    source.changes.push_back(statement);
    if (source.changes.size() == 1) context.own_kinds.push_back(name.text());
  } else if (source.in_stdlib) {
    source = {};
    source.node = statement;
    context.own_kinds.push_back(name.text());
  } else {
    report_duplicate(context, name, source.node.child(Kind::name).span());
  }
}

void declare_type(Context& context, Ref statement, bool in_stage) {
  const Ref name = statement.child(Kind::name);
  TypeSize& type = context.types[name.text()];
  const bool of_design = type.node && type.is_own;
  if (of_design && !in_stage) {
    return report_duplicate(context, name, type.node.child(Kind::name).span());
  }
  if (!of_design) context.own_types.push_back(name.text());
  type = {statement, true};
}

void declare_units(Context& context, Ref statement) {
  for (Ref child : statement) {
    if (!child.is(Kind::name)) continue;
    const auto known = context.units.find(child.text());
    if (known && known->dimension != quantity::count) {
      context
          .error("unit-name", child.span(),
                 fmt::format("`{}` is a unit of {} already", child.text(),
                             quantity::noun(known->dimension)))
          .help = "declare what is counted, like `unit tweet`";
      continue;
    }
    context.units.declare(child.text());
  }
}

// `scales: 2..10` is no estimate.
bool is_estimate(const syntax::File& file, std::uint32_t node) {
  const Ref before(file, node - 1);
  return !before.is(Kind::key) || before.text() != "scales";
}

// What stands before a range in its statement and in the blocks around it: "service api capacity:".
std::string words_before(const syntax::File& file, std::uint32_t top, std::uint32_t range) {
  const std::string_view text = file.text;
  std::string words;
  for (std::uint32_t node = top; node != range;) {
    std::uint32_t inner = node + 1;
    while (file.nodes[inner].next <= range) inner = file.nodes[inner].next;
    const std::uint32_t begin = file.nodes[node].begin;
    const std::string_view head = text.substr(begin, file.nodes[inner].begin - begin);
    words.append(trimmed(head.substr(0, head.find('{')))).push_back(' ');
    node = inner;
  }
  return words;
}

// A range or an `about`, which is one draw.
struct Estimate {
  std::string words;  // before it
  std::uint64_t place = 0;
};

// In the order of their words, so that it does not matter what is written first.
void number_draws(Context& context, std::vector<Estimate>& estimates) {
  std::sort(estimates.begin(), estimates.end(), [](const Estimate& a, const Estimate& b) {
    return std::tie(a.words, a.place) < std::tie(b.words, b.place);
  });
  for (const Estimate& each : estimates)
    if (context.draw_of.emplace(each.place, context.draws).second) ++context.draws;
}

struct Stretch {
  const syntax::File& file;
  std::uint32_t begin, end;  // nodes
  bool in_stage, applies;
};

// Ranges are those of all stages, and keep their numbers whichever is looked at.
void collect(Context& context, const Stretch& stretch, std::vector<Estimate>& estimates) {
  for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) {
    const Kind kind = stretch.file.nodes[i].kind;
    const bool is_range = kind == Kind::range || kind == Kind::about;
    if (is_range && is_estimate(stretch.file, i))
      estimates.push_back(
          {words_before(stretch.file, stretch.begin, i), place_of(Ref(stretch.file, i).span())});
    if (!stretch.applies) continue;
    if (kind == Kind::kind) declare_kind(context, {stretch.file, i}, stretch.in_stage);
    if (kind == Kind::unit) declare_units(context, {stretch.file, i});
    if (kind == Kind::type_of) declare_type(context, {stretch.file, i}, stretch.in_stage);
  }
}

// About as much as will be declared, so that nothing is moved while it grows.
void make_room(Context& context) {
  std::array<std::size_t, 256> count{};
  for (const Unit& unit : context.input.units)
    for (const syntax::Node& node : unit.file->nodes) ++count[static_cast<std::size_t>(node.kind)];
  const auto of = [&](Kind kind) { return count[static_cast<std::size_t>(kind)]; };
  context.model.components.reserve(of(Kind::component) + 16);
  context.of_component.reserve(of(Kind::component) + 16);
  context.attributes.reserve(of(Kind::attribute));
  context.links.reserve(of(Kind::connection));
  context.annotations.reserve(of(Kind::target));
  if (context.input.references)
    context.references.reserve(of(Kind::name) + of(Kind::qname) + of(Kind::component));
}

}  // namespace

void collect_nouns(Context& context) {
  make_room(context);
  std::vector<Estimate> estimates;
  for (std::size_t unit = 0; unit < context.input.units.size(); ++unit) {
    const syntax::File& file = *context.input.units[unit].file;
    std::size_t stage = 0;
    for (Ref child : file.root()) {
      const bool in_stage = child.is(Kind::stage);
      if (in_stage) ++stage;
      const bool applies = !in_stage || (unit == 0 && stage <= context.input.stages);
      collect(context, {file, child.index(), file.nodes[child.index()].next, in_stage, applies},
              estimates);
    }
  }
  number_draws(context, estimates);
  refer_nouns(context);
}

}  // namespace joist::resolve
