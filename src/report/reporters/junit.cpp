// Findings as JUnit XML: a suite a file, a failure a finding, and one test passed for a clean file.
#include <map>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/place.hpp"
#include "report/reporter.hpp"

namespace joist::report::reporters {

namespace {

// For attributes and text; what XML 1.0 cannot hold at all is U+FFFD already.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string failure(const Finding& finding, const Place& place) {
  std::string words =
      fmt::format("{}:{}:{}", clean(place.path), place.begin.line, place.begin.column);
  for (const std::string& note : finding.notes) words += "\n" + clean(note);
  if (!finding.help.empty()) words += "\nhelp: " + clean(finding.help);
  return fmt::format(
      "    <testcase name=\"{}\" classname=\"{}\" line=\"{}\">\n"
      "      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
      escaped(finding.rule), escaped(one_line(place.path)), place.begin.line,
      text(finding.severity), escaped(one_line(finding.message)), escaped(words));
}

std::string write(const Report& report) {
  Locator locate(report.sources);
  std::map<std::string, std::vector<std::string>> suites;
  for (const std::string& input : report.inputs) suites[input];
  for (const Finding& finding : report.findings) {
    if (finding.allowed) continue;
    const Place place = locate(finding.span);
    suites[std::string(place.path)].push_back(failure(finding, place));
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"joist\">\n";
  for (const auto& [file, failures] : suites) {
    const std::string name = escaped(one_line(file));
    out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n", name,
                       std::max<std::size_t>(failures.size(), 1), failures.size());
    for (const std::string& each : failures) out += each;
    if (failures.empty())
      out += fmt::format("    <testcase name=\"check\" classname=\"{}\"/>\n", name);
    out += "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

}  // namespace

extern const Reporter junit;
const Reporter junit{"junit", "JUnit XML, for test reports of CI systems", write};

}  // namespace joist::report::reporters
