// The grammar of Joist, for PEGTL 3.2. A capitalised rule leaves a node in the tree, a small one
// none.
//
// Blanks and a comment are passed over behind each token. A line end is a token of its own, passed
// over only where a rule says so: `c` where what follows cannot begin a statement, `n` where
// something is still waiting for what follows.
#pragma once

#include "grammar/lexical.hpp"

namespace joist::grammar {

using namespace tao::pegtl;

// Rules in a row of which some leave nodes, tried as one: if the row fails, its nodes go again.
template <class... Rules>
struct group : seq<Rules...> {};

// ---------------------------------------------------------------------------------------- lines

struct eol : seq<one<'\n'>, blanks> {};
struct c : lines {};

struct Keywords {
  static constexpr std::string_view all[] = {
      "design", "import", "kind",      "type",  "unit",  "flow", "feature", "need",  "assume",
      "defer",  "decide", "endpoints", "table", "stage", "view", "allow",   "remove"};
  static constexpr bool has(std::string_view text) {
    for (std::string_view keyword : all) {
      if (keyword == text) return true;
    }
    return false;
  }
};
struct AnnotationWords {
  static constexpr bool has(std::string_view t) {
    return t == "x" || t == "read" || t == "write" || t == "on";
  }
};
struct OperatorWords {
  static constexpr bool has(std::string_view t) {
    return t == "of" || t == "over" || t == "in" || t == "per";
  }
};
struct NoUnitWords {
  static constexpr bool has(std::string_view t) {
    return AnnotationWords::has(t) || OperatorWords::has(t) || Keywords::has(t) || t == "by" ||
           t == "as" || t == "because" || t == "but" || t == "until";
  }
};
struct keyword : one_word<Keywords> {};
struct annotation_word : one_word<AnnotationWords> {};
struct operator_word : one_word<OperatorWords> {};
struct no_unit_word : one_word<NoUnitWords> {};

// ---------------------------------------------------------------------------------------- names

struct strict_qname : seq<name, star<one<'.'>, name>, opt<tenth>, blanks> {};
struct key : seq<qname, one<':'>> {};
struct binds : seq<one<'='>, not_at<one<'=', '>'>>> {};
struct bound : seq<qname, binds> {};

struct Name : seq<loose_name, blanks> {};
struct QName : qname {};
struct String : literal {};
struct RuleName
    : seq<plus<range<'a', 'z'>>, star<one<'-'>, plus<range<'a', 'z'>>>, not_at<name_char>, blanks> {
};

// What tells that the next line is a statement of its own.
struct starter
    : sor<seq<keyword, not_at<one<'.'>>>,
          seq<qname,
              sor<one<':'>, binds, seq<not_at<annotation_word>, not_at<operator_word>, letter>>>> {
};
struct n : opt<some_lines, not_at<starter>> {};

struct Names : seq<QName, star<sym<",">, n, not_at<key>, QName>> {};

// ----------------------------------------------------------------------------------- quantities

struct dollar : one<'$'> {};
struct digits : seq<digit, star<sor<digit, seq<one<'_'>, digit>>>> {};
struct fraction : seq<one<'.'>, plus<digit>> {};
struct exponent : seq<one<'e', 'E'>, opt<one<'+', '-'>>, plus<digit>> {};
struct magnitude
    : seq<sor<string<'b', 'n'>, one<'k', 'K', 'M', 'G', 'T', 'P'>>, not_at<name_char>> {};
struct space_or_tab : sor<blank, string<'\xc2', '\xa0'>> {};
struct unit_name : seq<not_at<no_unit_word>, name, not_at<blanks, one<':', '=', '('>>,
                       not_at<one<'.'>, letter>> {};
struct per_unit : seq<one<'/'>, unit_name> {};
struct unit
    : sor<seq<star<space_or_tab>, sor<one<'%'>, unit_name>, star<per_unit>>, plus<per_unit>> {};
struct Number
    : seq<opt<dollar>, digits, opt<fraction>, opt<exponent>, opt<magnitude>, opt<unit>, blanks> {};

struct shown_unit : sor<one<'$', '%'>, name> {};
struct UnitExpr
    : sor<seq<opt<sor<shown_unit, seq<one<'1'>, not_at<name_char>>>>, plus<one<'/'>, name>, blanks>,
          seq<shown_unit, blanks>> {};

struct Plus : sym<"+"> {};
struct Minus : seq<one<'-'>, not_at<one<'>', '-'>>, blanks> {};
struct Times : sym<"*"> {};
struct Div : sym<"/"> {};
struct Over : seq<word<"over">, not_at<one<'"'>>> {};
struct Cmp : sor<sym<"<=">, sym<">=">, sym<"==">, sym<"<">, sym<">">> {};

struct Expr;
struct Unary;

struct Ref : seq<not_at<operator_word, not_at<one<'.'>>>, strict_qname> {};
struct Func : seq<name, at<one<'('>>> {};
struct TooDeep : deep_expression {};
struct inner_expr : nested<Expr, TooDeep> {};
struct inner_unary : nested<Unary, TooDeep> {};

struct Call : seq<Func, sym<"(">, n, inner_expr, star<sym<",">, n, inner_expr>, c, sym<")">> {};
struct parenthesis : group<sym<"(">, n, inner_expr, c, sym<")">> {};
struct primary : sor<Number, seq<at<name, one<'('>>, Call>, parenthesis, Ref> {};
struct Power : seq<primary, opt<c, sym<"^">, n, inner_unary>> {};
struct About : seq<one<'~'>, not_at<one<'>'>>, blanks, Number> {};
struct range_end : sor<group<opt<Minus>, Number>, Ref> {};
struct span : group<range_end, sym<"..">, range_end> {};
struct Range : sor<About, seq<maybe_range, span>> {};
struct Unary : sor<Range, group<Minus, inner_unary>, Power> {};
struct Share : seq<Unary, star<word<"of">, n, Unary>> {};
struct Prod : seq<Share, star<group<c, sor<Times, Div, Over>, n, Share>>> {};
struct Expr : seq<Prod, star<group<c, sor<Plus, Minus>, n, Prod>>> {};
struct Cond : seq<Expr, c, Cmp, n, Expr> {};

// ------------------------------------------------------------------------------------ attributes

struct Key : qname {};
struct Item : sor<String, seq<Expr, opt<word<"x">, Expr>, opt<word<"per">, Name>>> {};
struct Value : seq<Item, star<sym<",">, n, not_at<key>, Item>> {};
struct Attr : seq<Key, sym<":">, Value> {};
struct AllowAttr : seq<word<"allow">, sym<":">, RuleName, String> {};

// ---------------------------------------------------------------------- blocks and what is broken

struct Stmt;
struct line;

struct stop : sor<one<'\n', ';', '}'>, eof, outer> {};
struct Unclosed : sor<eof, outer> {};
struct close : sor<sym<"}">, Unclosed> {};

// The lines of a block of one sort, up to its brace or to where it should have ended.
template <class Line>
struct body : star<sor<eol, sym<";">, seq<not_at<sor<one<'}'>, outer>>, Line>>> {};
struct TooDeepBlock : deep_block {};
template <class Line>
struct braces : seq<sym<"{">, nested<body<Line>, TooDeepBlock>, close> {};
struct Block : braces<line> {};
struct block : seq<c, Block> {};

// A statement that does not parse, to its end, over lines that begin with no name. Blocks in it are
// parsed for what they hold, but nothing is said about them.
struct clause_word : sor<seq<sor<word<"over">, word<"because">, word<"but">>, one<'"'>>,
                         seq<word<"until">, not_at<one<':', '=', '.', '>', '-', '~', '|', '{'>>>> {
};
struct goes_on : sor<clause_word, not_at<sor<one<'}', ';', '\n'>, eof, letter>>> {};
struct broken_lines : seq<some_lines, not_at<outer>, at<goes_on>> {};
struct broken_piece : sor<block, literal, broken_text, broken_lines> {};
struct broken
    : seq<not_at<one<'}'>>, broken_piece, star<not_at<sor<one<'}'>, outer>>, broken_piece>> {};
struct Bad : broken {};
struct Junk : broken {};  // the rest of a statement that began well
struct Stray : sym<"}"> {};

struct at_stop : at<stop> {};
struct ended : sor<at_stop, Junk> {};

// ---------------------------------------------------------------------------------------- arrows

// Arrows of other notations and of word processors; each is read as what it means.
struct lookalike
    : sor<sym<"<-->">, sym<"<->">, sym<"<=>">, sym<"<--">, sym<"<-">, sym<"<~">, sym<"<==">,
          sym<"-->>">, sym<"->>">, sym<"--->">, sym<"-->">, sym<"-.->">, sym<"..>">, sym<"==>">,
          sym<"=>">, sym<"~~>">, sym<"---">, sym<"→">, sym<"⇒">, sym<"⟶">, sym<"⟹">, sym<"➔">,
          sym<"➜">, sym<"➝">, sym<"➞">, sym<"⇢">, sym<"⇝">, sym<"↝">, sym<"←">, sym<"⇐">, sym<"⟵">,
          sym<"↔">, sym<"⇔">, sym<"⟷">, sym<"—>">, sym<"–>">, sym<"−>">, sym<"——">, sym<"—">,
          sym<"–">> {};
struct Arrow : sor<lookalike, sym<"->">, sym<"~>">, sym<"--">> {};

struct Label : seq<String> {};
struct Rate : seq<sym<"@">, Expr> {};
struct Ratio : seq<word<"x">, Expr> {};
struct Access : sor<word<"read">, word<"write">> {};
struct On : seq<word<"on">, sor<word<"hit">, word<"miss">, word<"fail">>, QName> {};
struct Target : seq<QName, star<sor<seq<c, sor<Label, Rate>>, Ratio, Access, On, block>>> {};
struct Else : sym<"|"> {};
struct Nodes : seq<QName, star<sym<",">, n, QName>> {};
struct Targets : seq<Target, star<group<c, sor<sym<",">, Else>, n, Target>>> {};
struct Connection : seq<Nodes, plus<group<c, Arrow, n, Targets>>> {};

// ------------------------------------------------------------------------------------ statements

struct text : seq<c, String> {};

struct Binding : seq<QName, binds, blanks, Expr, opt<word<"in">, UnitExpr>, opt<text>> {};
struct Design : seq<word<"design">, String, opt<text>, opt<block>> {};
struct Import : seq<word<"import">, String, opt<word<"as">, Name>> {};
struct Kind : seq<word<"kind">, Name, opt<sym<":">, QName>, opt<text>, opt<block>> {};
struct TypeOf : seq<word<"type">, Name, binds, blanks, Expr> {};
struct Unit : seq<word<"unit">, Name, star<sym<",">, n, Name>, opt<text>> {};
struct Component
    : seq<not_at<keyword>, QName, Name, opt<text>, star<sym<",">, n, Name, opt<text>>, opt<block>> {
};
struct Flow : seq<word<"flow">, Name, star<c, sor<String, Rate>>, opt<block>> {};
struct Feature : seq<word<"feature">, String, opt<word<"by">, Names>> {};
struct Survive : seq<word<"survive">, QName> {};
struct Need : seq<word<"need">, sor<Survive, Cond>, opt<text>> {};
struct Assume : seq<word<"assume">, String> {};
struct Defer : seq<word<"defer">, String, opt<text>> {};
struct Clause
    : sor<seq<word<"over">, String, star<sym<",">, n, String>>, seq<word<"because">, String>,
          seq<word<"but">, String>, seq<word<"until">, Cond>> {};
struct Decide : seq<word<"decide">, String, star<c, Clause>> {};
struct Stage : seq<word<"stage">, String, block> {};
struct Allow : seq<word<"allow">, RuleName, opt<word<"on">, QName>, text> {};
struct Remove : seq<word<"remove">, sor<Connection, Names>> {};

// -------------------------------------------------------------------- endpoints, tables and views

struct Method : seq<plus<range<'A', 'Z'>>, not_at<name_char>, blanks> {};
struct path_parameter : seq<one<'{'>, star<not_one<'{', '}', '\n', '"', '#'>>, one<'}'>> {};
struct path_char : not_one<' ', '\t', '\r', '\n', '{', '}', '"', '#', ';', ','> {};
struct Path : seq<one<'/'>, star<sor<path_parameter, path_char>>, blanks> {};
struct Endpoint : seq<Method, Path, star<sor<text, seq<word<"by">, Names>, block>>> {};
struct endpoint_line : sor<seq<sor<Attr, Endpoint>, ended>, Bad> {};
struct endpoint_block : braces<endpoint_line> {};
struct Endpoints : seq<word<"endpoints">, word<"of">, QName, c, endpoint_block> {};

struct Type : seq<name, opt<group<sym<"(">, Expr, star<sym<",">, Expr>, sym<")">>>, blanks> {};
struct Flag : sor<word<"key">, word<"partition">, seq<word<"ref">, QName>> {};
struct Column : seq<Name, Type, star<Flag>, opt<String>> {};
struct Index : seq<word<"index">, Names> {};
struct Query : seq<word<"query">, String, sym<"(">, Names, sym<")">, opt<c, Rate>> {};
struct table_line : sor<seq<sor<Attr, Index, Query, Column>, ended>, Bad> {};
struct table_block : braces<table_line> {};
struct Table : seq<word<"table">, Name, opt<text>, opt<word<"in">, QName>, c, table_block> {};

struct Selector
    : sor<seq<word<"neighbours">, word<"of">, qname>,
          seq<sor<word<"kind">, word<"tag">>, one<':'>, blanks, loose_name, blanks>,
          seq<loose_name, star<one<'.'>, loose_name>, opt<string<'.', '*'>>, blanks>, sym<"*">> {};
struct Pick : seq<sor<word<"show">, word<"hide">, word<"collapse">>, Selector,
                  star<sym<",">, n, Selector>> {};
struct view_line : sor<seq<sor<Attr, Pick>, ended>, Bad> {};
struct view_block : braces<view_line> {};
struct View : seq<word<"view">, Name, opt<text>, c, view_block> {};

// --------------------------------------------------------------------------------------- the file

// A statement is told by its beginning; looking at that first keeps the rest from being tried in
// vain.
struct no_allowance : not_at<word<"allow">, one<':'>> {};  // one without a reason is broken
struct Stmt : seq<sor<AllowAttr, seq<no_allowance, Attr>>, opt<sym<",">>> {};
struct attribute : seq<at<key>, Stmt, sor<after<','>, ended>> {};
struct binding : seq<at<bound>, Binding> {};
struct connection : seq<not_at<qname, letter>, Connection> {};
struct declaration : sor<Design, Import, Kind, TypeOf, Unit, Flow, Feature, Need, Assume, Defer,
                         Decide, Endpoints, Table, Stage, View, Allow, Remove> {};
struct statement : sor<binding, connection, declaration, Component> {};
struct line : sor<attribute, seq<statement, ended>, Bad> {};
struct byte_order_mark : opt<string<'\xef', '\xbb', '\xbf'>> {};
struct Unread : rest {};  // nothing ever is; but if it were, it would be one broken statement
struct File
    : seq<byte_order_mark, blanks, star<sor<eol, sym<";">, line, Stray>>, sor<eof, Unread>> {};

}  // namespace joist::grammar
