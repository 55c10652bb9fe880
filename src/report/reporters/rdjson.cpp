// Findings as Reviewdog Diagnostic Format, with fixes as suggestions; its columns count bytes.
#include "base/json.hpp"
#include "report/place.hpp"
#include "report/reporter.hpp"
#include "report/uri.hpp"

namespace joist::report::reporters {

namespace {

std::string_view level(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "INFO";
    case Severity::warning:
      return "WARNING";
    case Severity::error:
      return "ERROR";
  }
  return "ERROR";
}

class RdjsonWriter {
 public:
  explicit RdjsonWriter(const Report& report) : report_(report), locate_(report.sources) {}

  std::string write() {
    json_.object().key("source").inline_object().member("name", "joist").close();
    json_.key("diagnostics").array();
    for (const Finding& finding : report_.findings) {
      if (!finding.allowed) diagnostic(finding);
    }
    return json_.close().close().take();
  }

 private:
  void diagnostic(const Finding& finding) {
    json_.object().member("message", finding.message);
    const Place place = locate_(finding.span);
    if (!place.path.empty()) {
      json_.key("location").object().member("path", relative_path(place.path, report_.base));
      range(finding.span, place);
      json_.close();
    }
    json_.member("severity", level(finding.severity));
    json_.key("code").inline_object().member("value", finding.rule).close();
    suggestions(finding);
    json_.close();
  }

  void range(Span span, const Place& place) {
    json_.key("range").inline_object();
    position("start", span.file, place.begin.line, span.begin);
    position("end", span.file, place.end.line, std::max(span.begin, span.end));
    json_.close();
  }

  void position(std::string_view key, FileId file, std::uint32_t line, std::uint32_t offset) {
    const std::uint32_t start = report_.sources.at(file).line_start(line);
    const std::uint32_t column = std::max(offset, start) - start + 1;
    json_.key(key).object().member("line", line).member("column", column).close();
  }

  // The format replaces one range at a time, so only fixes of one edit can be suggested.
  void suggestions(const Finding& finding) {
    json_.key("suggestions").array();
    for (const Fix& fix : finding.fixes) {
      if (fix.edits.size() != 1) continue;
      const Edit& edit = fix.edits.front();
      json_.object();
      range(edit.span, locate_(edit.span));
      json_.member("text", edit.text).close();
    }
    json_.close();
  }

  const Report& report_;
  Locator locate_;
  JsonWriter json_;
};

std::string write(const Report& report) {
  return RdjsonWriter(report).write();
}

}  // namespace

extern const Reporter rdjson;
const Reporter rdjson{"rdjson", "Reviewdog Diagnostic Format, with suggestions", write};

}  // namespace joist::report::reporters
