// Writes findings as clients take them.
#include "lsp/diagnostics.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/json.hpp"
#include "lsp/uri.hpp"
#include "lsp/write.hpp"

namespace joist::lsp {

namespace {

constexpr std::uint32_t unnecessary = 1;  // DiagnosticTag

std::uint32_t severity_of(const Finding& finding) {
  return finding.severity == Severity::error ? 1 : finding.severity == Severity::warning ? 2 : 3;
}

// Without related places a client still has to be told of them.
std::string message_of(const Session& session, const Reading& reading, const Finding& finding) {
  std::string message = finding.message;
  if (!finding.stage.empty()) message = fmt::format("at stage `{}`: {}", finding.stage, message);
  if (!session.client.related_information) {
    for (const Label& label : finding.labels) {
      if (!label.span.file) continue;
      const Source& source = reading.project().sources.at(label.span.file);
      message += fmt::format("\n{} (line {})", label.text, source.position(label.span.begin).line);
    }
  }
  for (const std::string& note : finding.notes) message += "\n" + note;
  if (!finding.help.empty()) message += "\nhelp: " + finding.help;
  return message;
}

void write_related(JsonWriter& json, const Session& session, const Reading& reading,
                   const Finding& finding) {
  if (!session.client.related_information || finding.labels.empty()) return;
  json.key("relatedInformation").inline_array();
  for (const Label& label : finding.labels) {
    if (!label.span.file || reading.path(label.span.file).empty()) continue;
    json.inline_object().key("location");
    write(json, session.location(reading, label.span));
    json.member("message", label.text).close();
  }
  json.close();
}

// `joist.toml:3: ...`: the place stands in the message.
std::string settings_diagnostic(const std::string& error) {
  const std::size_t colon = error.find(".toml:");
  std::uint32_t line = 1;
  std::string message = error;
  if (colon != error.npos) {
    const char* begin = error.data() + colon + 6;
    const auto read = std::from_chars(begin, error.data() + error.size(), line);
    const std::size_t rest = error.find(": ", colon + 6);
    if (read.ec == std::errc() && rest != error.npos) message = error.substr(rest + 2);
  }
  JsonWriter json;
  json.inline_object().key("range");
  write(json, Range{{std::max(line, 1u) - 1, 0}, {std::max(line, 1u), 0}});
  json.member("severity", 1u).member("source", "joist").member("message", message).close();
  return json.take();
}

void add(std::vector<std::string>& list, std::string diagnostic) {
  if (std::find(list.begin(), list.end(), diagnostic) == list.end()) {
    list.push_back(std::move(diagnostic));
  }
}

}  // namespace

std::string diagnostic(const Session& session, const Reading& reading, const Finding& finding) {
  JsonWriter json;
  json.inline_object().key("range");
  write(json, session.range(reading, finding.span));
  json.member("severity", severity_of(finding)).member("code", finding.rule);
  json.member("source", "joist").member("message", message_of(session, reading, finding));
  if (finding.rule.starts_with("unused-")) {
    json.key("tags").inline_array().integer(unnecessary).close();
  }
  write_related(json, session, reading, finding);
  json.close();
  return json.take();
}

std::map<std::string, std::vector<std::string>> diagnostics(Session& session) {
  std::map<std::string, std::vector<std::string>> result;
  for (const auto& root : session.workspace.roots()) {
    result[root->document->uri];
    if (!root->settings_error.empty()) {
      add(result[session.workspace.uri(root->settings_path)],
          settings_diagnostic(root->settings_error));
    }
    if (!root->leads) continue;
    for (const Unit& unit : root->units) {
      for (const Finding& finding : unit.now->project().findings) {
        const std::string& path = unit.now->path(finding.span.file);
        if (finding.allowed || path.empty()) continue;
        result[session.workspace.uri(path)].push_back(diagnostic(session, *unit.now, finding));
      }
    }
  }
  return result;
}

}  // namespace joist::lsp
