// Findings for names and arrows that are understood but not written as the language writes them.
#include "syntax/names.hpp"

#include <fmt/format.h>

#include "syntax/explain.hpp"

namespace joist::syntax {

namespace {

constexpr std::size_t longest_name = 256;

std::string_view canonical(ArrowSense::Sort sort) {
  switch (sort) {
    case ArrowSense::Sort::call:
      return "->";
    case ArrowSense::Sort::message:
      return "~>";
    case ArrowSense::Sort::relation:
      return "--";
  }
  return "->";
}

// `a <- b` turned round; only where there are but two ends, as what is said behind a target would
// else change its arrow.
std::vector<Edit> turned_round(const File& file, Ref connection, std::string_view arrow) {
  std::vector<Ref> parts;
  for (Ref part : connection) parts.push_back(part);
  if (parts.size() != 3 || !parts[2].is(Kind::target)) return {};
  const Ref tail = parts[0];
  const Ref head = parts[2].first();
  return {{tail.span(), std::string(head.text())},
          {parts[1].span(), std::string(arrow)},
          {{file.id, head.span().begin, head.span().end}, std::string(tail.text())}};
}

}  // namespace

Finding lookalike_finding(const File& file, std::uint32_t arrow, std::uint32_t connection) {
  const Ref ref(file, arrow);
  const ArrowSense sense = arrow_sense(ref.text());
  const std::string_view right = canonical(sense.sort);
  Finding finding;
  finding.rule = "lookalike-arrow";
  finding.severity = Severity::warning;
  finding.span = ref.span();
  Fix fix;
  fix.safe = true;
  if (sense.reversed) {
    finding.message = fmt::format("`{}` is read as `{}` the other way round", ref.text(), right);
    finding.help = fmt::format("write `{}`, with its ends exchanged", right);
    fix.title = fmt::format("exchange the ends and write `{}`", right);
    fix.edits = turned_round(file, Ref(file, connection), right);
  } else {
    finding.message = fmt::format("`{}` is read as `{}`", ref.text(), right);
    finding.help = fmt::format("write `{}`", right);
    fix.title = finding.help;
    fix.edits = {{ref.span(), std::string(right)}};
  }
  if (!fix.edits.empty()) finding.fixes.push_back(std::move(fix));
  return finding;
}

void Names::look(Ref name) {
  const std::string_view text = name.text();
  if (text.size() > longest_name)
    long_.push_back(name.span());
  else if (text.find('-') != text.npos)
    hyphenated_[text].push_back(name.span());
}

std::vector<Finding> Names::findings() {
  std::vector<Finding> findings;
  for (const auto& [name, places] : hyphenated_) {
    const std::string plain = plain_name(name);
    Finding finding;
    finding.rule = "hyphenated-name";
    finding.span = places.front();
    finding.message =
        fmt::format("{} has a hyphen; names are made of letters, digits and `_`", shown(name));
    finding.help = fmt::format("write {}", shown(plain));
    Fix fix{finding.help, true, {}};
    for (Span place : places) fix.edits.push_back({place, plain});
    finding.fixes.push_back(std::move(fix));
    findings.push_back(std::move(finding));
  }
  for (Span place : long_) {
    Finding finding;
    finding.rule = "long-name";
    finding.span = place;
    finding.message = fmt::format("a name of {} bytes", place.end - place.begin);
    finding.help =
        fmt::format("names have at most {} bytes; a label in quotes may say more", longest_name);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace joist::syntax
