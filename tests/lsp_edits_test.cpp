// Ten thousand edits at random: the server stays up, answers everything with places that the text
// has, and says what one says that never saw another text.
#include <map>
#include <random>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "lsp/frames.hpp"
#include "lsp/server.hpp"
#include "tests/memory_world.hpp"
#include "tests/random_edits.hpp"
#include "tests/sanitized.hpp"
#include "tests/source_tree.hpp"
#include "tests/value_edits.hpp"

using namespace joist;
using namespace joist::tests;
using Json = nlohmann::json;
using lsp::Encoding;

namespace {

const std::string uri = "file:///work/a.joist";

lsp::Position position_of(const Json& json) {
  return {json["line"].get<std::uint32_t>(), json["character"].get<std::uint32_t>()};
}

Json json_of(lsp::Position position) {
  return {{"line", position.line}, {"character", position.character}};
}

bool is_range(const Json& json) {
  return json.is_object() && json.contains("start") && json["start"].contains("line");
}

// The text that an answer is about.
class Places {
 public:
  Places(const std::string& text, Encoding encoding)
      : text_(text), lines_(text), encoding_(encoding) {}

  // Empty if all ranges in it begin and end between characters of the text.
  std::string outside(const Json& json) const {
    if (is_range(json)) {
      const auto start = position_of(json["start"]), end = position_of(json["end"]);
      const bool ordered = offset(start) <= offset(end);
      if (!has(start) || !has(end) || !ordered) return json.dump();
    }
    if (json.is_object() && json.contains("startLine") &&
        json["endLine"].get<std::uint32_t>() >= lines_.lines())
      return json.dump();
    if (json.is_object() && json.contains("data")) return outside_tokens(json["data"]);
    if (!json.is_structured()) return "";
    for (const Json& part : json) {
      if (std::string found = outside(part); !found.empty()) return found;
    }
    return "";
  }
  lsp::Position position(std::size_t offset) const {
    return lines_.position(text_, offset, encoding_);
  }
  std::size_t offset(lsp::Position position) const {
    return lines_.offset(text_, position, encoding_);
  }

 private:
  bool has(lsp::Position at) const { return position(offset(at)) == at; }

  // Lines and columns count from the token before.
  std::string outside_tokens(const Json& data) const {
    lsp::Position at;
    for (std::size_t i = 0; i + 4 < data.size(); i += 5) {
      const auto lines = data[i].get<std::uint32_t>(), columns = data[i + 1].get<std::uint32_t>();
      at = {at.line + lines, lines == 0 ? at.character + columns : columns};
      const lsp::Position end{at.line, at.character + data[i + 2].get<std::uint32_t>()};
      if (!has(at) || !has(end)) return json_of(at).dump() + json_of(end).dump();
    }
    return "";
  }

  const std::string& text_;
  lsp::LineIndex lines_;
  Encoding encoding_;
};

class Editor {
 public:
  explicit Editor(Encoding encoding) : encoding_(encoding) {
    world_.files["/work/more.joist"] = valued_import;
    Json encodings = Json::array({encoding == Encoding::utf8 ? "utf-8" : "utf-16"});
    ask("initialize",
        {{"capabilities",
          {{"general", {{"positionEncodings", encodings}}},
           {"textDocument", {{"publishDiagnostics", {{"relatedInformation", true}}}}}}}});
    work();
  }

  void open(const std::string& text, int version = 0) {
    text_ = text;
    version_ = version;
    tell("textDocument/didOpen",
         {{"textDocument",
           {{"uri", uri}, {"languageId", "joist"}, {"version", version}, {"text", text}}}});
  }
  void change(const std::string& text, bool whole) {
    Json change{{"text", text}};
    if (!whole) narrow(change, text);
    text_ = text;
    tell("textDocument/didChange",
         {{"textDocument", {{"uri", uri}, {"version", ++version_}}}, {"contentChanges", {change}}});
  }
  void ask(const std::string& method, const Json& params) {
    asked_[++last_asked_] = {method, text_};
    say({{"jsonrpc", "2.0"}, {"id", last_asked_}, {"method", method}, {"params", params}});
  }
  void work() {
    while (server_.work()) {
    }
    while (const auto frame = said_.next()) hear(Json::parse(*frame));
  }

