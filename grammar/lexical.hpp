// The smallest rules, matched by hand: tokens with the blanks behind them, and the places where a
// rule has to know more than the next bytes (how deep it is nested, whether this is column 1).
//
// Beside what characters.hpp asks for, the `Reader` offers
//   begin()       the first byte of the text
//   outer(at)     true at column 1 of a file whose braces do not balance
//   depth         how deep the rule being matched is nested
//   too_deep(at)  is told where something nested too deep begins
#pragma once

#include <tao/pegtl.hpp>

#include "grammar/characters.hpp"

namespace joist::grammar {

namespace pegtl = tao::pegtl;

// A rule nested deeper than this is not entered: its text is passed over.
inline constexpr std::uint32_t max_depth = 200;

// A rule made from a function: `static const char* end(at, end, reader)`, null where it fails.
template <class Derived>
struct by_hand {
  using rule_t = Derived;
  using subs_t = pegtl::empty_list;

  template <pegtl::apply_mode, pegtl::rewind_mode, template <class...> class,
            template <class...> class, class Input, class Reader>
  static bool match(Input& in, Reader& reader) {
    const char* stop = Derived::end(in.current(), in.end(), reader);
    if (!stop) return false;
    in.bump_in_this_line(static_cast<std::size_t>(stop - in.current()));
    return true;
  }
};

struct blanks : by_hand<blanks> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader&) {
    return trivia_end(at, end);
  }
};

// `x`, and the blanks behind it.
template <Text T>
struct sym : by_hand<sym<T>> {
  static constexpr auto text = T;
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader&) {
    return starts<T>(at, end) ? trivia_end(at + T.size, end) : nullptr;
  }
};

// A word that does not go on as a name, and the blanks behind it.
template <Text T>
struct word : by_hand<word<T>> {
  static constexpr auto text = T;
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    if (!starts<T>(at, end) || name_character(at + T.size, end, reader)) return nullptr;
    return trivia_end(at + T.size, end);
  }
};

struct name : by_hand<name> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    const char* stop = name_end(at, end, reader);
    return stop == at ? nullptr : stop;
  }
};

struct loose_name : by_hand<loose_name> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    const char* stop = loose_name_end(at, end, reader);
    return stop == at ? nullptr : stop;
  }
};

// A qualified name, hyphens and all, and the blanks behind it.
struct qname : by_hand<qname> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    const char* stop = qname_end(at, end, reader);
    return stop == at ? nullptr : stop;
  }
};

// The `.9` of `p99.9`, which is read as `p999`.
struct tenth : by_hand<tenth> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    if (!starts<".9">(at, end) || at - reader.begin() < 3) return nullptr;
    if (std::string_view(at - 3, 3) != "p99") return nullptr;
    return name_character(at + 2, end, reader) ? nullptr : at + 2;
  }
};

struct name_char : by_hand<name_char> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    const std::size_t size = name_character(at, end, reader);
    return size ? at + size : nullptr;
  }
};

struct letter : by_hand<letter> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    if (at == end || ascii_digit(*at)) return nullptr;
    if (ascii_letter(*at)) return at + 1;
    const std::size_t size = static_cast<unsigned char>(*at) < 0x80 ? 0 : reader.letter(at, end);
    return size ? at + size : nullptr;
  }
};

// One of some words, told by `Words::has(std::string_view)`, not going on as a name.
template <class Words>
struct one_word : by_hand<one_word<Words>> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    const char* stop = at;
    while (stop != end && *stop >= 'a' && *stop <= 'z') ++stop;
    if (stop == at || !Words::has({at, static_cast<std::size_t>(stop - at)})) return nullptr;
    return name_character(stop, end, reader) ? nullptr : trivia_end(stop, end);
  }
};

struct lines : by_hand<lines> {  // any number of line ends, none too
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    return lines_end(at, end, reader);
  }
};

struct some_lines : by_hand<some_lines> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    return at != end && *at == '\n' ? lines_end(at, end, reader) : nullptr;
  }
};

struct literal : by_hand<literal> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    const char* stop = string_end(at, end, reader);
    return stop ? trivia_end(stop, end) : nullptr;
  }
};

