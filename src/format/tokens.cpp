// A statement as a row of tokens.
#include "format/tokens.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace joist::format {

using syntax::File;
using syntax::Kind;
using syntax::Ref;

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool name_byte(char c) {
  return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool blank_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return true;
  if (c == '\xc2') return at + 1 < text.size() && text[at + 1] == '\xa0';
  return c == '\xa0' && at > 0 && text[at - 1] == '\xc2';
}

// The end of the digits, the point, the exponent and the magnitude of a number.
std::size_t digits_end(std::string_view t) {
  std::size_t at = t.starts_with('$') ? 1 : 0;
  const auto grouped = [&](std::size_t i) {
    return t[i] == '_' && i + 1 < t.size() && digit(t[i + 1]);
  };
  while (at < t.size() && (digit(t[at]) || grouped(at))) ++at;
  if (at + 1 < t.size() && t[at] == '.' && digit(t[at + 1])) {
    ++at;
    while (at < t.size() && digit(t[at])) ++at;
  }
  if (at < t.size() && (t[at] == 'e' || t[at] == 'E')) {
    std::size_t next = at + 1;
    if (next < t.size() && (t[next] == '+' || t[next] == '-')) ++next;
    if (next < t.size() && digit(t[next])) {
      while (next < t.size() && digit(t[next])) ++next;
      at = next;
    }
  }
  const std::size_t letters = t.substr(at).starts_with("bn") ? 2 : 1;
  const bool magnitude = at < t.size() && (letters == 2 || std::string_view("kKMGTP").find(t[at]) !=
                                                               std::string_view::npos);
  if (magnitude &&
      (at + letters == t.size() || !name_byte(t[at + letters]) || blank_at(t, at + letters))) {
    at += letters;
  }
  return at;
}

// One blank before a unit, none before `%` and `/unit`.
std::string number_text(std::string_view t) {
  const std::size_t at = digits_end(t);
  std::string text(t.substr(0, at));
  std::size_t unit = at;
  while (unit < t.size() && blank_at(t, unit)) ++unit;
  if (unit == t.size()) return text;
  if (t[unit] != '%' && t[unit] != '/') text += ' ';
  return text + std::string(t.substr(unit));
}

// Line ends of a string literal of several lines are LF; nothing else in it is touched.
std::string string_text(std::string_view t) {
  std::string text;
  text.reserve(t.size());
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (t[i] == '\r' && i + 1 < t.size() && t[i + 1] == '\n') continue;
    text += t[i];
  }
  return text;
}

// `neighbours of api`, `tag:pci`: one blank between words, none behind the colon.
std::string selector_text(std::string_view t) {
  std::string text;
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (!blank_at(t, i)) {
      text += t[i];
    } else if (!text.empty() && text.back() != ' ' && text.back() != ':') {
      text += ' ';
    }
  }
  const std::size_t colon = text.find(" :");
  if (colon != std::string::npos) text.erase(colon, 1);
  return text;
}

std::string leaf_text(Ref leaf) {
  switch (leaf.kind()) {
    case Kind::number:
      return number_text(leaf.text());
    case Kind::string:
      return string_text(leaf.text());
    case Kind::selector:
      return selector_text(leaf.text());
    default:
      return std::string(leaf.text());
  }
}

// Of the things behind a target: `@`, `x`, access, `on`, label, block.
int rank(Kind kind) {
  constexpr Kind order[] = {Kind::qname, Kind::rate,  Kind::ratio, Kind::access,
                            Kind::on,    Kind::label, Kind::block};
  return static_cast<int>(std::find(std::begin(order), std::end(order), kind) - std::begin(order));
}

bool needs_block(Kind statement) {
  return statement == Kind::stage || statement == Kind::endpoints || statement == Kind::table ||
         statement == Kind::view;
}

class Flattener {
 public:
  explicit Flattener(const File& file) : file_(file) {}

  std::vector<Token> run(Ref statement) {
    at_ = statement.span().begin;
    node(statement, Kind::file);
    for (std::size_t i = 1; i < out_.size(); ++i) {
      out_[i].blank = blank(i);
      out_[i].before = may_break(i);
    }
    return std::move(out_);
  }

 private:
  void node(Ref ref, Kind parent) {
    if (ref.is(Kind::block)) {
      block(ref, parent);
    } else if (!ref.first()) {
      leaf(ref, parent);
    } else if (ref.is(Kind::target) && reorders(ref)) {
      reordered(ref);
    } else {
      for (Ref child : ref) {
        raw(child.span().begin, ref.kind());
        node(child, ref.kind());
      }
      raw(ref.span().end, ref.kind());
    }
  }

