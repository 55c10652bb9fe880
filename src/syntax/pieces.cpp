// The tokens of a broken statement.
#include "syntax/pieces.hpp"

#include "base/text.hpp"

namespace joist::syntax {

namespace g = grammar;

namespace {

constexpr std::size_t most = 128;

std::uint32_t number_end(std::string_view text, std::uint32_t at, std::uint32_t stop) {
  const auto digits = [&] {
    while (at < stop && (g::ascii_digit(text[at]) || text[at] == '_')) ++at;
  };
  digits();
  if (at + 1 < stop && text[at] == '.' && g::ascii_digit(text[at + 1])) {
    ++at;
    digits();
  }
  return at;
}

Piece next(Look& look) {
  Piece piece;
  piece.begin = look.at;
  const std::string_view text = look.broken.file.text;
  const char* end = text.data() + text.size();
  if (!look.qname().empty()) {
    piece.sort = Piece::Sort::name;
  } else if (g::ascii_digit(look.character())) {
    piece.sort = Piece::Sort::number;
    look.at = number_end(text, look.at, limit(look.broken));
  } else if (const char* string = g::string_end(look.here(), end, look.reader)) {
    piece.sort = Piece::Sort::string;
    look.at = look.reader.offset(string);
  } else if (look.starts("->") || look.starts("~>") || look.starts("--")) {
    piece.sort = Piece::Sort::arrow;
    look.at += 2;
  } else {
    piece.sort = Piece::Sort::symbol;
    look.at += decode(text, look.at).size;
  }
  piece.end = look.at;
  piece.text = look.broken.at(piece.begin, piece.end);
  return piece;
}

}  // namespace

Pieces::Pieces(const Broken& broken) : broken_(broken) {
  Look look(broken, broken.junk() ? broken.before.span().begin : broken.node.begin);
  const std::uint32_t wanted = std::max(broken.expected.at, broken.node.begin);
  failed_ = rest_ = most;
  while (list_.size() < most) {
    look.blanks();
    if (look.done()) break;
    if (look.character() == '#') {
      look.at = look.reader.offset(g::line_end(look.here(), look.end()));
    } else if (look.character() == '\n') {
      ++look.at;
    } else {
      const std::size_t i = list_.size();
      if (failed_ == most && look.at >= wanted) failed_ = i;
      if (rest_ == most && look.at >= broken.node.begin) rest_ = i;
      list_.push_back(next(look));
    }
  }
  failed_ = std::min(failed_, list_.size());
  rest_ = broken.junk() ? std::min(rest_, list_.size()) : 0;
}

bool Pieces::on_one_line(std::size_t first, std::size_t last) const {
  if (last >= size()) return false;
  return broken_.at(list_[first].begin, list_[last].begin).find('\n') == std::string_view::npos;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string name_from(std::string_view text) {
  std::string name;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const char c = text[at];
    if (point.size == 1 && (g::ascii_letter(c) || g::ascii_digit(c))) {
      name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (point.size > 1 && (is_letter(point.value) || is_mark(point.value))) {
      name += text.substr(at, point.size);
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
    at += point.size;
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (name.empty() || g::ascii_digit(name.front())) name.insert(0, 1, '_');
  return name;
}

}  // namespace joist::syntax
