// `workspace/executeCommand`: `joist.preview` gives a picture with its places, `joist.explain` the
// arithmetic behind a figure or the page of a rule.
#include <fmt/format.h>

#include "ide/about.hpp"
#include "ide/catalogue.hpp"
#include "ide/preview.hpp"
#include "lsp/request.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

std::string argument(const Asked& asked, const std::string& name) {
  const auto given = asked.params.arguments.find(name);
  return given == asked.params.arguments.end() ? "" : given->second;
}

// The design that is meant: of a Markdown text its `block`-th, counted from 0.
std::optional<Part> part_of(const Asked& asked) {
  const Document* document = asked.session.workspace.document(argument(asked, "uri"));
  if (document == nullptr) return std::nullopt;
  const std::vector<Part> parts = asked.session.workspace.parts(*document);
  const std::string block = argument(asked, "block");
  std::size_t number = 0;
  for (const char c : block) number = c >= '0' && c <= '9' ? number * 10 + (c - '0') : parts.size();
  if (number >= parts.size()) return std::nullopt;
  return parts[number];
}

void write_parts(JsonWriter& json, const Session& session, const Reading& reading,
                 const ide::Preview& preview) {
  json.key("places").inline_array();
  for (const ide::Preview::Part& part : preview.parts) {
    if (reading.path(part.span.file).empty()) continue;
    json.inline_object().member("element", part.element).member("name", part.name);
    const Location location = session.location(reading, part.span);
    json.member("uri", location.uri).key("range");
    write(json, location.range);
    json.close();
  }
  json.close();
}

std::string write_preview(const Asked& asked, JsonWriter& json) {
  const auto part = part_of(asked);
  if (!part) return "no design is open there";
  const ide::PreviewChoice choice{argument(asked, "flow"),
                                  argument(asked, "stage"),
                                  argument(asked, "view"),
                                  argument(asked, "direction"),
                                  {part->unit->now->theme(), argument(asked, "theme")}};
  // What can't be read is not drawn: the last picture that could be stays.
  const Reading& reading = part->unit->good ? *part->unit->good : *part->unit->now;
  const ide::Preview preview =
      ide::preview(asked.session.workspace.world(), reading.project(), choice);
  json.inline_object().member("svg", preview.svg).member("trouble", preview.trouble);
  json.member("title", preview.title);
  json.member("stale", part->unit->good != part->unit->now);
  json.key("version").whole(part->root->document->version);
  json.key("flows").texts(preview.flows).key("stages").texts(preview.stages);
  json.key("views").texts(preview.views);
  write_parts(json, asked.session, reading, preview);
  json.close();
  return "";
}

std::string write_explanation(const Asked& asked, JsonWriter& json) {
  const std::string name = argument(asked, "rule");
  std::string text;
  if (!name.empty()) {
    const project::RulePage* rule = ide::rule_named(name);
    if (rule == nullptr) return fmt::format("no rule `{}`", name);
    ide::Words words;
    ide::tell_rule(words, *rule);
    text = words.markdown();
  } else {
    const auto part = part_of(asked);
    if (!part) return "no design is open there";
    text = ide::derivation(part->unit->now->project(), argument(asked, "figure"));
    if (text.empty()) return fmt::format("no figure `{}`", argument(asked, "figure"));
  }
  json.inline_object().member("text", text).close();
  return "";
}

std::string answer(const Asked& asked, JsonWriter& result) {
  if (asked.params.command == "joist.preview") return write_preview(asked, result);
  if (asked.params.command == "joist.explain") return write_explanation(asked, result);
  return fmt::format("no command `{}`", asked.params.command);
}

}  // namespace

extern const Request execute_command;
const Request execute_command{
    .method = "workspace/executeCommand", .needs = Request::Needs::nothing, .answer = answer};

}  // namespace joist::lsp::requests
