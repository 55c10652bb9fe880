// Findings one a line, `file:line:column: severity: message [rule]`, as compilers print them and
// editors read them.
#include <fmt/format.h>

#include "report/place.hpp"
#include "report/reporter.hpp"

namespace joist::report::reporters {

namespace {

std::string write(const Report& report) {
  std::string out;
  Locator locate(report.sources);
  for (const Finding& finding : report.findings) {
    if (finding.allowed) continue;
    const Place place = locate(finding.span);
    if (!place.path.empty()) {
      out += fmt::format("{}:{}:{}: ", one_line(place.path), place.begin.line, place.begin.column);
    }
    out += fmt::format("{}: {} [{}]\n", report::text(finding.severity), one_line(finding.message),
                       finding.rule);
  }
  return out;
}

}  // namespace

extern const Reporter compact;
const Reporter compact{"compact", "one line a finding, for editors and grep", write};

}  // namespace joist::report::reporters