// Text of a broken statement up to a line end, `;`, brace or string. A quote that opens no string
// is text; so is the whole of a `"""` without an end.
struct broken_text : by_hand<broken_text> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    const char* stop = at;
    while (stop != end && *stop != '\n' && *stop != ';' && *stop != '{' && *stop != '}') {
      if (*stop == '#') return line_end(stop, end);
      if (*stop == '"') {
        if (string_end(stop, end, reader)) break;
        if (starts<"\"\"\"">(stop, end)) return open_text_end(stop, end);
      }
      ++stop;
    }
    return stop == at ? nullptr : stop;
  }
};

// True at column 1 of a file whose braces do not balance: there every open block ends.
struct outer : by_hand<outer> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    if (at == end || *at == '}' || *at == '\n' || !reader.outer(at)) return nullptr;
    return trivia_end(at, end) == at ? at : nullptr;
  }
};

// True if the last character before the blanks here is C.
template <char C>
struct after : by_hand<after<C>> {
  template <class Reader>
  static const char* end(const char* at, const char*, Reader& reader) {
    const char* before = at;
    while (before != reader.begin() && (before[-1] == ' ' || before[-1] == '\t')) --before;
    return before != reader.begin() && before[-1] == C ? at : nullptr;
  }
};

// Fails where a look at the next bytes shows that no `..` can follow; takes nothing.
struct maybe_range : by_hand<maybe_range> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader&) {
    constexpr std::ptrdiff_t looked_at = 96;
    const char* const stop = end - at > looked_at ? at + looked_at : end;
    for (const char* p = at; p != stop; ++p) {
      if (*p == '.' && p + 1 != end && p[1] == '.') return at;
      const bool passes = ascii_letter(*p) || ascii_digit(*p) || *p == '.' || *p == '-' ||
                          *p == '$' || *p == '%' || *p == '/' || *p == ' ' || *p == '\t' ||
                          *p == '\r' || (*p & 0x80) ||
                          (*p == '+' && p != at && (p[-1] == 'e' || p[-1] == 'E'));
      if (!passes) return nullptr;
    }
    return stop == end ? nullptr : at;
  }
};

// Past the text of an expression that is nested too deep: to a line end, `;`, `,` or bracket that
// is not its own.
struct deep_expression : by_hand<deep_expression> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    const char* stop = at;
    std::size_t open = 0;
    while (stop != end && std::string_view("\n;{}#").find(*stop) == std::string_view::npos) {
      if (*stop == ',' && open == 0) break;
      if (*stop == ')' && open-- == 0) break;
      if (*stop == '(') ++open;
      const char* string = string_end(stop, end, reader);
      stop = string ? string : stop + 1;
    }
    reader.too_deep(at);
    return stop == at ? nullptr : trivia_end(stop, end);
  }
};

// Past the statements of a block that is nested too deep, to the brace that closes it.
struct deep_block : by_hand<deep_block> {
  template <class Reader>
  static const char* end(const char* at, const char* end, Reader& reader) {
    const char* stop = at;
    std::size_t open = 0;
    while (stop != end) {
      if (*stop == '}' && open-- == 0) break;
      if (stop != at && outer::end(stop, end, reader)) break;
      if (*stop == '{') ++open;
      if (*stop == '#') {
        stop = line_end(stop, end);
      } else {
        const char* string = string_end(stop, end, reader);
        stop = string ? string : stop + 1;
      }
    }
    reader.too_deep(at);
    return stop;
  }
};

// All that is left.
struct rest : by_hand<rest> {
  template <class Reader>
  static const char* end(const char*, const char* end, Reader&) {
    return end;
  }
};

// R, but no deeper than `max_depth` such rules in one another; beyond that, Otherwise.
template <class R, class Otherwise>
struct nested {
  using rule_t = nested;
  using subs_t = pegtl::type_list<R, Otherwise>;

  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <class...> class Action,
            template <class...> class Control, class Input, class Reader>
  static bool match(Input& in, Reader& reader) {
    if (reader.depth >= max_depth) {
      return pegtl::match<Otherwise, A, M, Action, Control>(in, reader);
    }
    ++reader.depth;
    const bool matched = pegtl::match<R, A, M, Action, Control>(in, reader);
    --reader.depth;
    return matched;
  }
};

}  // namespace joist::grammar
