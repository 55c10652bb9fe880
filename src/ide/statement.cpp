// Looks around the cursor.
#include "ide/statement.hpp"

#include <algorithm>
#include <cctype>

namespace joist::ide {

using TokenSort = Token::Sort;

std::string_view Statement::back(std::size_t count) const {
  const auto& tokens = writing_.statement;
  return count < tokens.size() ? word(tokens[tokens.size() - 1 - count]) : std::string_view();
}

std::string_view Statement::being_declared() const {
  const auto& tokens = writing_.statement;
  if (tokens.size() < 2) return {};
  return first() == "kind" ? word(tokens[1]) : word(tokens[1]) == "=" ? first() : "";
}

std::string_view Statement::first() const {
  return writing_.statement.empty() ? std::string_view() : word(writing_.statement.front());
}

bool Statement::last_is(TokenSort sort) const {
  return !writing_.statement.empty() && writing_.statement.back().sort == sort;
}

bool Statement::has_arrow() const {
  return std::any_of(writing_.statement.begin(), writing_.statement.end(),
                     [](const Token& token) { return token.sort == TokenSort::arrow; });
}

bool Statement::names_columns() const {
  if (first() == "index") return true;
  const auto& tokens = writing_.statement;
  const auto bracket = std::find_if(tokens.rbegin(), tokens.rend(), [&](const Token& token) {
    return word(token) == "(" || word(token) == ")";
  });
  return first() == "query" && bracket != tokens.rend() && word(*bracket) == "(";
}

std::string_view Statement::table() const {
  const auto& header = writing_.headers.back();
  return header.size() < 2 ? std::string_view() : word(header[1]);
}

bool Statement::selects() const {
  return first() == "show" || first() == "hide" || first() == "collapse";
}

bool Statement::in_stage() const {
  const auto& headers = writing_.headers;
  return !headers.empty() && !headers.front().empty() && word(headers.front().front()) == "stage";
}

bool Statement::in_condition() const {
  if (first() == "need") return true;
  return first() == "decide" && std::any_of(writing_.statement.begin(), writing_.statement.end(),
                                            [&](const Token& t) { return word(t) == "until"; });
}

namespace {

bool is_comparison(std::string_view word) {
  return word == "<" || word == "<=" || word == ">" || word == ">=";
}

}  // namespace

bool Statement::has_comparison() const {
  for (std::size_t i = 0; i < writing_.statement.size() && back(i) != "until"; ++i) {
    if (is_comparison(back(i))) return true;
  }
  return false;
}

Measure Statement::measure() const {
  if (const auto* info = attribute_of_value()) return {info, std::nullopt};
  std::size_t before = 1;
  if (back(before) == "..") {  // `2 ms .. 5`
    while (before < writing_.statement.size() && back(before) != "@" &&
           !is_comparison(back(before))) {
      ++before;
    }
  }
  if (back(before) == "@") return {nullptr, quantity::rate};
  return is_comparison(back(before)) ? measure_of_figure(back(before + 1)) : Measure();
}

std::vector<std::string_view> Statement::keys_in_block(bool only_attributes) const {
  std::vector<std::string_view> keys;
  if (writing_.insides.empty()) return keys;
  for (const Token& key : keys_of_block(text_, writing_.insides.back(), only_attributes)) {
    // The one at the cursor is being written anew.
    if (cursor_ < key.begin || cursor_ > key.end) keys.push_back(word(key));
  }
  return keys;
}

const model::AttributeInfo* Statement::attribute_of_value() const {
  const auto& tokens = writing_.statement;
  for (std::size_t i = tokens.size(); i-- > 1;) {
    if (word(tokens[i]) == ":" && tokens[i - 1].sort == TokenSort::name) {
      const std::string_view key = word(tokens[i - 1]);
      const auto* info = model::find_attribute(key.substr(key.rfind('.') + 1));
      const bool list = info != nullptr && (info->type == model::AttributeType::names ||
                                            info->type == model::AttributeType::zones);
      return back(0) == "," && !list ? nullptr : info;
    }
    if (word(tokens[i]) == "{") break;
  }
  return nullptr;
}

char Statement::next_sign() const {
  const std::size_t next = text_.find_first_not_of(" \t", cursor_);
  return next == text_.npos ? '\n' : text_[next];
}

bool Statement::is_before_colon() const {
  return next_sign() == ':';
}

bool Statement::ends_here() const {
  return std::string_view("\r\n})],;#").find(next_sign()) != std::string_view::npos;
}

std::uint32_t Statement::word_end() const {
  std::uint32_t end = cursor_;
  while (end < text_.size() && is_name_byte(text_[end])) ++end;
  return end;
}

}  // namespace joist::ide
