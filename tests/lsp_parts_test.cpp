// Parts of the language server by themselves: frames, lines and columns, addresses.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "lsp/frames.hpp"
#include "lsp/line_index.hpp"
#include "lsp/message.hpp"
#include "lsp/uri.hpp"

using namespace joist;
using lsp::Encoding;
using lsp::Position;

TEST_CASE("messages may come in pieces, several at once, with other fields in their heads") {
  const std::string bytes =
      "Content-Length: 2\r\n\r\n{}content-length:3\r\nContent-Type: x\r\n\r\n[1]";
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    lsp::FrameReader reader;
    std::vector<std::string> messages;
    for (const auto& piece : {bytes.substr(0, cut), bytes.substr(cut)}) {
      reader.feed(piece);
      while (const auto message = reader.next()) messages.push_back(*message);
    }
    CHECK(messages == std::vector<std::string>{"{}", "[1]"});
  }
}

TEST_CASE("a head without a length is answered, and the next message is heard") {
  for (const std::string head :
       {"hello\r\n\r\n", "Content-Length: many\r\n\r\n", "\r\n\r\n", "Content-Length: -1\r\n\r\n",
        "Content-Length: 99999999999999\n\n"}) {
    CAPTURE(head);
    lsp::FrameReader reader;
    reader.feed(head + lsp::framed("{}"));
    CHECK(reader.next() == "");
    CHECK(reader.next() == "{}");
    CHECK(!reader.next());
  }
  lsp::FrameReader reader;
  reader.feed(std::string(100'000, 'x'));
  CHECK(reader.next() == "");
  CHECK(!reader.next());
}

TEST_CASE("every place of a text has its position, and every position its place") {
  const std::string text = "a\r\nb\rc\n\n日本x\n👩‍💻 y\n𝒳";
  const lsp::LineIndex index(text);
  CHECK(index.lines() == 7);
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16}) {
    for (std::size_t at = 0; at <= text.size(); ++at) {
      const bool inside = at < text.size() && (text[at] & 0xc0) == 0x80;
      const bool in_line_end =
          at > 0 && at < text.size() && text[at - 1] == '\r' && text[at] == '\n';
      if (inside || in_line_end) continue;
      CHECK(index.offset(text, index.position(text, at, encoding), encoding) == at);
    }
  }
  CHECK(index.position(text, text.find('x'), Encoding::utf16) == Position{4, 2});
  CHECK(index.position(text, text.find('x'), Encoding::utf8) == Position{4, 6});
  CHECK(index.position(text, text.find('y'), Encoding::utf16) == Position{5, 6});
  CHECK(index.offset(text, {4, 99}, Encoding::utf16) == text.find('x') + 1);
  CHECK(index.offset(text, {99, 0}, Encoding::utf16) == text.size());
  CHECK(index.offset(text, {6, 1}, Encoding::utf16) == text.find("𝒳"));  // within its two units
}

TEST_CASE("questions about a line in any order have the same answers") {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "é🚀x";
  const lsp::LineIndex asked_often(text);
  for (int i = 0; i < 400; ++i) {
    const std::size_t at = static_cast<std::size_t>(i) * 7919 % text.size();
    CHECK(asked_often.position(text, at, Encoding::utf16) ==
          lsp::LineIndex(text).position(text, at, Encoding::utf16));
  }
}

TEST_CASE("addresses and paths turn into each other") {
  CHECK(lsp::path_of("file:///a/b%20c/%E6%97%A5.joist") == "/a/b c/日.joist");
  CHECK(lsp::path_of("file://machine/a") == "/a");
  CHECK(lsp::path_of("file:///a%2") == "/a%2");
  CHECK(lsp::path_of("untitled:Untitled-1") == "untitled:Untitled-1");
  for (const std::string path : {"/a/b c/日.joist", "/100%/#?.joist", "/a+b/[x]"}) {
    CHECK(lsp::path_of(lsp::uri_of(path)) == path);
  }
}

TEST_CASE("numbers that no position has are no reason to fall") {
  const auto message = lsp::read_message(
      R"({"jsonrpc":"2.0","id":"a","method":"x","params":{"position":{"line":4294967296,"character":-1}}})");
  CHECK(message.form == lsp::Message::Form::request);
  CHECK(message.id == "\"a\"");
  CHECK(!message.params_fit);
}

TEST_CASE("a long text is what it is when it is read byte after byte") {
  const std::string filler(5000, 'x');
  for (const std::string text : {"", "\\n\\t\\\"\\\\\\/\\b\\f\\r", "\\u0041\\u00e9\\u65E5",
                                 "\\ud83d\\ude80", "日本🚀", "\\u0000", "\\\\u0041", "\\\\"}) {
    CAPTURE(text);
    for (const std::string& whole : {text + filler, filler + text, text + filler + text}) {
      const std::string json =
          R"({"jsonrpc":"2.0","method":"m","params":{"contentChanges":[{"text" : ")" + whole +
          R"("}, {"text":"\u0000" }]}})";
      const auto message = lsp::read_message(json);
      REQUIRE(message.params.changes.size() == 2);
      CHECK(message.params.changes[0].text ==
            nlohmann::json::parse("\"" + whole + "\"").get<std::string>());
      CHECK(message.params.changes[1].text == std::string(1, '\0'));
    }
  }
}

TEST_CASE("a long text that is no JSON is none") {
  const std::string filler(5000, 'x');
  for (const std::string text : {"\n", "\\x", "\\u12g4", "\xff", "\xe6\x97", "\x01", "\\u1"}) {
    CAPTURE(text);
    const std::string json =
        R"({"jsonrpc":"2.0","method":"m","params":{"contentChanges":[{"text":")" + filler + text +
        R"("}]}})";
    CHECK(lsp::read_message(json).form == lsp::Message::Form::no_json);
  }
  CHECK(lsp::read_message(R"({"text":")" + filler + "\\").form == lsp::Message::Form::no_json);
}

TEST_CASE("half a character counts as one that is not known") {
  const auto text_of = [](const std::string& text) {
    const auto message =
        lsp::read_message(R"({"jsonrpc":"2.0","method":"m","params":{"contentChanges":[{"text":")" +
                          text + R"("}]}})");
    REQUIRE(message.form == lsp::Message::Form::notification);
    REQUIRE(message.params.changes.size() == 1);
    return message.params.changes[0].text;
  };
  CHECK(text_of("a\\ud83d") == "a\xef\xbf\xbd");
  CHECK(text_of("\\ude80b") ==
        "\xef\xbf\xbd"
        "b");
  CHECK(text_of("\\ud83d\\ud83d\\ude80") == "\xef\xbf\xbd\xf0\x9f\x9a\x80");
  CHECK(text_of("\\\\ud83d\\ud83dx") == "\\ud83d\xef\xbf\xbdx");
  const std::string filler(5000, 'x');
  CHECK(text_of(filler + "\\ud83d") == filler + "\xef\xbf\xbd");
}