  const std::string& text() const { return text_; }
  int version() const { return version_; }
  std::size_t unanswered() const { return asked_.size(); }
  const Json& diagnostics() const { return diagnostics_; }
  Places places() const { return {text_, encoding_}; }

 private:
  // What differs alone, where both of its ends can be said.
  void narrow(Json& change, const std::string& text) const {
    const std::size_t shorter = std::min(text.size(), text_.size());
    std::size_t same = 0, behind = 0;
    while (same < shorter && text[same] == text_[same]) ++same;
    same = character_at(text_, std::min(same, character_at(text, same)));
    while (behind < shorter - same &&
           text[text.size() - 1 - behind] == text_[text_.size() - 1 - behind])
      ++behind;
    while (behind > 0 && (text[text.size() - behind] & 0xc0) == 0x80) --behind;
    const std::size_t end = text_.size() - behind;
    const Places before = places();
    const lsp::Position from = before.position(same), to = before.position(end);
    if (before.offset(from) != same || before.offset(to) != end) return;
    change = {{"range", {{"start", json_of(from)}, {"end", json_of(to)}}},
              {"text", text.substr(same, text.size() - behind - same)}};
  }

  void hear(const Json& message) {
    if (message.value("method", "") == "textDocument/publishDiagnostics") {
      const Json& said = message["params"];
      if (said["uri"] == uri && said["version"] == version_) CHECK(places().outside(said) == "");
      diagnostics_[said["uri"].get<std::string>()] = said;
      // Of another file nothing may be said, or that there is nothing to say.
      if (said["uri"] != uri && said["diagnostics"].empty())
        diagnostics_.erase(said["uri"].get<std::string>());
    }
    if (!message.contains("id")) return;
    const auto asked = asked_.find(message["id"].get<int>());
    REQUIRE(asked != asked_.end());
    const bool failed = message.contains("error") && message["error"]["code"] != -32803;
    CHECK_MESSAGE(!failed, message.dump());
    // No structured binding: Clang 14 cannot capture one.
    const std::string& method = asked->second.first;
    const auto& text = asked->second.second;
    const Json result = message.value("result", Json());
    // Pictures of a text that can't be read are those of an earlier one, and say so.
    const bool stale = result.is_object() && result.value("stale", false);
    if (!stale) CHECK_MESSAGE(Places(text, encoding_).outside(result) == "", method);
    asked_.erase(asked);
  }
  void tell(const std::string& method, const Json& params) {
    say({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
  }
  void say(const Json& message) { server_.heard(lsp::framed(message.dump())); }

  const Encoding encoding_;
  std::string text_;
  int version_ = 0, last_asked_ = 0;
  std::map<int, std::pair<std::string, std::string>> asked_;  // method and text, until answered
  Json diagnostics_;                                          // by file
  MemoryWorld world_;
  lsp::FrameReader said_;
  lsp::Server server_{world_, "0", [this](std::string_view bytes) { said_.feed(bytes); }};
};

void ask_about(Editor& editor, std::mt19937& random) {
  static const std::vector<std::string> methods = {"textDocument/hover",
                                                   "textDocument/completion",
                                                   "textDocument/definition",
                                                   "textDocument/references",
                                                   "textDocument/documentHighlight",
                                                   "textDocument/prepareRename",
                                                   "textDocument/rename",
                                                   "textDocument/documentSymbol",
                                                   "textDocument/foldingRange",
                                                   "textDocument/inlayHint",
                                                   "textDocument/codeLens",
                                                   "textDocument/codeAction",
                                                   "textDocument/documentLink",
                                                   "textDocument/semanticTokens/full",
                                                   "textDocument/formatting",
                                                   "textDocument/rangeFormatting",
                                                   "workspace/symbol",
                                                   "workspace/executeCommand"};
  const Places places = editor.places();
  const auto place = [&] { return places.position(random() % (editor.text().size() + 1)); };
  lsp::Position from = place(), to = place();
  if (places.offset(to) < places.offset(from)) std::swap(from, to);
  editor.ask(methods[random() % methods.size()],
             {{"textDocument", {{"uri", uri}}},
              {"position", json_of(from)},
              {"range", {{"start", json_of(from)}, {"end", json_of(to)}}},
              {"context", Json::object()},
              {"options", Json::object()},
              {"newName", "renamed"},
              {"query", "a"},
              {"command", random() % 2 == 0 ? "joist.preview" : "joist.explain"},
              {"arguments", {{{"uri", uri}, {"rule", "overload"}}}}});
}

// What a server says that never saw another text.
Json fresh(const Editor& editor, Encoding encoding) {
  Editor other(encoding);
  other.open(editor.text(), editor.version());
  other.work();
  return other.diagnostics();
}

void edit_at_random(const std::string& start, Encoding encoding, int edits, std::mt19937& random) {
  Editor editor(encoding);
  editor.open(start);
  std::vector<std::string> history;
  for (int i = 1; i <= edits; ++i) {
    const auto undone = random() % 30;
    std::string text = edited(editor.text(), random);
    if (undone == 0) text = start;
    if (undone <= 3 && undone > 0 && !history.empty()) text = history[random() % history.size()];
    if (history.size() == 50) history.erase(history.begin());
    history.push_back(editor.text());
    editor.change(text, random() % 2 == 0);
    if (random() % 2 == 0) ask_about(editor, random);
    if (random() % 3 == 0) editor.work();
    if (i % 25 != 0) continue;
    editor.work();
    CHECK(editor.diagnostics() == fresh(editor, encoding));
  }
  editor.work();
  CHECK(editor.unanswered() == 0);
}

}  // namespace

TEST_CASE("after ten thousand edits the server says what a fresh one says") {
  std::mt19937 random(4711);
  for (const char* example : {"url-shortener", "chat", "payments", "assistant", "whiteboard"}) {
    CAPTURE(example);
    const std::string start = read_file(checkout() + "/examples/" + example + ".joist");
    REQUIRE(!start.empty());
    for (const Encoding encoding : {Encoding::utf16, Encoding::utf8})
      edit_at_random(start, encoding, is_sanitized ? 100 : 1'000, random);
  }
}

// Texts that can be read, so that what is kept of one is there for the next.
TEST_CASE("after other values the server says what a fresh one says") {
  std::mt19937 random(4712);
  ValuedText text(valued_design);
  Editor editor(Encoding::utf16);
  editor.open(text.text());
  for (int i = 0; i < (is_sanitized ? 50 : 300); ++i) {
    text.change(random);
    // Between two values there are others, and texts that cannot be read.
    if (random() % 4 == 0) {
      editor.change(edited(text.text(), random), false);
      editor.work();
    }
    editor.change(text.text(), random() % 2 == 0);
    editor.work();
    CAPTURE(editor.text());
    REQUIRE(editor.diagnostics() == fresh(editor, Encoding::utf16));
  }
}

namespace {

// More components than it takes for two threads to work on them.
std::string large_design() {
  std::string text = "design \"Large\" { peak: 2 }\nneed survive zone\nclient app\n";
  for (int zone = 0; zone < 3; ++zone) {
    text += "zone z" + std::to_string(zone) + " {\n";
    for (int i = 0; i < 180; ++i) {
      const std::string name = std::to_string(zone) + "_" + std::to_string(i);
      text += "  service s" + name + " \"Service " + name +
              "\" { replicas: " + std::to_string(1 + i % 3) +
              ", capacity: " + std::to_string(20 + i) + " rps }\n";
    }
    text += "}\n# the next zone\n";
  }
  for (int zone = 0; zone < 3; ++zone) {
    text += "flow f" + std::to_string(zone) + " @ 90/s {\n";
    for (int i = 0; i < 180; ++i) {
      const std::string prefix = "s" + std::to_string(zone) + "_";
      text += "  " + (i == 0 ? "app" : prefix + std::to_string(i / 2)) + " -> " + prefix +
              std::to_string(i) + " x " + std::to_string(10 + i % 80) + "%\n";
    }
    text += "}\n";
  }
  return text;
}

}  // namespace

TEST_CASE("after edits of a large design the server says what a fresh one says") {
  std::mt19937 random(4713);
  const std::string start = large_design();
  Editor editor(Encoding::utf16);
  editor.open(start);
  for (int i = 0; i < (is_sanitized ? 10 : 80); ++i) {
    // Several at once, as typing fast and replacing a word everywhere make them.
    std::string text = i % 10 == 0 ? start : editor.text();
    for (auto left = 1 + random() % 2; left > 0; --left) text = edited(text, random);
    editor.change(text, random() % 2 == 0);
    if (random() % 3 == 0) ask_about(editor, random);
    editor.work();
    REQUIRE(editor.diagnostics() == fresh(editor, Encoding::utf16));
  }
}
