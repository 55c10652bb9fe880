// The preview's server without a socket: bytes of requests in, bytes of answers out.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "serve/http.hpp"
#include "serve/preview.hpp"

using namespace joist;
using serve::RequestReader;
using State = RequestReader::State;

namespace {

struct FakeSource final : serve::Source {
  serve::Drawing next;
  int reloads = 0, drawn = 0;

  std::vector<std::string> reload() override {
    ++reloads;
    return {"a.joist"};
  }
  serve::Drawing draw(const serve::Choice& choice) override {
    ++drawn;
    serve::Drawing drawing = next;
    if (!drawing.svg.empty()) drawing.svg += choice.flow;
    return drawing;
  }
};

std::string get(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: localhost:8700\r\n\r\n";
}

struct Fixture {
  FakeSource source;
  serve::Preview preview{source, [](const std::string&) {}};
  Service::Visitor next = 1;

  Fixture() { preview.started(8700); }

  std::string ask(const std::string& bytes) {
    const auto replies = preview.received(next, bytes);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].last);
    preview.left(next++);
    return replies[0].bytes;
  }
  nlohmann::json state(const std::string& query = "") {
    const std::string answer = ask(get("/state" + query));
    return nlohmann::json::parse(answer.substr(answer.find("\r\n\r\n") + 4));
  }
};

}  // namespace

TEST_CASE("a request may come in pieces") {
  RequestReader reader;
  const std::string bytes =
      "GET /state?flow=a%20b&x HTTP/1.1\r\nHOST:  localhost:1 \r\nA: b\r\n\r\n";
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    REQUIRE(reader.take(bytes.substr(i, 1)) == State::waiting);
  }
  CHECK(reader.take(bytes.substr(bytes.size() - 1)) == State::whole);
  CHECK(reader.request().method == "GET");
  CHECK(reader.request().path == "/state");
  CHECK(reader.request().query == std::map<std::string, std::string>{{"flow", "a b"}, {"x", ""}});
  CHECK(reader.request().fields.at("host") == "localhost:1");
}

TEST_CASE("what is no request is told so") {
  const auto read = [](const std::string& bytes) { return RequestReader().take(bytes); };
  CHECK(read("hello\r\n\r\n") == State::malformed);
  CHECK(read("\r\n\r\n") == State::malformed);
  CHECK(read("GET state HTTP/1.1\r\n\r\n") == State::malformed);
  CHECK(read("GET / HTTP/2\r\n\r\n") == State::malformed);
  CHECK(read("GET / HTTP/1.1\r\nno colon\r\n\r\n") == State::malformed);
  CHECK(read("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n") == State::malformed);
  CHECK(read(std::string(17'000, 'x')) == State::too_long);
  CHECK(read("GET /" + std::string(17'000, 'x') + " HTTP/1.1\r\n\r\n") == State::too_long);
}

TEST_CASE("percent signs are undone where they are followed by two digits") {
  CHECK(serve::unescaped("%41%c3%a9+b") == "A\u00e9 b");
  CHECK(serve::unescaped("100%") == "100%");
  CHECK(serve::unescaped("%4") == "%4");
  CHECK(serve::unescaped("%zz") == "%zz");
}

TEST_CASE("only this machine is answered, only GET, and only the page's own files") {
  Fixture here;
  const auto status = [&](const std::string& bytes) { return here.ask(bytes).substr(9, 3); };
  CHECK(status(get("/")) == "200");
  CHECK(status(get("/preview.js")) == "200");
  CHECK(status("GET / HTTP/1.1\r\nHost: 127.0.0.1:8700\r\n\r\n") == "200");
  CHECK(status("GET / HTTP/1.1\r\n\r\n") == "403");
  CHECK(status("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") == "403");
  CHECK(status("GET / HTTP/1.1\r\nHost: localhost:8700.example.com\r\n\r\n") == "403");
  CHECK(status("POST / HTTP/1.1\r\nHost: localhost:8700\r\n\r\n") == "405");
  CHECK(status(get("/a.joist")) == "404");
  CHECK(status(get("/../a.joist")) == "404");
  CHECK(status("?\r\n\r\n") == "400");
}

TEST_CASE("the last good picture stays while the text is broken") {
  Fixture here;
  here.source.next.svg = "<svg>one</svg>";
  CHECK(here.state()["svg"] == "<svg>one</svg>");
  here.source.next.svg = "<svg>half</svg>";
  here.source.next.understood = false;
  here.preview.changed();
  const nlohmann::json broken = here.state();
  CHECK(broken["svg"] == "<svg>one</svg>");
  CHECK(broken["stale"] == true);
  here.source.next.svg = "";
  here.source.next.trouble = "cannot read `a.joist`";
  here.preview.changed();
  CHECK(here.state()["svg"] == "<svg>one</svg>");
  CHECK(here.state()["trouble"] == "cannot read `a.joist`");
  here.source.next = {};
  here.source.next.svg = "<svg>two</svg>";
  here.preview.changed();
  CHECK(here.state()["svg"] == "<svg>two</svg>");
  CHECK(here.state()["stale"] == false);
}

TEST_CASE("a text that was never good is drawn as far as it is understood") {
  Fixture here;
  here.source.next.svg = "<svg>half</svg>";
  here.source.next.understood = false;
  CHECK(here.state()["svg"] == "<svg>half</svg>");
  CHECK(here.state()["stale"] == false);
}

TEST_CASE("each choice is drawn once between changes") {
  Fixture here;
  here.source.next.svg = "x";
  CHECK(here.state("?flow=a")["svg"] == "xa");
  CHECK(here.state("?flow=b")["svg"] == "xb");
  CHECK(here.state("?flow=a")["svg"] == "xa");
  CHECK(here.source.drawn == 2);
  here.preview.changed();
  here.state("?flow=a");
  CHECK(here.source.drawn == 3);
  for (int i = 0; i < 200; ++i) here.state("?flow=" + std::to_string(i));
  CHECK(here.source.drawn == 203);
}

TEST_CASE("listeners hear of every change until they leave") {
  Fixture here;
  const auto first = here.preview.received(50, get("/events"));
  REQUIRE(first.size() == 1);
  CHECK(!first[0].last);
  CHECK(first[0].bytes.find("text/event-stream") != std::string::npos);
  CHECK(here.preview.received(50, get("/")).empty());
  const auto told = here.preview.changed();
  REQUIRE(told.size() == 1);
  CHECK(told[0].visitor == 50);
  CHECK(told[0].bytes == "event: changed\ndata: 2\n\n");
  CHECK(here.preview.idle().size() == 1);
  here.preview.left(50);
  CHECK(here.preview.changed().empty());
  CHECK(here.source.reloads == 3);
}
