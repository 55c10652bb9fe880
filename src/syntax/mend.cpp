// Reads broken statements on: what their fixes would write is put in place, byte for byte, in a
// copy of the text, so that every offset stays right.
#include "syntax/mend.hpp"

#include <algorithm>
#include <optional>

#include "grammar/characters.hpp"
#include "syntax/again.hpp"

namespace joist::syntax {

namespace {

// A statement with several faults takes a round for each.
constexpr int max_rounds = 8;
// After so many faults the rest is read as it stands.
constexpr std::size_t max_said = 500;
// Texts larger than this are parsed as they stand.
constexpr std::size_t max_mended = 1 << 22;

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

bool in_name(char c) {
  return grammar::ascii_letter(c) || grammar::ascii_digit(c) || (c & 0x80);
}

// The edit as one that keeps the length of the text: shorter text is padded, longer text takes
// blanks beside it. Nothing if there is no room.
std::optional<Edit> fitted(std::string_view text, const Edit& edit) {
  std::uint32_t begin = edit.span.begin;
  std::uint32_t end = edit.span.end;
  if (begin > end || end > text.size()) return {};
  std::string_view right = edit.text;
  const auto after = [&] { return end < text.size() && blank(text[end]); };
  const auto before = [&] { return begin > 0 && blank(text[begin - 1]); };
  while (right.size() > end - begin) {
    if (right.front() == ' ' && before()) {
      right.remove_prefix(1);
    } else if (right.back() == ' ' && after()) {
      right.remove_suffix(1);
    } else if (after()) {
      ++end;
    } else if (before()) {
      --begin;
    } else if (right.front() == ' ') {
      right.remove_prefix(1);
    } else if (right.back() == ' ') {
      right.remove_suffix(1);
    } else {
      return {};
    }
  }
  Edit result{{edit.span.file, begin, end}, std::string(right)};
  result.text.resize(end - begin, ' ');
  if (result.text.empty()) return result;
  // A blank that found no room would have kept names apart.
  const bool lost_before = begin < edit.span.begin || edit.text.starts_with(' ');
  const bool lost_after = end > edit.span.end || edit.text.ends_with(' ');
  const bool glued_before =
      lost_before && begin > 0 && in_name(text[begin - 1]) && in_name(result.text.front());
  const bool glued_after =
      lost_after && end < text.size() && in_name(text[end]) && in_name(result.text.back());
  if (glued_before || glued_after) return {};
  return result;
}

// One round: the copy of the text and what was put into it so far.
class Round {
 public:
  Round(std::string_view text, std::vector<Span>& taken)
      : copy_(std::make_shared<std::string>(text)), taken_(taken) {}

  // Puts the first of the finding's fixes in place that fits.
  bool put(const Finding& finding) {
    if (!mended(finding.rule)) return false;
    for (const Fix& fix : finding.fixes) {
      if (fix.edits.empty()) return false;  // better left out
      if (put(fix.edits)) return true;
    }
    return false;
  }

  std::shared_ptr<const std::string> copy() const { return copy_; }

 private:
  static bool mended(std::string_view rule) {
    constexpr std::string_view rules[] = {"syntax", "unquoted-text", "unclosed-string",
                                          "lookalike-character", "stray-brace"};
    return std::find(std::begin(rules), std::end(rules), rule) != std::end(rules);
  }
  bool put(const std::vector<Edit>& wanted) {
    std::vector<Edit> edits;
    for (const Edit& edit : wanted) {
      std::optional<Edit> fit = fitted(*copy_, edit);
      if (!fit || taken(fit->span)) return false;
      edits.push_back(*std::move(fit));
    }
    for (const Edit& edit : edits) {
      copy_->replace(edit.span.begin, edit.text.size(), edit.text);
      taken_.push_back(edit.span);
    }
    return true;
  }
  bool taken(Span span) const {
    return std::any_of(taken_.begin(), taken_.end(), [&](Span other) {
      const bool inserted = span.begin == span.end && span.begin == other.begin;
      return inserted || (span.begin < other.end && other.begin < span.end);
    });
  }

