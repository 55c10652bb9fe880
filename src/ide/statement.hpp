// What completion asks about the statement that is being written: its words, the blocks around it,
// and what stands behind the cursor.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ide/measure.hpp"
#include "ide/tokens.hpp"
#include "model/attributes.hpp"

namespace joist::ide {

class Statement {
 public:
  Statement(std::string_view text, std::uint32_t cursor, Writing writing)
      : text_(text), writing_(std::move(writing)), cursor_(cursor) {}

  std::string_view word(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  // The token so many places before the cursor's word, 0 the last; empty where there is none.
  std::string_view back(std::size_t count) const;
  std::string_view first() const;
  bool last_is(Token::Sort sort) const;
  bool has_arrow() const;
  // The quantity or kind that the statement makes: it can't be made of itself.
  std::string_view being_declared() const;

  bool names_columns() const;      // `index |` and `query "q" (|)`
  std::string_view table() const;  // in whose block the cursor stands
  bool selects() const;            // `show |` and the like, in a view
  bool in_stage() const;
  bool in_condition() const;
  bool has_comparison() const;  // in the condition that is being written
  // Of attributes, in the block around the cursor: before it and behind it.
  std::vector<std::string_view> keys_in_block(bool only_attributes) const;
  // The attribute whose value is being written: `NAME :` and what follows, without a comma.
  const model::AttributeInfo* attribute_of_value() const;

  bool is_before_colon() const;  // `repl: 3`, with the cursor behind the name
  // Of the number before the cursor.
  Measure measure() const;
  // Nothing on the line is still to come but what ends a block or a list.
  bool ends_here() const;
  // Of the word that the cursor stands in.
  std::uint32_t word_end() const;

 private:
  char next_sign()
      const;  // the first behind the cursor that is no blank; a line end at the text's end

 protected:
  std::string_view text_;
  Writing writing_;
  std::uint32_t cursor_;
};

}  // namespace joist::ide
