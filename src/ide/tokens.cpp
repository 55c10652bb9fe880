// Cuts a text into tokens and keeps those of the statement and of the headers around it.
#include "ide/tokens.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace joist::ide {

namespace {

using TokenSort = Token::Sort;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Scanner {
 public:
  Scanner(std::string_view text, std::uint32_t end, std::uint32_t from)
      : text_(text.substr(0, end)), at_(from) {}

  Writing take() {
    while (at_ < text_.size()) step();
    writing_.word_begin = static_cast<std::uint32_t>(text_.size());
    take_word();
    return std::move(writing_);
  }

  std::vector<Token> take_keys(bool only_attributes) {
    std::vector<Token> keys;
    line_end_ = false;
    while (at_ < text_.size() && !outside_) {
      const std::size_t before = at_;
      step();
      const auto& tokens = writing_.statement;
      const bool in_it = writing_.headers.empty();
      if (only_attributes && (!in_it || begins_other())) break;
      if (in_it && at_ == before + 1 && text_[before] == ':' && tokens.size() > 1 &&
          tokens[tokens.size() - 2].sort == TokenSort::name) {
        keys.push_back(tokens[tokens.size() - 2]);
      }
    }
    return keys;
  }

 private:
  // Whether what stands on a line of its own is no attribute.
  bool begins_other() const {
    const auto& tokens = writing_.statement;
    if (!tokens.empty() && tokens.back().sort == TokenSort::arrow) return true;
    return tokens.size() == 2 && tokens.front().after_line_end && text_[tokens.back().begin] != ':';
  }

  void step() {
    const char c = text_[at_];
    if (c == '\n') {
      ++at_;
      line_end_ = true;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '#') {
      skip_comment();
    } else if (c == '"') {
      skip_string();
    } else if (c == '/' && is_behind_method()) {
      skip_path();
    } else if (c == '{') {
      put(TokenSort::open, 1);
      open();
    } else if (c == '}') {
      put(TokenSort::close, 1);
      close();
    } else if (c == ';') {
      ++at_;
      end_statement();
    } else if (is_digit(c)) {
      put(TokenSort::number, number_length());
    } else if (is_name_byte(c)) {
      put(TokenSort::name, name_length());
    } else {
      put_sign();
    }
  }

  void skip_comment() {
    const std::size_t end = text_.find('\n', at_);
    if (end == text_.npos) writing_.in_text = true;
    at_ = std::min(end, text_.size());
  }

  void skip_string() {
    const bool is_long = text_.substr(at_, 3) == "\"\"\"";
    std::size_t end = at_ + (is_long ? 3 : 1);
    while (end < text_.size()) {
      if (!is_long && text_[end] == '\n') break;
      if (!is_long && text_[end] == '\\') {
        ++end;
      } else if (text_.substr(end, is_long ? 3 : 1) == (is_long ? "\"\"\"" : "\"")) {
        end += is_long ? 3 : 1;
        return put(TokenSort::string, end - at_);
      }
      ++end;
    }
    writing_.in_text = end >= text_.size();
    put(TokenSort::string, std::min(end, text_.size()) - at_);
  }

  bool is_behind_method() const {
    if (writing_.statement.size() != 1) return false;
    const Token& first = writing_.statement.front();
    const std::string_view word = text_.substr(first.begin, first.end - first.begin);
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  // `/orders/{id}`: of what is written there nothing is known.
  void skip_path() {
    std::size_t end = at_;
    while (end < text_.size() && std::string_view(" \t\r\n}\"#;,").find(text_[end]) == text_.npos) {
      if (text_[end] == '{') {
        const std::size_t stop = text_.find_first_of("{}\n\"#", end + 1);
        if (stop != text_.npos && text_[stop] != '}') break;
        end = std::min(stop, text_.size() - 1);
      }
      ++end;
    }
    writing_.in_text = end == text_.size();
    put(TokenSort::string, end - at_);
  }

  std::size_t name_length() const {
    std::size_t end = at_;
    while (end < text_.size() &&
           (is_name_byte(text_[end]) ||
            (text_[end] == '.' && end + 1 < text_.size() && is_name_byte(text_[end + 1])) ||
            (text_[end] == '.' && end + 1 == text_.size()))) {
      ++end;
    }
    if (end == text_.size() || text_[end] != '-' || !after_allow()) return end - at_;
    while (end < text_.size() && (text_[end] == '-' || is_name_byte(text_[end]))) ++end;
    return end - at_;
  }

  bool after_allow() const {
    const auto& tokens = writing_.statement;
    if (tokens.empty()) return false;
    const Token& last = tokens.back();
    const auto text = [&](const Token& token) {
      return text_.substr(token.begin, token.end - token.begin);
    };
    if (text(last) == "allow") return tokens.size() == 1;
    return text(last) == ":" && tokens.size() >= 2 && text(tokens[tokens.size() - 2]) == "allow";
  }

  // With its magnitude and, glued to it, its unit: `4k`, `5ms`, `10/s`.
  std::size_t number_length() const {
    std::size_t end = at_;
    while (end < text_.size() &&
           (is_name_byte(text_[end]) || text_[end] == '%' ||
            (text_[end] == '.' && end + 1 < text_.size() && is_digit(text_[end + 1])))) {
      ++end;
    }
    return end - at_;
  }

  void put_sign() {
    const std::string_view two = text_.substr(at_, 2);
    const bool is_arrow = two == "->" || two == "~>" || two == "--";
    const bool is_pair = is_arrow || two == "<=" || two == ">=" || two == "==" || two == "..";
    put(is_arrow ? TokenSort::arrow : TokenSort::sign, is_pair ? 2 : 1);
  }

  // A line end counts where what stands before it waits for nothing, and a name follows.
  bool begins_statement(TokenSort sort) const {
    if (!line_end_) return false;
    if (sort != TokenSort::name && sort != TokenSort::close) return false;
    return !waits();
  }

  bool waits() const {
    if (writing_.statement.empty()) return false;
    const Token& last = writing_.statement.back();
    if (last.sort == TokenSort::arrow) return true;
    if (last.sort != TokenSort::sign) return false;
    return std::string_view(",|+-*/(<>@").find(text_[last.begin]) != std::string_view::npos;
  }

  void put(TokenSort sort, std::size_t length) {
    const auto begin = static_cast<std::uint32_t>(at_);
    at_ += length;
    if (begins_statement(sort) && !continues_decision(begin)) end_statement();
    writing_.statement.push_back({sort, begin, static_cast<std::uint32_t>(at_), line_end_});
    line_end_ = false;
  }

  void end_statement() {
    if (writing_.statement.empty()) return;
    const Token& first = writing_.statement.front();
    writing_.before = text_.substr(first.begin, first.end - first.begin);
    writing_.statement.clear();
  }

  bool continues_decision(std::uint32_t begin) const {
    const auto& tokens = writing_.statement;
    if (tokens.empty() || text_.substr(tokens.front().begin, 6) != "decide") return false;
    const std::string_view word = text_.substr(begin, at_ - begin);
    return word == "over" || word == "because" || word == "but" || word == "until";
  }

  void open() {
    writing_.statement.pop_back();
    writing_.headers.push_back(std::move(writing_.statement));
    writing_.insides.push_back(static_cast<std::uint32_t>(at_));
    writing_.statement.clear();
  }

  // What follows a block's end may go on with its header: `-> b { ... } -> c`.
  void close() {
    writing_.statement.clear();
    outside_ = writing_.headers.empty();
    if (outside_) return;
    writing_.statement = std::move(writing_.headers.back());
    writing_.headers.pop_back();
    writing_.insides.pop_back();
  }

  void take_word() {
    if (writing_.in_text) return;
    // A line end after the last token, with nothing behind it: the cursor begins a statement.
    if (line_end_ && !waits()) end_statement();
    if (writing_.statement.empty() || line_end_) return;
    const Token last = writing_.statement.back();
    if (last.end != text_.size()) return;
    if (last.sort == TokenSort::name) {
      writing_.statement.pop_back();
      set_word(last.begin);
    } else if (last.sort == TokenSort::number) {
      std::uint32_t begin = last.end;
      while (begin > last.begin && !is_digit(text_[begin - 1]) && text_[begin - 1] != '.') --begin;
      writing_.after_number = begin < last.end;
      if (writing_.after_number) set_word(begin);
    }
  }

  void set_word(std::uint32_t begin) {
    writing_.word_begin = begin;
    writing_.word = text_.substr(begin);
  }

  std::string_view text_;
  std::size_t at_;
  bool line_end_ = true;
  bool outside_ = false;  // behind the end of the block it began in
  Writing writing_;
};

}  // namespace

Writing writing_at(std::string_view text, std::uint32_t offset, std::uint32_t from) {
  const auto size = static_cast<std::uint32_t>(text.size());
  return Scanner(text, std::min(offset, size), std::min(from, offset)).take();
}

std::vector<Token> keys_of_block(std::string_view text, std::uint32_t inside,
                                 bool only_attributes) {
  return Scanner(text, static_cast<std::uint32_t>(text.size()), inside).take_keys(only_attributes);
}

}  // namespace joist::ide
