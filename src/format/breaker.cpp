// A statement over several lines.
#include "format/breaker.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "format/layout.hpp"

namespace joist::format {

using syntax::Kind;

bool begins_clause(const Token& before, const Token& token) {
  const bool word = token.parent == Kind::clause && token.kind == Kind::file && !token.raw(",");
  return word && !(token.raw("over") && before.parent == Kind::decide);
}

std::string Breaker::run() {
  commented_ = std::any_of(row_.begin(), row_.end(), [](const Token& token) {
    // Comments before a block move into it.
    return !token.comments.empty() && token.kind != Kind::block;
  });
  vertical_ = is_vertical();
  measure_clauses();
  for (std::size_t i = 0; i < row_.size(); ++i) {
    if (!row_[i].comments.empty() && row_[i].kind != Kind::block) {
      comments(i);
    } else if (i > 0 && new_line_before(i)) {
      new_line();
    }
    token(i);
  }
  return std::move(out_);
}

// A chain stands upright unless all but its last block fits on the first line.
bool Breaker::is_vertical() const {
  const auto arrows = std::count_if(row_.begin(), row_.end(),
                                    [](const Token& token) { return token.kind == Kind::arrow; });
  if (arrows < 2 || commented_) return false;
  if (row_.back().kind != Kind::block) return true;
  const std::size_t room = max_width - std::min(max_width, indent_ + 2);
  return !layout_.flat(row_.data(), row_.data() + row_.size() - 1, room);
}

void Breaker::measure_clauses() {
  for (std::size_t i = 1; i < row_.size(); ++i) {
    if (begins_clause(row_[i - 1], row_[i])) {
      clause_width_ = std::max(clause_width_, row_[i].text.size());
    }
  }
}

// A comment ends its line, so the statement goes on in the next one, as it did before.
void Breaker::comments(std::size_t i) {
  const Comments& here = row_[i].comments;
  for (std::size_t k = here.first; k < here.last; ++k) {
    const std::string_view text = layout_.comment(k);
    const auto begin = static_cast<std::uint32_t>(text.data() - layout_.text().data());
    if (i > 0 && k == here.first && !layout_.line_end_in(row_[i - 1].end, begin)) {
      out_ += "  ";
    } else {
      new_line();
    }
    out_ += text;
  }
  new_line();
}

bool Breaker::new_line_before(std::size_t i) const {
  if (begins_clause(row_[i - 1], row_[i])) return true;
  if (row_[i].before == Break::arrow) return vertical_ || (commented_ && !fits(i));
  return row_[i].before == Break::inner && !fits(i);
}

// Up to where the next line break could be. A block counts for its brace alone, so that the answer
// does not depend on how the block is set.
bool Breaker::fits(std::size_t i) const {
  std::size_t end = column();
  for (std::size_t k = i; k < row_.size(); ++k) {
    const Token& token = row_[k];
    const bool ends = token.before != Break::none || !token.comments.empty();
    if (k > i && (ends || begins_clause(row_[k - 1], token))) break;
    end += (token.blank ? 1 : 0) + (token.kind == Kind::block ? 1 : display_width(token.text));
  }
  return end <= max_width;
}

void Breaker::new_line() {
  while (!out_.empty() && out_.back() == ' ') out_.pop_back();
  line_indent_ = indent_ + 2;
  out_ += '\n' + std::string(line_indent_, ' ');
  at_start_ = true;
}

void Breaker::token(std::size_t i) {
  const Token& token = row_[i];
  if (token.blank && !at_start_) out_ += ' ';
  at_start_ = false;
  if (token.kind == Kind::block) {
    const std::size_t used = std::min(column(), max_width);
    const auto block = layout_.one_line(token, max_width - used);
    out_ += block ? *block : layout_.opened(token, line_indent_);
    return;
  }
  out_ += token.text;
  if (i > 0 && begins_clause(row_[i - 1], token)) {
    out_.append(clause_width_ - token.text.size(), ' ');
  }
}

std::size_t Breaker::column() const {
  const std::size_t line = out_.rfind('\n');
  return line == std::string::npos ? indent_ + display_width(out_)
                                   : display_width(std::string_view(out_).substr(line + 1));
}

}  // namespace joist::format