  void leaf(Ref ref, Kind parent) {
    const Span span = ref.span();
    if (ref.is(Kind::access) || ref.is(Kind::flag) || ref.is(Kind::type)) {
      raw(span.end, ref.kind());
      return;
    }
    push(leaf_text(ref), ref.kind(), parent, span.begin, span.end);
  }

  void block(Ref ref, Kind parent) {
    const Span span = ref.span();
    const bool empty = !ref.first() && comments_in(file_, span.begin, span.end).empty();
    if (empty && !needs_block(parent)) {
      at_ = span.end;
      return;
    }
    push("", Kind::block, parent, span.begin, span.end);
    out_.back().block = ref.index();
  }

  bool reorders(Ref target) const {
    std::uint32_t at = target.span().begin;
    int last = 0;
    bool ordered = true;
    for (Ref child : target) {
      if (!comments_in(file_, at, child.span().begin).empty()) return false;
      if (!child.is(Kind::block) &&
          !comments_in(file_, child.span().begin, child.span().end).empty()) {
        return false;
      }
      ordered = ordered && rank(child.kind()) >= last;
      last = rank(child.kind());
      at = child.span().end;
    }
    return !ordered;
  }

  void reordered(Ref target) {
    std::vector<Ref> children;
    for (Ref child : target) children.push_back(child);
    std::stable_sort(children.begin(), children.end(),
                     [](Ref a, Ref b) { return rank(a.kind()) < rank(b.kind()); });
    for (Ref child : children) {
      at_ = child.span().begin;
      node(child, Kind::target);
    }
    at_ = target.span().end;
  }

  // The words and signs from where the last token ended up to `end`.
  void raw(std::uint32_t end, Kind parent) {
    const std::string_view text = file_.text;
    std::uint32_t at = at_;
    while (at < end) {
      if (blank_at(text, at)) {
        ++at;
      } else if (text[at] == '#') {
        at = comment_end(at);
      } else {
        std::uint32_t stop = at;
        while (stop < end && name_byte(text[stop]) && !blank_at(text, stop)) ++stop;
        if (stop == at) stop += text.substr(at).starts_with("..") ? 2 : 1;
        push(std::string(text.substr(at, stop - at)), Kind::file, parent, at, stop);
        at = stop;
      }
    }
  }

  std::uint32_t comment_end(std::uint32_t at) const {
    const Comments here = comments_in(file_, at, at + 1);
    return here.empty() ? at + 1 : file_.comments[here.first].end;
  }

  void push(std::string text, Kind kind, Kind parent, std::uint32_t begin, std::uint32_t end) {
    Token token{std::move(text), kind, parent, begin, end, 0, false, Break::none, {}};
    if (at_ < begin) token.comments = comments_in(file_, at_, begin);
    at_ = end;
    out_.push_back(std::move(token));
  }

  bool blank(std::size_t i) const {
    const Token& a = out_[i - 1];
    const Token& b = out_[i];
    if (b.raw(",") || b.raw(")") || a.raw("(")) return false;
    if (b.raw(":")) return b.parent == Kind::kind;
    if (b.raw("(")) return b.parent != Kind::call && b.parent != Kind::type;
    if (a.raw("..") || b.raw("..") || a.raw("^") || b.raw("^") || a.raw("~")) return false;
    const bool sign = a.kind == Kind::minus && (a.parent == Kind::unary || a.parent == Kind::range);
    if (sign) return b.text.starts_with('-');
    if (a.kind == Kind::divide) return blank_round(i - 1);
    if (b.kind == Kind::divide) return blank_round(i);
    return true;
  }

  // A `/` between a number and a name keeps its blanks: without them the name may be a unit.
  bool blank_round(std::size_t slash) const {
    const Token& a = out_[slash - 1];
    const Token& b = out_[slash + 1];
    if (a.kind != Kind::number || b.kind != Kind::qname) return true;
    return a.end != out_[slash].begin || b.begin != out_[slash].end;
  }

  Break may_break(std::size_t i) const {
    const Token& a = out_[i - 1];
    const Token& b = out_[i];
    if (b.kind == Kind::arrow) return Break::arrow;
    if (b.kind == Kind::block) return Break::none;
    if (b.kind == Kind::string) return may_stand_apart(i) ? Break::inner : Break::none;
    const bool list = a.kind == Kind::alternative || (a.raw(",") && a.parent != Kind::type);
    if (a.kind == Kind::divide && !b.blank) return Break::none;
    const bool operation = a.kind == Kind::times || a.kind == Kind::divide ||
                           a.kind == Kind::plus || a.kind == Kind::over ||
                           a.kind == Kind::compare ||
                           (a.kind == Kind::minus && a.parent == Kind::sum);
    if ((!list && !operation) || begins_statement(i)) return Break::none;
    return Break::inner;
  }

