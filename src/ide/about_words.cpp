// What is told of words of the language and of numbers, wherever they stand.
#include <cctype>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ide/about.hpp"
#include "ide/keywords.hpp"
#include "ide/tokens.hpp"
#include "quantity/display.hpp"
#include "quantity/units.hpp"

namespace joist::ide {

namespace {

using syntax::Kind;
using syntax::Ref;

// Those of the language and of the design.
quantity::Units units_of(const project::Project& project) {
  quantity::Units units;
  for (const syntax::File& file : project.files) {
    for (std::uint32_t i = 0; i < file.nodes.size(); ++i) {
      if (file.nodes[i].kind != Kind::unit) continue;
      for (const Ref part : Ref(file, i))
        if (part.is(Kind::name)) units.declare(part.text());
    }
  }
  return units;
}

constexpr int most_digits = 12;  // of what a unit is: none of them is rounded

// "`min` is `60 s`"; empty where the dimension says all there is.
std::string unit_text(std::string_view name, const quantity::Unit& unit) {
  if (unit.is_count) return fmt::format("`{}` are counted", name);
  const std::string symbol = quantity::symbol(unit.dimension);
  if (unit.factor == 1 || symbol.empty() || symbol.front() == '1') return {};
  return fmt::format("`{}` is `{} {}`", name, quantity::number_text(unit.factor, most_digits), symbol);
}

// Of each name in a number: `GB` and `month` in `$0.02/GB/month`.
void tell_units(Words& words, std::string_view text, const quantity::Units& units) {
  for (std::size_t at = 0; at < text.size();) {
    const auto letter = [&](std::size_t i) {
      return i < text.size() && is_name_byte(text[i]) &&
             std::isdigit(static_cast<unsigned char>(text[i])) == 0;
    };
    std::size_t end = at;
    while (letter(end)) ++end;
    // A magnitude is glued to what it makes larger: `4k`, `4kB`.
    for (std::size_t begin = at; begin < end; ++begin) {
      const auto name = text.substr(begin, end - begin);
      const auto unit = units.find(name);
      if (!unit) continue;
      if (const std::string said = unit_text(name, *unit); !said.empty()) words.item(said);
      break;
    }
    at = std::max(end, at + 1);
  }
}

}  // namespace

void tell_keyword(Words& words, const Keyword& keyword) {
  words.title(fmt::format("`{}`", keyword.word));
  words.paragraph(std::string(keyword.what));
  std::string example;
  // `${1:name}` is a place to fill in, and `name` stands in it.
  for (std::size_t at = 0; at < keyword.snippet.size(); ++at) {
    const char c = keyword.snippet[at];
    if (keyword.snippet.substr(at, 2) == "$0") {
      example += "...";
      ++at;
    } else if (keyword.snippet.substr(at, 2) == "${") {
      at = keyword.snippet.find(':', at);
      const std::size_t end = keyword.snippet.find('}', at);
      example += keyword.snippet.substr(at + 1, end - at - 1);
      at = end;
    } else {
      example += c;
    }
  }
  if (!example.empty()) words.code(example, "joist");
}

void tell_number(Words& words, const project::Project& project, std::string_view text) {
  const quantity::Units units = units_of(project);
  const quantity::Literal literal = quantity::parse_literal(text, units);
  if (!literal.value || !literal.divisors.empty()) return;
  const std::string value = quantity::text(*literal.value);
  words.title(value == text ? fmt::format("`{}`", text) : fmt::format("`{}` = `{}`", text, value));
  words.item(quantity::name(literal.value->dimension));
  tell_units(words, text, units);
}

void tell_unit(Words& words, const project::Project& project, std::string_view text) {
  const quantity::Units units = units_of(project);
  const quantity::Computed unit = quantity::parse_unit(text, units);
  if (!unit.value) return;
  words.title(fmt::format("`{}`", text));
  words.item(quantity::name(unit.value->dimension));
  tell_units(words, text, units);
}

void tell_type(Words& words, const project::Project& project, std::string_view name) {
  for (const syntax::File& file : project.files) {
    for (std::uint32_t i = 0; i < file.nodes.size(); ++i) {
      const Ref statement(file, i);
      if (!statement.is(Kind::type_of) || statement.child(Kind::name).text() != name) continue;
      words.title(fmt::format("type `{}`", name));
      const std::string_view text = statement.text();
      words.code(fmt::format("type {} {}", name, trimmed(text.substr(text.find('=')))), "joist");
      return;
    }
  }
}

void tell_choice(Words& words, const model::AttributeInfo& info, std::string_view value) {
  words.title(fmt::format("`{}: {}`", info.name, value));
  words.paragraph(std::string(info.summary));
  words.item("takes " + type_text(info));
}

}  // namespace joist::ide
