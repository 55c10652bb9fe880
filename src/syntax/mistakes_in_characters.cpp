// Mistakes in characters: of word processors, of other keyboards, of names that are none.
#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "syntax/look.hpp"
#include "syntax/mistakes.hpp"
#include "syntax/pieces.hpp"

namespace joist::syntax {

namespace g = grammar;

namespace {

constexpr std::u32string_view quotes = U"“”„‟«»″＂‘’‚‹›＇「」";
constexpr char32_t apostrophe = 0x2019;

bool is_quote(char32_t c) {
  return quotes.find(c) != quotes.npos;
}

// What a character stands for: a plain one, a blank, or 0 for itself.
char plain(char32_t c) {
  if (c >= 0xff10 && c <= 0xff19) return static_cast<char>('0' + (c - 0xff10));
  constexpr std::string_view marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  const bool wide = c >= 0xff01 && c <= 0xff5e;
  if (wide) {
    const char narrow = static_cast<char>(c - 0xfee0);
    return marks.find(narrow) == marks.npos ? '\0' : narrow;
  }
  constexpr std::u32string_view others = U"、【〔】〕";
  const std::size_t other = others.find(c);
  if (other != others.npos) return ",(())"[other];
  const bool blank = c == '\f' || c == '\v' || c == 0x85 || c == 0xad || c == 0x3000 ||
                     c == 0x1680 || (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f) ||
                     c == 0x205f || c == 0x2060 || c == 0xfeff;
  return blank ? ' ' : '\0';
}

// Replaces what stands between `from` and `to`, in the fix and, padded, where it is read on.
struct Plain {
  std::vector<Edit> fix;
  std::vector<Edit> reading;

