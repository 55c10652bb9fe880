// Expressions as formulas: operators in postfix order, names bound to quantities, stated attributes
// and computed figures.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/compiler.hpp"

namespace joist::resolve {
namespace {

using model::Formula;
using model::Instruction;
using model::Op;
using syntax::Kind;

void use_literal(Compiler& compiler, Ref node) {
  const auto literal = quantity::parse_literal(node.text(), compiler.context.units);
  const Span span = node.span();
  if (!literal.value) {
    compiler.failed = true;
    Span place = span;
    if (literal.error_end > literal.error_begin) {
      place.end = place.begin + static_cast<std::uint32_t>(literal.error_end);
      place.begin += static_cast<std::uint32_t>(literal.error_begin);
    }
    const std::string_view rule = place == span ? "unexpected-value" : "unknown-unit";
    compiler.context.error(rule, place, literal.error.message).help = literal.error.help;
    return;
  }
  compiler.constant(*literal.value, span);
  for (std::string_view name : literal.divisors) {
    Span place = span;
    place.begin += static_cast<std::uint32_t>(name.data() - node.text().data());
    place.end = place.begin + static_cast<std::uint32_t>(name.size());
    use_name(compiler, {name, place, NameUse::After::literal});
    compiler.operation(Op::divide, span);
  }
}

std::uint32_t draw_at(Context& context, Span span) {
  const auto [place, is_new] = context.draw_of.emplace(place_of(span), context.draws);
  if (is_new) ++context.draws;
  return place->second;
}

void visit(Compiler& compiler, Ref node);

Op operator_of(Kind kind) {
  switch (kind) {
    case Kind::plus:
      return Op::add;
    case Kind::minus:
      return Op::subtract;
    case Kind::times:
      return Op::multiply;
    case Kind::divide:
      return Op::divide;
    default:
      return Op::over;
  }
}

// Sums and products: operands with operators between them, from the left.
void visit_chain(Compiler& compiler, Ref node) {
  std::optional<Op> waiting;
  for (Ref child : node) {
    const bool is_operator = child.kind() >= Kind::plus && child.kind() <= Kind::over;
    if (is_operator) {
      waiting = operator_of(child.kind());
      continue;
    }
    if (waiting == Op::divide && child.is(Kind::qname)) {
      use_name(compiler, {child.text(), child.span(), NameUse::After::slash});
    } else {
      visit(compiler, child);
    }
    if (waiting) compiler.operation(*waiting, node.span());
    waiting.reset();
  }
}

void visit_share(Compiler& compiler, Ref node) {
  bool first = true;
  for (Ref child : node) {
    visit(compiler, child);
    if (!first) compiler.operation(Op::of, node.span());
    first = false;
  }
}

// A literal cut into its number and what follows it: `$`, digits and magnitude; the unit.
struct LiteralParts {
  std::string_view number, unit;
  bool dollars = false, magnitude = false;
};

LiteralParts parts_of(std::string_view text) {
  LiteralParts parts;
  std::size_t at = 0;
  if (!text.empty() && text[0] == '$') {
    parts.dollars = true;
    at = 1;
  }
  const auto is_digit = [&](std::size_t i) {
    return i < text.size() &&
           ((text[i] >= '0' && text[i] <= '9') || text[i] == '_' || text[i] == '.');
  };
  while (is_digit(at)) ++at;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const std::size_t sign = at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-');
    if (is_digit(at + 1 + sign)) {
      ++at;
      at += sign;
      while (is_digit(at)) ++at;
    }
  }
  const auto rest = text.substr(at);
  const std::size_t size = rest.rfind("bn", 0) == 0 ? 2 : 1;
  const bool letter = !rest.empty() && std::string_view("kKMGTPb").find(rest[0]) != rest.npos;
  const auto after = size < rest.size() ? decode(rest, size).value : U' ';
  const bool ends = !is_letter(after) && after != '_' && !(after >= '0' && after <= '9');
  if (letter && ends && !(rest[0] == 'b' && size == 1)) {
    parts.magnitude = true;
    at += size;
  }
  parts.number = text.substr(0, at);
  parts.unit = text.substr(at);
  return parts;
}

// The number without its magnitude.
double number_of(const LiteralParts& parts) {
  std::string_view digits = parts.number;
  while (!digits.empty() && (digits.back() < '0' || digits.back() > '9')) digits.remove_suffix(1);
  if (parts.dollars) digits.remove_prefix(1);
  const auto literal = quantity::parse_literal(digits, quantity::Units());
  return literal.value ? literal.value->value : 0;
}

// A unit or `$` on one end of a range holds for both; a magnitude only for its own.
void use_literal_ends(Compiler& compiler, Ref low, Ref high, bool negative_low,
                      bool negative_high) {
  LiteralParts a = parts_of(low.text()), b = parts_of(high.text());
  std::string low_text(low.text()), high_text(high.text());
  if (trimmed(a.unit).empty()) low_text = std::string(a.number).append(b.unit);
  if (trimmed(b.unit).empty()) high_text = std::string(b.number).append(a.unit);
  if (a.dollars != b.dollars) (a.dollars ? high_text : low_text).insert(0, 1, '$');
  const auto read = [&](const std::string& text, Ref node, bool negative) {
    const auto literal = quantity::parse_literal(text, compiler.context.units);
    if (!literal.value || !literal.divisors.empty()) return use_literal(compiler, node);
    compiler.constant(*literal.value, node.span());
    if (negative) compiler.operation(Op::negate, node.span());
  };
  const auto first = compiler.formula.constants.size();
  read(low_text, low, negative_low);
  read(high_text, high, negative_high);
  if (compiler.failed || compiler.formula.constants.size() != first + 2) return;
  const double from = compiler.formula.constants[first].value;
  // `900..2k` can only be meant as it stands; `10..50M` may be meant to begin at `10M`.
  const bool bare = !a.magnitude && !a.dollars && trimmed(a.unit).empty();
  if (bare && b.magnitude && !negative_low && from > 0 && number_of(a) <= number_of(b)) {
    compiler.failed = true;
    const auto magnitude = b.number.substr(b.number.find_last_of("0123456789") + 1);
    Span span = low.span();
    span.end = high.span().end;
    Finding& finding = compiler.context.error(
        "range-magnitude", span,
        fmt::format("`{}` has no magnitude, `{}` has: a magnitude holds for its own end", a.number,
                    b.number));
    finding.help = fmt::format("write `{}{}..{}`", a.number, magnitude, high.text());
    finding.fixes.push_back(
        {finding.help, false, {{low.span(), fmt::format("{}{}", a.number, magnitude)}}});
  }
}

void visit_range(Compiler& compiler, Ref node) {
  std::vector<std::pair<Ref, bool>> ends;
  bool negative = false;
  for (Ref child : node) {
    if (child.is(Kind::minus)) {
      negative = true;
      continue;
    }
    ends.emplace_back(child, negative);
    negative = false;
  }
  if (ends.size() != 2) {
    compiler.failed = true;
    return;
  }
  if (ends[0].first.is(Kind::number) && ends[1].first.is(Kind::number)) {
    use_literal_ends(compiler, ends[0].first, ends[1].first, ends[0].second, ends[1].second);
  } else {
    for (const auto& [end, minus] : ends) {
      visit(compiler, end);
      if (minus) compiler.operation(Op::negate, end.span());
    }
  }
  compiler.operation(Op::range, node.span(), draw_at(compiler.context, node.span()));
}

void visit_call(Compiler& compiler, Ref node) {
  std::uint32_t arguments = 0;
  std::string name;
  for (Ref child : node) {
    if (child.is(Kind::function)) {
      name = std::string(trimmed(child.text()));
      continue;
    }
    visit(compiler, child);
    ++arguments;
  }
  Instruction step;
  step.op = Op::call;
  step.index = static_cast<std::uint32_t>(compiler.formula.functions.size());
  step.arguments = arguments;
  step.span = node.span();
  compiler.formula.functions.push_back(std::move(name));
  compiler.emit(step);
}

void visit(Compiler& compiler, Ref node) {
  switch (node.kind()) {
    case Kind::number:
      return use_literal(compiler, node);
    case Kind::qname:
      return use_name(compiler, {node.text(), node.span()});
    case Kind::sum:
    case Kind::product:
      return visit_chain(compiler, node);
    case Kind::share:
      return visit_share(compiler, node);
    case Kind::range:
      return visit_range(compiler, node);
    case Kind::call:
      return visit_call(compiler, node);
    case Kind::unary:
      for (Ref child : node) {
        if (!child.is(Kind::minus)) visit(compiler, child);
      }
      return compiler.operation(Op::negate, node.span());
    case Kind::about:
      visit(compiler, node.first());
      return compiler.operation(Op::about, node.span(), draw_at(compiler.context, node.span()));
    case Kind::power: {
      std::size_t operands = 0;
      for (Ref child : node) {
        visit(compiler, child);
        if (++operands == 2) compiler.operation(Op::power, node.span());
      }
      return;
    }
    default:
      compiler.failed = true;
      return;  // a string or a word; the caller knows what it wants
  }
}

}  // namespace

std::optional<Formula> compile(Context& context, Ref expression, const FormulaPlace& place) {
  Compiler compiler{context, place, {}, false};
  compiler.formula.span = expression.span();
  visit(compiler, expression);
  if (compiler.failed) return std::nullopt;
  return std::move(compiler.formula);
}

}  // namespace joist::resolve
