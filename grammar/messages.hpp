// What the pieces of the grammar are called when one is missing: "expected `:` or an arrow".
//
// Only rules named here are ever mentioned. A rule that fails where it began stands for all it is
// made of (a value, not "a number, a name, `(`, `~` or `-`"); one that is `whole` also hides what
// could still have followed inside it once it has matched.
#pragma once

#include <string_view>

#include "grammar/joist.hpp"

namespace joist::grammar {

struct Called {
  std::string_view text;  // empty: never mentioned
  bool verbatim = false;  // the text itself is what to write
  bool whole = false;
};

template <class Rule>
inline constexpr Called called{};

template <Text T>
inline constexpr Called called<sym<T>>{T.view(), true, false};
template <Text T>
inline constexpr Called called<word<T>>{T.view(), true, false};

template <>
inline constexpr Called called<Name>{"a name", false, true};
template <>
inline constexpr Called called<QName>{"a name", false, true};
template <>
inline constexpr Called called<String>{"a text in quotes", false, true};
template <>
inline constexpr Called called<RuleName>{"the name of a rule", false, true};
template <>
inline constexpr Called called<UnitExpr>{"a unit", false, true};
template <>
inline constexpr Called called<Expr>{"a value", false, true};
template <>
inline constexpr Called called<Item>{"a value", false, false};
template <>
inline constexpr Called called<Cond>{"a condition", false, false};
template <>
inline constexpr Called called<Cmp>{"a comparison such as `<`", false, true};
template <>
inline constexpr Called called<Arrow>{"an arrow", false, true};
template <>
inline constexpr Called called<Method>{"a method such as `GET`", false, true};
template <>
inline constexpr Called called<Path>{"a path such as `/users`", false, true};
template <>
inline constexpr Called called<Type>{"a type such as `text`", false, true};
template <>
inline constexpr Called called<Selector>{"a name, `tag:NAME` or `kind:NAME`", false, true};
template <>
inline constexpr Called called<Block>{"{", true, true};
template <>
inline constexpr Called called<endpoint_block>{"{", true, true};
template <>
inline constexpr Called called<table_block>{"{", true, true};
template <>
inline constexpr Called called<view_block>{"{", true, true};

}  // namespace joist::grammar
