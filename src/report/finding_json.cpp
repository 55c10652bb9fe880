// The members of one finding as JSON; lines and columns count from 1, columns in code points.
#include "report/finding_json.hpp"

#include "base/json.hpp"
#include "report/fingerprint.hpp"
#include "report/place.hpp"

namespace joist::report {

namespace {

void write_place(JsonWriter& json, const Place& place) {
  if (place.path.empty()) return;
  json.member("file", place.path);
  json.member("line", place.begin.line).member("column", place.begin.column);
  json.member("end_line", place.end.line).member("end_column", place.end.column);
}

void write_labels(JsonWriter& json, const Finding& finding, Locator& locate) {
  if (finding.labels.empty()) return;
  json.key("labels").array();
  for (const Label& label : finding.labels) {
    json.inline_object().member("message", label.text);
    write_place(json, locate(label.span));
    json.close();
  }
  json.close();
}

void write_fix(JsonWriter& json, const Fix& fix, Locator& locate) {
  json.object().member("title", fix.title).member("safe", fix.safe);
  json.key("edits").array();
  for (const Edit& edit : fix.edits) {
    json.inline_object();
    write_place(json, locate(edit.span));
    json.member("text", edit.text).close();
  }
  json.close().close();
}

void write_members(JsonWriter& json, const Finding& finding, Locator& locate,
                   Fingerprints& fingerprint) {
  json.member("rule", finding.rule);
  json.member("severity", text(finding.severity));
  json.member("message", finding.message);
  write_place(json, locate(finding.span));
  if (!finding.subject.empty()) json.member("subject", finding.subject);
  json.member("chance", finding.chance);
  if (!finding.stage.empty()) json.member("stage", finding.stage);
  write_labels(json, finding, locate);
  json.key("notes").array();
  for (const std::string& note : finding.notes) json.text(note);
  json.close();
  if (!finding.help.empty()) json.member("help", finding.help);
  json.key("fixes").array();
  for (const Fix& fix : finding.fixes) write_fix(json, fix, locate);
  json.close();
  json.key("allowed");
  finding.allowed ? json.text(*finding.allowed) : json.null();
  json.member("fingerprint", fingerprint(finding));
}

}  // namespace

std::string findings_json(const Report& report) {
  JsonWriter json;
  Locator locate(report.sources);
  Fingerprints fingerprint(report);
  json.array();
  for (const Finding& finding : report.findings) {
    json.object();
    write_members(json, finding, locate, fingerprint);
    json.close();
  }
  return json.close().take();
}

std::string finding_lines(const Report& report) {
  std::string lines;
  Locator locate(report.sources);
  Fingerprints fingerprint(report);
  for (const Finding& finding : report.findings) {
    JsonWriter json;
    json.inline_object();
    write_members(json, finding, locate, fingerprint);
    lines += json.close().take();
  }
  return lines;
}

std::string summary_json(const Report& report) {
  const Counts counts = count(report.findings);
  JsonWriter json;
  json.inline_object();
  json.key("errors").integer(counts.errors).key("warnings").integer(counts.warnings);
  json.key("notes").integer(counts.notes).key("allowed").integer(counts.allowed);
  return json.close().take();
}

}  // namespace joist::report