  // Labels and reasons may stand on the line after what they are about.
  bool may_stand_apart(std::size_t i) const {
    const Kind parent = out_[i].parent;
    constexpr Kind parents[] = {Kind::kind,     Kind::unit,    Kind::component, Kind::flow,
                                Kind::need,     Kind::allow,   Kind::table,     Kind::view,
                                Kind::endpoint, Kind::binding, Kind::label};
    if (parent == Kind::design || parent == Kind::defer) return i > 1;
    return std::find(std::begin(parents), std::end(parents), parent) != std::end(parents);
  }

  // A line that began with this token would be read as a statement of its own.
  bool begins_statement(std::size_t i) const {
    const Token& token = out_[i];
    if (token.text.empty() || !name_byte(token.text[0]) || digit(token.text[0])) return false;
    constexpr std::string_view keywords[] = {
        "design", "import", "kind",      "type",  "unit",  "flow", "feature", "need",  "assume",
        "defer",  "decide", "endpoints", "table", "stage", "view", "allow",   "remove"};
    const std::string_view word = std::string_view(token.text).substr(0, token.text.find('.'));
    if (std::find(std::begin(keywords), std::end(keywords), word) != std::end(keywords))
      return true;
    if (i + 1 == out_.size()) return false;
    const std::string& next = out_[i + 1].text;
    if (next == ":" || next == "=") return true;
    if (next.empty() || !name_byte(next[0]) || digit(next[0])) return false;
    constexpr std::string_view going_on[] = {"x", "read", "write", "on", "of", "over", "in", "per"};
    return std::find(std::begin(going_on), std::end(going_on), next) == std::end(going_on);
  }

  const File& file_;
  std::vector<Token> out_;
  std::uint32_t at_ = 0;  // where the last token ended
};

bool holds_broken(const File& file, Ref node) {
  const std::uint32_t end = file.nodes[node.index()].next;
  for (std::uint32_t i = node.index(); i < end;) {
    const Kind kind = file.nodes[i].kind;
    if (kind == Kind::bad || kind == Kind::stray) return true;
    // What a block holds is its own concern.
    i = kind == Kind::block ? file.nodes[i].next : i + 1;
  }
  return false;
}

}  // namespace

std::vector<Token> tokens(const File& file, Ref statement) {
  return Flattener(file).run(statement);
}

Comments comments_in(const File& file, std::uint32_t begin, std::uint32_t end) {
  const auto before = [](const syntax::Comment& comment, std::uint32_t at) {
    return comment.begin < at;
  };
  const auto first = std::lower_bound(file.comments.begin(), file.comments.end(), begin, before);
  auto last = first;
  while (last != file.comments.end() && last->begin < end) ++last;
  return {static_cast<std::size_t>(first - file.comments.begin()),
          static_cast<std::size_t>(last - file.comments.begin())};
}

Items items(const File& file, Ref block) {
  Items result;
  std::vector<Item>& list = result.items;
  const auto comments = [&](std::uint32_t begin, std::uint32_t end) {
    const Comments between = comments_in(file, begin, end);
    for (std::size_t i = between.first; i < between.last; ++i) {
      list.push_back({Item::Sort::comment, {}, file.comments[i].begin, file.comments[i].end});
    }
  };
  std::uint32_t at = block.span().begin;
  for (Ref child : block) {
    const Span span = child.span();
    if (child.is(Kind::unclosed)) {
      result.unclosed = true;
      continue;
    }
    if (child.is(Kind::junk) && !list.empty() && list.back().sort != Item::Sort::comment) {
      list.back().sort = Item::Sort::verbatim;
      list.back().end = span.end;
      at = span.end;
      continue;
    }
    comments(at, span.begin);
    Item item{Item::Sort::statement, child.is(Kind::statement) ? child.first() : child, span.begin,
              span.end};
    item.attribute = item.node.is(Kind::attribute) || item.node.is(Kind::allow_attribute);
    if (holds_broken(file, child)) item.sort = Item::Sort::verbatim;
    list.push_back(item);
    at = span.end;
  }
  comments(at, block.span().end);
  return result;
}

}  // namespace joist::format
