// Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.
#include <fmt/format.h>

#include "report/place.hpp"
#include "report/reporter.hpp"
#include "report/uri.hpp"

namespace joist::report::reporters {

namespace {

// As the runner unescapes it: properties also escape what separates them.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    if (special) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view level(Severity severity) {
  return severity == Severity::note ? "notice" : text(severity);
}

// The message with its notes and help, since this is all a reviewer sees.
std::string words(const Finding& finding) {
  std::string result = clean(finding.message);
  for (const std::string& note : finding.notes) result += "\n" + clean(note);
  if (!finding.help.empty()) result += "\nhelp: " + clean(finding.help);
  return result;
}

std::string write(const Report& report) {
  std::string out;
  Locator locate(report.sources);
  for (const Finding& finding : report.findings) {
    if (finding.allowed) continue;
    const Place place = locate(finding.span);
    out += fmt::format("::{} ", level(finding.severity));
    if (!place.path.empty()) {
      const std::string path = relative_path(place.path, report.base);
      out += fmt::format("file={},line={}", escaped(path, true), place.begin.line);
      // Columns of a range over several lines make the runner drop the annotation.
      if (place.begin.line == place.end.line) {
        out += fmt::format(",col={},endLine={},endColumn={}", place.begin.column, place.end.line,
                           place.end.column);
      } else {
        out += fmt::format(",endLine={}", place.end.line);
      }
      out += ',';
    }
    out += fmt::format("title=joist {}::{}\n", escaped(finding.rule, true),
                       escaped(words(finding), false));
  }
  return out;
}

}  // namespace

extern const Reporter github;
const Reporter github{"github", "annotations of GitHub Actions", write};

}  // namespace joist::report::reporters
