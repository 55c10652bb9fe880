// Target of libFuzzer for the language server: any bytes as input give framed answers, and the
// server is there for the next message. The bytes come raw, then as the text of a message, then as
// the text of a document about which everything is asked. What is said of that text when it is
// typed into a design is what is said of the whole when it is opened.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "lsp/frames.hpp"
#include "lsp/server.hpp"
#include "tests/memory_world.hpp"

namespace {

using namespace joist;

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

struct Talk {
  tests::MemoryWorld world;
  lsp::FrameReader said;
  lsp::Server server{world, "0", [this](std::string_view bytes) { said.feed(bytes); }};

  void tell(const std::string& json) { server.heard(lsp::framed(json)); }
  void work() {
    while (!server.over() && server.work()) {
    }
  }
  // What was said last of the document.
  std::string diagnostics() {
    std::string last;
    while (auto frame = said.next())
      if (frame->find("publishDiagnostics") != frame->npos) last = *std::move(frame);
    return last;
  }
  void open(const std::string& text) {
    tell(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}})");
    tell(
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{"
        "\"uri\":\"file:///work/a.joist\",\"languageId\":\"joist\",\"version\":1,\"text\":" +
        json_string(text) + "}}}");
    work();
  }
  void change(const std::string& text) {
    tell(
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{"
        "\"uri\":\"file:///work/a.joist\",\"version\":1},\"contentChanges\":[{\"text\":" +
        json_string(text) + "}]}}");
    work();
  }
  std::size_t answers() {
    std::size_t count = 0;
    while (const auto frame = said.next()) {
      if (frame->empty()) fail("an empty answer");
      ++count;
    }
    return count;
  }
};

void ask_everything(const std::string& text) {
  Talk talk;
  talk.open(text);
  talk.answers();
  std::size_t asked = 0;
  for (const char* method :
       {"hover", "completion", "definition", "references", "documentHighlight", "prepareRename",
        "documentSymbol", "foldingRange", "inlayHint", "codeLens", "codeAction", "documentLink",
        "semanticTokens/full", "formatting"}) {
    talk.tell("{\"jsonrpc\":\"2.0\",\"id\":" + std::to_string(++asked + 1) +
              ",\"method\":\"textDocument/" + method +
              "\",\"params\":{\"textDocument\":{\"uri\":\"file:///work/a.joist\"},"
              "\"position\":{\"line\":0,\"character\":9},\"range\":{\"start\":{\"line\":0,"
              "\"character\":0},\"end\":{\"line\":9,\"character\":0}},\"context\":{}}}");
  }
  talk.work();
  if (talk.answers() != asked) fail("a request without an answer");
}

// At the top, in a block, and taken out again.
void type_in(const std::string& text) {
  const std::string before = "service a\nregion r {\n  service b\n  x = 2\n",
                    behind = "}\na -> b\n";
  Talk typed;
  typed.open(before + behind);
  for (const std::string& now :
       {before + text + behind, before + behind, before + behind + text, text}) {
    typed.change(now);
    Talk fresh;
    fresh.open(now);
    // Where nothing has changed nothing is said again.
    const std::string said = typed.diagnostics(), wanted = fresh.diagnostics();
    if (!said.empty() && said != wanted) fail("other diagnostics than of a fresh text");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  Talk raw;
  raw.server.heard(bytes);
  raw.work();
  raw.answers();
  Talk message;
  message.tell(bytes);
  message.work();
  message.answers();
  ask_everything(bytes);
  type_in(bytes);
  return 0;
}
