// The tokens of a broken statement, to tell a mistake by what stands beside what.
#pragma once

#include <string_view>
#include <vector>

#include "syntax/look.hpp"

namespace joist::syntax {

struct Piece {
  enum class Sort : std::uint8_t { none, name, number, string, arrow, symbol };
  Sort sort = Sort::none;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string_view text;

  explicit operator bool() const { return sort != Sort::none; }
  bool is(std::string_view t) const { return sort != Sort::string && text == t; }
  bool name() const { return sort == Sort::name; }
  bool number() const { return sort == Sort::number; }
  bool string() const { return sort == Sort::string; }
  bool arrow() const { return sort == Sort::arrow; }
};

// The first hundred or so tokens from where the whole statement begins; a number without its unit,
// a name with its dots, an arrow, else single characters. Comments and line ends are left out.
class Pieces {
 public:
  explicit Pieces(const Broken& broken);

  // An empty piece where there is none.
  const Piece& operator[](std::size_t i) const { return i < list_.size() ? list_[i] : none_; }
  std::size_t size() const { return list_.size(); }
  std::size_t failed() const { return failed_; }  // the one that could not be read, or size()
  std::size_t rest() const { return rest_; }      // the first of the junk; 0 without junk
  const Piece& before(std::size_t i) const { return i == 0 ? none_ : (*this)[i - 1]; }
  bool on_one_line(std::size_t first, std::size_t last) const;
  // True if nothing stands between a piece and the next.
  bool glued(std::size_t i) const { return i + 1 < size() && list_[i].end == list_[i + 1].begin; }

 private:
  const Broken& broken_;
  std::vector<Piece> list_;
  Piece none_;
  std::size_t failed_ = 0;
  std::size_t rest_ = 0;
};

bool one_of(std::string_view word, std::initializer_list<std::string_view> words);

// A name made from a text: small letters, digits and `_`.
std::string name_from(std::string_view text);

}  // namespace joist::syntax
