// The mistakes that are made often, each told by its looks.
#pragma once

#include <optional>
#include <span>

#include "syntax/explain.hpp"

namespace joist::syntax {

using Found = std::optional<Finding>;
using Mistake = Found (*)(const Broken&);

// In the order in which they are asked; the first one that knows the fault describes it.
std::span<const Mistake> mistakes();

// In characters and names.
Found lookalike_characters(const Broken& broken);
Found pictured_name(const Broken& broken);
Found odd_name(const Broken& broken);
Found other_statement(const Broken& broken);
Found label_without_name(const Broken& broken);
Found nameless(const Broken& broken);
Found name_of_two_words(const Broken& broken);
Found declared_binding(const Broken& broken);
Found doubled_word(const Broken& broken);
Found turned_statement(const Broken& broken);
Found missing_keyword(const Broken& broken);
Found label_before_name(const Broken& broken);
Found quoted_key(const Broken& broken);
Found sentence(const Broken& broken);
Found is_kind(const Broken& broken);
Found list_into_arrow(const Broken& broken);
Found control_flow(const Broken& broken);

// In comments and arrows.
Found comment_sign(const Broken& broken);
Found comment_block(const Broken& broken);
Found torn_arrow(const Broken& broken);
Found part_of_arrow(const Broken& broken);
Found doubled_arrow(const Broken& broken);
Found bracketed_targets(const Broken& broken);
Found other_list(const Broken& broken);
Found rate_without_sign(const Broken& broken);
Found times_ratio(const Broken& broken);
Found arrow_label(const Broken& broken);
Found other_condition(const Broken& broken);
Found read_and_write(const Broken& broken);
Found name_behind_target(const Broken& broken);

// In how statements begin.
Found sign_before_block(const Broken& broken);
Found turned_component(const Broken& broken);
Found other_block(const Broken& broken);
Found called_kind(const Broken& broken);
Found copies_in_header(const Broken& broken);
Found attributes_without_block(const Broken& broken);
Found component_list(const Broken& broken);
Found kind_parent(const Broken& broken);
Found stage_without_block(const Broken& broken);
Found endpoints_without_of(const Broken& broken);
Found broken_endpoint(const Broken& broken);
Found column_of_sql(const Broken& broken);
Found view_words(const Broken& broken);

// In numbers and conditions.
Found magnitude_word(const Broken& broken);
Found digit_groups(const Broken& broken);
Found bare_point(const Broken& broken);
Found other_currency(const Broken& broken);
Found per_word(const Broken& broken);
Found range_in_words(const Broken& broken);
Found other_operator(const Broken& broken);
Found closing_parenthesis(const Broken& broken);
Found loose_sign(const Broken& broken);
Found decide_words(const Broken& broken);
Found other_comparison(const Broken& broken);
Found need_without_comparison(const Broken& broken);
Found blank_before_figure(const Broken& broken);
Found survive_words(const Broken& broken);
Found compared_twice(const Broken& broken);
Found allowance_form(const Broken& broken);

// Mistakes in texts and in values, each nothing where the fault is another one.
Found open_string(const Broken& broken);
Found value_in_comment(const Broken& broken);
Found unquoted_text(const Broken& broken);
Found unquoted_label(const Broken& broken);
Found single_quotes(const Broken& broken);
Found missing_quotes(const Broken& broken);
Found brackets(const Broken& broken);
Found open_parenthesis(const Broken& broken);
Found dangling_operator(const Broken& broken);
Found share_of(const Broken& broken);
Found glued_ratio(const Broken& broken);

}  // namespace joist::syntax