  std::shared_ptr<std::string> copy_;
  std::vector<Span>& taken_;  // in this round and those before: no place is mended twice
};

// What a mended line gives on being read again, and nothing is known about, comes of the mending.
void drop_echoes(File& file, const std::vector<Finding>& said) {
  const auto line = [&](std::uint32_t at) {
    const auto end = file.text.rfind('\n', at == 0 ? 0 : at - 1);
    return at == 0 || end == std::string_view::npos ? 0 : end + 1;
  };
  const auto echo = [&](const Finding& finding) {
    const bool again = std::any_of(said.begin(), said.end(), [&](const Finding& other) {
      return other.rule == finding.rule && other.span.begin == finding.span.begin;
    });
    if (again) return true;
    if (finding.rule != "syntax" || !finding.fixes.empty()) return false;
    return std::any_of(said.begin(), said.end(), [&](const Finding& other) {
      return line(other.span.begin) == line(finding.span.begin);
    });
  };
  auto& findings = file.findings;
  findings.erase(std::remove_if(findings.begin(), findings.end(), echo), findings.end());
}

}  // namespace

File parse(FileId id, std::string_view text) {
  File file = parse_once(id, text);
  file.findings = gathered(std::move(file.findings), file.text);
  return file;
}

namespace {

// Line ends of old Macs: a carriage return alone. Read as line ends, and said once.
bool only_returns(std::string_view text) {
  return text.size() <= max_mended && text.find('\r') != text.npos &&
         text.find('\n') == text.npos && text.find('\r') + 1 < text.size();
}

Finding of_returns(FileId id, std::string_view text) {
  Finding finding;
  finding.rule = "lookalike-character";
  finding.message = "lines end with a carriage return alone";
  finding.help = "end lines with a line feed, as editors do by default";
  const auto at = static_cast<std::uint32_t>(text.find('\r'));
  finding.span = {id, at, at + 1};
  return finding;
}

}  // namespace

File read(FileId id, std::string_view text) {
  return read(id, text, nullptr);
}

File read(FileId id, std::string_view text, const File* earlier) {
  std::shared_ptr<std::string> lines;
  if (only_returns(text)) {
    lines = std::make_shared<std::string>(text);
    std::replace(lines->begin(), lines->end(), '\r', '\n');
  }
  File file = parse_once(id, lines ? std::string_view(*lines) : text, earlier);
  file.mended = lines;
  if (std::optional<Finding> foreign = foreign_language(file)) {
    file.nodes.resize(1);
    file.nodes[0].next = 1;
    file.findings = {*std::move(foreign)};
    return file;
  }
  std::vector<Finding> said;
  std::vector<Span> taken;
  if (lines) said.push_back(of_returns(id, text));
  const auto goes_on = [&](int round) {
    return round < max_rounds && text.size() <= max_mended && said.size() < max_said &&
           !file.findings.empty();
  };
  for (int i = 0; goes_on(i); ++i) {
    Round round(file.text, taken);
    const std::size_t before = said.size();
    // A brace that is missing changes what everything behind it is: it goes first, alone.
    const auto brace = [](const Finding& f) {
      return f.rule == "stray-brace" && f.fixes.size() > 1;
    };
    for (const Finding& finding : file.findings) {
      if (brace(finding) && round.put(finding)) said.push_back(finding);
    }
    const bool braces = said.size() > before;
    for (const Finding& finding : file.findings) {
      if (!braces && round.put(finding)) said.push_back(finding);
    }
    if (said.size() == before) break;
    File again = parse_once(id, *round.copy(), earlier);
    again.mended = round.copy();
    file = std::move(again);
    drop_echoes(file, said);
  }
  said.insert(said.end(), file.findings.begin(), file.findings.end());
  file.findings = gathered(std::move(said), text);
  return file;
}

}  // namespace joist::syntax
