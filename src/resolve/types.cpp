// Types of columns: `type bigint = 8 B`, and `type text = length * 1 B`, where `length` is what
// stands in brackets behind the type's name.
#include "resolve/types.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "quantity/display.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using quantity::Quantity;
using syntax::Kind;

constexpr std::string_view length_name = "length";

std::string_view name_of(std::string_view type) {
  return trimmed(type.substr(0, type.find('(')));
}

void report_unknown(Context& context, Ref type, std::string_view name) {
  Span span = type.span();
  span.end = span.begin + static_cast<std::uint32_t>(name.size());
  Finding& finding =
      context.error("unknown-type", span, fmt::format("there is no type `{}`", name));
  const auto closest = context.closest(name, [&] {
    std::vector<std::string_view> names;
    for (const auto& [other, source] : context.types) names.push_back(other);
    std::sort(names.begin(), names.end());
    return names;
  });
  if (closest.empty()) {
    finding.help = fmt::format("declare it: `type {} = 16 B`", name);
    return;
  }
  finding.help = fmt::format("did you mean `{}`?", closest);
  finding.fixes.push_back(
      {fmt::format("write `{}`", closest), false, {{span, std::string(closest)}}});
}

Ref size_expression(Ref declaration) {
  bool after_name = false;
  for (Ref part : declaration) {
    if (after_name) return part;
    after_name = part.is(Kind::name);
  }
  return {};
}

bool speaks_of_length(Ref expression) {
  const auto& nodes = expression.file().nodes;
  for (auto i = expression.index(); i < nodes[expression.index()].next; ++i) {
    const Ref node(expression.file(), i);
    if (node.is(Kind::qname) && node.text() == length_name) return true;
  }
  return false;
}

// The length in brackets. Reports one that is none.
std::optional<Quantity> length_of(Context& context, Ref type, ScopeId scope) {
  const Ref expression = type.first();
  Value value = evaluate_expression(context, expression, {scope, {}, false});
  if (!value.quantity) return std::nullopt;
  if (!has_dimension(context, value, expression.span(), {quantity::count, "a length", "200"})) {
    return std::nullopt;
  }
  if (value.quantity->value > 0) return value.quantity;
  context
      .error("unexpected-value", expression.span(),
             fmt::format("a length is more than 0, and this is {}",
                         quantity::number_text(value.quantity->value, 6)))
      .help = "write how long it is, like `text(200)`";
  return std::nullopt;
}

std::optional<double> evaluate(Context& context, const TypeSize& type, const Quantity* length) {
  const Ref size = size_expression(type.node);
  if (!size) return std::nullopt;
  const auto home = context.scope_of_noun.find(type.node.span());
  FormulaPlace place{home == context.scope_of_noun.end() ? context.root : home->second, {}, false};
  place.length = length;
  const Value value = evaluate_expression(context, size, place);
  if (!value.quantity ||
      !has_dimension(context, value, size.span(), {quantity::data, "the size of a type", "16 B"})) {
    return std::nullopt;
  }
  if (value.quantity->value < 0) {
    context.error("unexpected-value", size.span(), "the size of a type is negative").help =
        "write 0 B or more";
    return std::nullopt;
  }
  return value.quantity->value;
}

}  // namespace

std::optional<double> size_of(Context& context, Ref type, ScopeId scope) {
  const auto name = name_of(type.text());
  const auto known = context.types.find(name);
  if (known == context.types.end()) {
    report_unknown(context, type, name);
    return std::nullopt;
  }
  std::optional<Quantity> length;
  if (type.first() && !(length = length_of(context, type, scope))) return std::nullopt;
  const Ref size = size_expression(known->second.node);
  if (!length && size && speaks_of_length(size)) return std::nullopt;
  return evaluate(context, known->second, length ? &*length : nullptr);
}

bool needs_length(const Context& context, std::string_view type) {
  if (type.find('(') != std::string_view::npos) return false;
  const auto known = context.types.find(name_of(type));
  if (known == context.types.end()) return false;
  const Ref size = size_expression(known->second.node);
  return size && speaks_of_length(size);
}

void check_types(Context& context) {
  const Quantity one = quantity::exact(1);
  for (std::string_view name : context.own_types) evaluate(context, context.types[name], &one);
}

}  // namespace joist::resolve
