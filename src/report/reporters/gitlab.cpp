// Findings as a Code Quality report of GitLab, shown in merge requests.
#include "base/json.hpp"
#include "report/fingerprint.hpp"
#include "report/place.hpp"
#include "report/reporter.hpp"
#include "report/uri.hpp"

namespace joist::report::reporters {

namespace {

std::string_view level(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "info";
    case Severity::warning:
      return "minor";
    case Severity::error:
      return "major";
  }
  return "major";
}

std::string write(const Report& report) {
  JsonWriter json;
  Locator locate(report.sources);
  Fingerprints fingerprint(report);
  json.array();
  for (const Finding& finding : report.findings) {
    if (finding.allowed) continue;
    const Place place = locate(finding.span);
    json.object().member("description", finding.message).member("check_name", finding.rule);
    json.member("fingerprint", fingerprint(finding)).member("severity", level(finding.severity));
    json.key("location").inline_object().member("path", relative_path(place.path, report.base));
    json.key("lines").object().member("begin", place.begin.line).close().close().close();
  }
  return json.close().take();
}

}  // namespace

extern const Reporter gitlab;
const Reporter gitlab{"gitlab", "Code Quality report of GitLab", write};

}  // namespace joist::report::reporters