  void add(const Broken& broken, std::uint32_t from, std::uint32_t to, std::string text) {
    if (!fix.empty() && fix.back().span.end == from && text != "\"" && fix.back().text != "\"") {
      fix.back().span.end = reading.back().span.end = to;
      fix.back().text += text;
      reading.back().text = fix.back().text;
      return;
    }
    fix.push_back({span(broken, from, to), text});
    reading.push_back(fix.back());
    const bool arrow = to < broken.file.text.size() && broken.file.text[to] == '>';
    if (arrow) reading.back().text.insert(0, to - from - text.size(), ' ');
  }
  // The quote at the beginning of a text: it is padded before, so that the text stays as it is.
  void open(const Broken& broken, std::uint32_t from, std::uint32_t to) {
    fix.push_back({span(broken, from, to), "\""});
    reading.push_back({fix.back().span, std::string(to - from - 1, ' ') + '"'});
  }
};

// Where a text that begins with a curly quote ends: at the next one on its line, or 0.
std::uint32_t closing_quote(const Broken& broken, std::uint32_t at) {
  const std::string_view text = broken.file.text;
  while (at < broken.node.end && text[at] != '\n') {
    const CodePoint point = decode(text, at);
    const bool inside = point.value == apostrophe && at > 0 && g::ascii_letter(text[at - 1]) &&
                        at + 3 < text.size() && g::ascii_letter(text[at + 3]);
    if (text[at] == '"' || (is_quote(point.value) && !inside)) return at;
    at += point.size;
  }
  return 0;
}

void plain_quotes(const Broken& broken, Look& look, std::uint32_t size, Plain& result) {
  const std::uint32_t begin = look.at;
  const std::uint32_t close = closing_quote(broken, begin + size);
  result.open(broken, begin, begin + size);
  look.at += size;
  if (close == 0) return;
  const std::uint32_t close_size = decode(broken.file.text, close).size;
  if (close_size > 1) result.add(broken, close, close + close_size, "\"");
  look.at = close + close_size;
}

// A `"` that is ended by a curly quote.
void half_plain_quotes(const Broken& broken, Look& look, Plain& result) {
  const std::uint32_t close = closing_quote(broken, look.at + 1);
  if (close == 0) {
    ++look.at;
    return;
  }
  const std::uint32_t size = decode(broken.file.text, close).size;
  result.add(broken, close, close + size, "\"");
  look.at = close + size;
}

Plain plain_characters(const Broken& broken) {
  Plain result;
  const std::string_view text = broken.file.text;
  Look look(broken, broken.node.begin);
  while (!look.done() && result.fix.size() < 100) {
    if (look.character() == '#') {
      look.at = look.reader.offset(g::line_end(look.here(), look.end()));
      continue;
    }
    if (look.character() == '"') {
      const char* stop = g::string_end(look.here(), text.data() + text.size(), look.reader);
      if (stop)
        look.at = look.reader.offset(stop);
      else
        half_plain_quotes(broken, look, result);
      continue;
    }
    const CodePoint point = decode(text, look.at);
    const bool in_word = look.at > 0 && (g::ascii_letter(text[look.at - 1]));
    if (is_quote(point.value) && !(point.value == apostrophe && in_word)) {
      plain_quotes(broken, look, point.size, result);
      continue;
    }
    if (const char right = plain(point.value)) {
      result.add(broken, look.at, look.at + point.size, std::string(1, right));
    }
    look.at += point.size;
  }
  return result;
}

}  // namespace

// `service api “Front door” ｛ replicas： 2 ｝`
Found lookalike_characters(const Broken& broken) {
  const std::string_view text = broken.text().substr(0, looked_at);
  const bool plain_text = std::all_of(text.begin(), text.end(),
                                      [](char c) { return !(c & 0x80) && c != '\f' && c != '\v'; });
  if (plain_text) return {};
  Plain seen = plain_characters(broken);
  if (seen.fix.empty()) return {};
  Finding finding = finding_at(broken, seen.fix.front().span.begin, seen.fix.front().span.end);
  finding.rule = "lookalike-character";
  finding.message = "characters that only look like those of the language";
  finding.fixes.push_back({"", true, std::move(seen.reading)});
  finding.fixes.push_back({"write plain characters", true, std::move(seen.fix)});
  return finding;
}

namespace {

bool symbol(const Piece& piece) {
  return piece.sort == Piece::Sort::symbol;
}

// What is neither a letter nor a sign of any keyboard: emoji and the like.
bool pictograph(std::string_view text) {
  const CodePoint point = decode(text, 0);
  constexpr std::u32string_view signs = U"€£¥×÷·−≤≥≠≈…•→¢₹§°²³µ±";
  return point.value >= 0xa0 && signs.find(point.value) == signs.npos && point.value != 0xfffd;
}

}  // namespace

// `client -> 🚀`, `users👥 -> api`, `client 🙂 app`
Found pictured_name(const Broken& broken) {
  const Pieces pieces(broken);
  std::size_t i = pieces.failed();
  while (i < pieces.size() && !(symbol(pieces[i]) && pictograph(pieces[i].text))) {
    if (++i > pieces.failed() + 1) return {};
  }
  if (i >= pieces.size()) return {};
  const bool suffix = i > 0 && pieces[i - 1].name() && pieces.glued(i - 1);
  const std::size_t first = i;
  const std::uint32_t begin = pieces[i].begin;
  while (pieces.glued(i) && symbol(pieces[i + 1]) && pictograph(pieces[i + 1].text)) ++i;
  const std::uint32_t end = pieces[i].end;
  const std::string_view seen = broken.at(begin, end);
  Finding finding = finding_at(broken, begin, end);
  finding.message = fmt::format("{} is no part of a name", shown(seen));
  // `client 🙂 app`: the name stands behind it.
  const bool before_name = i + 1 < pieces.size() && pieces[i + 1].name() && first > 0 &&
                           pieces[first - 1].name() && pieces.on_one_line(first - 1, i + 1);
  if (suffix || before_name) {
    const bool inside = suffix && pieces.glued(i) && pieces[i + 1].name();
    if (inside) {
      // Without it two names would stand where one is meant.
      finding.fixes.push_back({"", false, {{finding.span, std::string(end - begin, '_')}}});
    }
    help(finding, "names are made of letters, digits and `_`; take it away", {{finding.span, ""}},
         false);
    return finding;
  }
  help(finding,
       fmt::format("names are made of letters, digits and `_`; a label may hold anything: "
                   "`service rocket \"{}\"`",
                   seen.substr(0, 24)),
       {}, false);
  constexpr char hex[] = "0123456789abcdef";
  const char32_t value = decode(seen, 0).value;
  std::string name = "e";
  for (int shift = 8; shift >= 0 && name.size() < seen.size(); shift -= 4) {
    name += hex[(value >> shift) & 15];
  }
  finding.fixes.push_back({"", false, {{finding.span, name}}});
  return finding;
}

// `api/v2 -> db`, `2api -> db`, `client -> api?`, `$api`
Found odd_name(const Broken& broken) {
  const Pieces pieces(broken);
  std::size_t i = pieces.failed();
  const Piece& piece = pieces[i];
  const bool titled = is_statement_word(pieces[0].text) &&
                      !one_of(pieces[0].text, {"flow", "table", "view", "kind", "unit"});
  if (titled && pieces[1].number()) return {};  // `stage 10x { ... }`
  const Piece& name_end = pieces[i + 2];
  const bool declared = i == 1 && pieces[0].name() && (name_end.is("{") || name_end.string());
  const bool first = i == 0 || pieces[i - 1].arrow() || pieces[i - 1].is(",") || declared;
  if (piece.number() && first && pieces.glued(i) && pieces[i + 1].name()) {
    const std::string name(broken.at(piece.begin, pieces[i + 1].end));
    Finding finding = finding_at(broken, piece.begin, pieces[i + 1].end);
    finding.message = fmt::format("{} begins with a digit, and a name with a letter", shown(name));
    help(finding, fmt::format("write `{0}{1}` or `_{1}{0}`", pieces[i + 1].text, piece.text),
         {{finding.span, std::string(pieces[i + 1].text) + std::string(piece.text)}}, false);
    return finding;
  }
  if (i > 0 && pieces[i - 1].is("$") && pieces.glued(i - 1)) --i;
  if (!symbol(pieces[i]) || pieces[i].text.size() > 1) return {};
  const bool after = i > 0 && pieces[i - 1].name() && pieces.glued(i - 1);
  const bool before = pieces.glued(i) && (pieces[i + 1].name() || pieces[i + 1].number());
  const Piece& behind = pieces[i + 1];
  const bool ends = !behind || behind.arrow() || behind.is(",") || behind.is(";") ||
                    !pieces.on_one_line(i, i + 1);
  Finding finding = finding_at(broken, pieces[i].begin, pieces[i].end);
  const std::string_view sign = pieces[i].text;
  finding.message = fmt::format("{} is no part of a name", shown(sign));
  const bool starts = i == 0 || pieces[i - 1].arrow() || pieces[i - 1].is(",");
  if (after && before && one_of(sign, {"/", "@", "&", "+", "$", "%", "!", "?", "'", "\\"}) &&
      (!broken.junk() || broken.before.is(Kind::connection))) {
    help(finding, "names are made of letters, digits and `_`; write `_`", {{finding.span, "_"}},
         false);
  } else if ((after && ends && one_of(sign, {"?", "!", ".", "*", ":", "'"})) ||
             (starts && before && one_of(sign, {"$", "&", "*", "!", ".", "%"}))) {
    if (broken.junk() && !broken.before.is(Kind::connection)) return {};
    help(finding, "names are made of letters, digits and `_`; take it away", {{finding.span, ""}},
         false);
  } else {
    return {};
  }
  return finding;
}

}  // namespace joist::syntax
