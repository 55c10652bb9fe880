// Ten thousand edits at random: the server stays up, answers everything, and what it says in the
// end is what a fresh check says.
#include <random>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "lsp/frames.hpp"
#include "lsp/server.hpp"
#include "project/project.hpp"
#include "tests/memory_world.hpp"
#include "tests/sanitized.hpp"
#include "tests/source_tree.hpp"

using namespace joist;
using namespace joist::tests;
using Json = nlohmann::json;

namespace {

class Editor {
 public:
  Editor() {
    ask("initialize", {{"capabilities", Json::object()}});
    work();
  }

  void open(const std::string& text) {
    tell("textDocument/didOpen",
         {{"textDocument",
           {{"uri", uri}, {"languageId", "joist"}, {"version", 0}, {"text", text}}}});
  }
  void change(const std::string& text) {
    tell("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", ++version}}},
                                    {"contentChanges", {{{"text", text}}}}});
  }
  void ask(const std::string& method, const Json& params) {
    ++asked;
    say({{"jsonrpc", "2.0"}, {"id", asked}, {"method", method}, {"params", params}});
  }
  void work() {
    while (server.work()) {
    }
    while (const auto frame = said.next()) {
      const Json message = Json::parse(*frame);
      if (message.contains("id")) ++answered;
      const bool failed = message.contains("error") && message["error"]["code"] != -32803;
      CHECK_MESSAGE(!failed, message.dump());
      if (message.value("method", "") == "textDocument/publishDiagnostics") {
        diagnostics = message["params"];
      }
    }
  }

  const std::string uri = "file:///work/a.joist";
  Json diagnostics;
  std::size_t asked = 0, answered = 0;
  int version = 0;

 private:
  void tell(const std::string& method, const Json& params) {
    say({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
  }
  void say(const Json& message) { server.heard(lsp::framed(message.dump())); }

  MemoryWorld world_;
  lsp::FrameReader said;
  lsp::Server server{world_, "0", [this](std::string_view bytes) { said.feed(bytes); }};
};

// Whole characters, so that what is sent is text.
std::size_t character_at(const std::string& text, std::size_t at) {
  while (at > 0 && at < text.size() && (text[at] & 0xc0) == 0x80) --at;
  return at;
}

std::string edited(std::string text, std::mt19937& random) {
  static const std::vector<std::string> pieces = {"{",
                                                  "}",
                                                  "\n",
                                                  "\"",
                                                  "-> ",
                                                  "# x\n",
                                                  "api",
                                                  " db ",
                                                  ": ",
                                                  " = ",
                                                  "5 ms",
                                                  "🚀",
                                                  "日本",
                                                  "service ",
                                                  "flow f @ 5 rps {",
                                                  "stage \"s\" {",
                                                  ", ",
                                                  ";",
                                                  "replicas: 2",
                                                  "\"\"\"",
                                                  "..",
                                                  "import \"a.joist\"\n"};
  const std::size_t at = character_at(text, random() % (text.size() + 1));
  const std::size_t end = character_at(text, std::min(text.size(), at + random() % 12));
  if (random() % 2 == 0 && end > at) text.erase(at, end - at);
  if (random() % 3 != 0) text.insert(at, pieces[random() % pieces.size()]);
  return text;
}

void ask_about(Editor& editor, std::mt19937& random) {
  static const std::vector<std::string> methods = {
      "hover",         "completion",     "definition",          "references", "documentHighlight",
      "prepareRename", "documentSymbol", "foldingRange",        "inlayHint",  "codeLens",
      "codeAction",    "documentLink",   "semanticTokens/full", "formatting"};
  const unsigned line = random() % 40, character = random() % 60;
  const Json position{{"line", line}, {"character", character}};
  editor.ask("textDocument/" + methods[random() % methods.size()],
             {{"textDocument", {{"uri", editor.uri}}},
              {"position", position},
              {"range", {{"start", {{"line", 0}, {"character", 0}}}, {"end", position}}},
              {"context", Json::object()},
              {"options", Json::object()}});
}

// Rule and line of each finding, as a fresh check has them.
std::multiset<std::string> fresh(const std::string& text) {
  MemoryWorld world;
  const auto project = project::load_text(world, "/work/a.joist", text);
  std::multiset<std::string> found;
  for (const Finding& finding : project.findings) {
    if (finding.allowed || finding.span.file.index() < project.root) continue;
    const Position at = project.sources.at(finding.span.file).position(finding.span.begin);
    found.insert(finding.rule + " " + std::to_string(at.line - 1));
  }
  return found;
}

std::multiset<std::string> told(const Json& diagnostics) {
  std::multiset<std::string> found;
  for (const Json& each : diagnostics["diagnostics"]) {
    found.insert(each["code"].get<std::string>() + " " +
                 std::to_string(each["range"]["start"]["line"].get<int>()));
  }
  return found;
}

}  // namespace

TEST_CASE("after ten thousand edits the server says what a fresh check says") {
  std::mt19937 random(4711);
  const std::string start = read_file(checkout() + "/examples/url-shortener.joist");
  REQUIRE(!start.empty());
  Editor editor;
  std::string text = start;
  editor.open(text);
  const int edits = is_sanitized ? 1'000 : 10'000;
  for (int i = 1; i <= edits; ++i) {
    text = random() % 200 == 0 ? start : edited(text, random);
    editor.change(text);
    if (random() % 4 == 0) ask_about(editor, random);
    if (random() % 3 == 0) editor.work();
    if (i % 500 != 0) continue;
    editor.work();
    CHECK(editor.diagnostics["version"] == editor.version);
    CHECK(told(editor.diagnostics) == fresh(text));
  }
  CHECK(editor.answered == editor.asked);
}
