// One look over a text before it is parsed: comments, balance of braces, malformed bytes.
#include "syntax/scan.hpp"

#include "base/text.hpp"
#include "grammar/characters.hpp"

namespace joist::syntax {

namespace {

struct Quotes {
  grammar::SeenLines lines;
  grammar::SeenStrings strings;
};

// Goes over a text step by step: a character, or a whole string or comment.
class Glance {
 public:
  Glance(std::string_view text, std::uint32_t from)
      : text_(text), at_(text.data() + from), end_(text.data() + text.size()) {}

  bool is_over() const { return at_ == end_; }
  std::uint32_t at() const { return static_cast<std::uint32_t>(at_ - text_.data()); }
  std::int64_t open() const { return open_; }  // braces that were opened and not closed
  bool fell() const { return fell_; }          // one was closed that was not opened
  std::vector<Comment> take_comments() { return std::move(comments_); }

  void step() {
    switch (*at_) {
      case '{':
        ++open_;
        break;
      case '}':
        if (--open_ < 0) fell_ = true;
        break;
      case '#': {
        const char* stop = grammar::line_end(at_, end_);
        comments_.push_back(comment_to(stop));
        at_ = stop;
        return;
      }
      case '"':
        if (const char* stop = grammar::string_end(at_, end_, quotes_)) {
          at_ = stop;
          return;
        }
        if (grammar::starts<"\"\"\"">(at_, end_)) {
          at_ = grammar::open_text_end(at_, end_);
          return;
        }
        break;
      default:
        break;
    }
    ++at_;
  }

 private:
  Comment comment_to(const char* stop) const {
    while (stop[-1] == ' ' || stop[-1] == '\t' || stop[-1] == '\r') --stop;
    return {at(), static_cast<std::uint32_t>(stop - text_.data())};
  }

  std::string_view text_;
  const char* at_;
  const char* end_;
  Quotes quotes_;
  std::int64_t open_ = 0;
  bool fell_ = false;
  std::vector<Comment> comments_;
};

}  // namespace

Scan scan(std::string_view text) {
  Scan result;
  Glance look(text, 0);
  while (!look.is_over()) look.step();
  result.comments = look.take_comments();
  result.braces_balance = look.open() == 0 && !look.fell();
  const std::size_t malformed = find_malformed(text);
  if (malformed != std::string_view::npos) {
    result.malformed = static_cast<std::uint32_t>(malformed);
  }
  return result;
}

std::optional<StretchScan> scan_stretch(std::string_view text, std::uint32_t begin,
                                        const std::vector<std::uint32_t>& stops) {
  Glance look(text, begin);
  for (auto stop = stops.begin(); !look.fell(); look.step()) {
    while (stop != stops.end() && *stop < look.at()) ++stop;
    if (stop == stops.end()) break;
    if (*stop == look.at() && look.open() == 0) {
      if (find_malformed(text.substr(begin, *stop - begin)) != std::string_view::npos) break;
      return StretchScan{look.take_comments(), *stop};
    }
    if (look.is_over()) break;
  }
  return std::nullopt;
}

}  // namespace joist::syntax
