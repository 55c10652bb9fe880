// Findings as SARIF 2.1.0 (OASIS), which code scanning services and editors read.
#include <algorithm>
#include <map>

#include "base/json.hpp"
#include "report/fingerprint.hpp"
#include "report/place.hpp"
#include "report/reporter.hpp"
#include "report/uri.hpp"

namespace joist::report::reporters {

namespace {

constexpr std::string_view schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

class SarifWriter {
 public:
  explicit SarifWriter(const Report& report)
      : report_(report), locate_(report.sources), fingerprint_(report) {
    for (const Finding& finding : report.findings) rule_indices_.emplace(finding.rule, 0);
    std::size_t index = 0;
    for (auto& [rule, position] : rule_indices_) position = index++;
  }

  std::string write() {
    json_.object().member("$schema", schema).member("version", "2.1.0");
    json_.key("runs").array().object();
    tool();
    json_.key("invocations").array().inline_object().member("executionSuccessful", true);
    json_.close().close();
    json_.member("columnKind", "unicodeCodePoints");
    json_.key("results").array();
    for (const Finding& finding : report_.findings) result(finding);
    json_.close();
    return json_.close().close().close().take();
  }

 private:
  void tool() {
    json_.key("tool").object().key("driver").object();
    json_.member("name", "joist").member("version", report_.version);
    json_.key("rules").array();
    for (const auto& [name, index] : rule_indices_) rule(name);
    json_.close().close().close();
  }

  void rule(const std::string& name) {
    json_.object().member("id", name);
    const auto page = std::find_if(report_.rules.begin(), report_.rules.end(),
                                   [&](const RulePage& each) { return each.name == name; });
    if (page != report_.rules.end()) {
      message("shortDescription", page->summary);
      message("fullDescription", page->summary);
      json_.key("help").object();
      json_.member("text", page->why).member("markdown", page->why).close();
      json_.key("defaultConfiguration").inline_object();
      json_.member("level", text(page->severity)).close();
    }
    json_.close();
  }

  void message(std::string_view key, std::string_view words) {
    json_.key(key).inline_object().member("text", words).close();
  }

  void result(const Finding& finding) {
    json_.object().member("ruleId", finding.rule);
    json_.key("ruleIndex").integer(rule_indices_.find(finding.rule)->second);
    json_.member("level", text(finding.severity));
    std::string words = finding.message;
    for (const std::string& note : finding.notes) words += "\n" + note;
    if (!finding.help.empty()) words += "\nhelp: " + finding.help;
    message("message", words);
    locations(finding);
    related(finding);
    json_.key("partialFingerprints").inline_object();
    json_.member("joist/v1", fingerprint_(finding)).close();
    fixes(finding);
    if (finding.allowed) suppression(*finding.allowed);
    properties(finding);
    json_.close();
  }

  void physical(const Place& place) {
    json_.key("physicalLocation").object();
    json_.key("artifactLocation").inline_object();
    json_.member("uri", uri(place.path, report_.base)).close();
    region("region", place);
    json_.close();
  }

  void region(std::string_view key, const Place& place) {
    json_.key(key).inline_object();
    json_.member("startLine", place.begin.line).member("startColumn", place.begin.column);
    json_.member("endLine", place.end.line).member("endColumn", place.end.column);
    json_.close();
  }

  void locations(const Finding& finding) {
    const Place place = locate_(finding.span);
    if (place.path.empty() && finding.subject.empty()) return;
    json_.key("locations").array().object();
    if (!place.path.empty()) physical(place);
    if (!finding.subject.empty()) {
      json_.key("logicalLocations").array().inline_object();
      json_.member("fullyQualifiedName", finding.subject).close().close();
    }
    json_.close().close();
  }

  void related(const Finding& finding) {
    std::uint32_t id = 0;
    for (const Label& label : finding.labels) {
      const Place place = locate_(label.span);
      if (place.path.empty()) continue;
      if (id == 0) json_.key("relatedLocations").array();
      json_.object().member("id", ++id);
      physical(place);
      message("message", label.text);
      json_.close();
    }
    if (id > 0) json_.close();
  }

  void fixes(const Finding& finding) {
    if (finding.fixes.empty()) return;
    json_.key("fixes").array();
    for (const Fix& fix : finding.fixes) {
      json_.object();
      message("description", fix.title);
      json_.key("artifactChanges").array();
      for (const Edit& edit : fix.edits) change(edit);
      json_.close().close();
    }
    json_.close();
  }

  void change(const Edit& edit) {
    const Place place = locate_(edit.span);
    json_.object().key("artifactLocation").inline_object();
    json_.member("uri", uri(place.path, report_.base)).close();
    json_.key("replacements").array().object();
    region("deletedRegion", place);
    message("insertedContent", edit.text);
    json_.close().close().close();
  }

  void suppression(const std::string& reason) {
    json_.key("suppressions").array().inline_object();
    json_.member("kind", "inSource").member("justification", reason).close().close();
  }

  void properties(const Finding& finding) {
    if (!finding.chance && finding.stage.empty()) return;
    json_.key("properties").inline_object().member("chance", finding.chance);
    if (!finding.stage.empty()) json_.member("stage", finding.stage);
    json_.close();
  }

  const Report& report_;
  Locator locate_;
  JsonWriter json_;
  std::map<std::string, std::size_t> rule_indices_;
  Fingerprints fingerprint_;
};

std::string write(const Report& report) {
  return SarifWriter(report).write();
}

}  // namespace

extern const Reporter sarif;
const Reporter sarif{"sarif", "SARIF 2.1.0, for code scanning", write};

}  // namespace joist::report::reporters
