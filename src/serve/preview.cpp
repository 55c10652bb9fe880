// Answers the page's requests: its files, the state of the design, and word of changes.
#include "serve/preview.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/json.hpp"
#include "serve/page.hpp"

namespace joist::serve {

namespace {

// Choices come with requests, so their number is bounded.
constexpr std::size_t most_choices = 32;

// Scripts and styles are the page's own; the picture brings a style of its own with it.
constexpr std::string_view policy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' "
    "'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'\r\n";

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  return "text/html; charset=utf-8";
}

const EmbeddedFile* find_page(std::string_view path) {
  const std::string_view name = path == "/" ? "index.html" : path.substr(1);
  for (const EmbeddedFile& file : page_files()) {
    if (file.name == name) return &file;
  }
  return nullptr;
}

std::string refusal(int status, std::string_view words) {
  return response(status, "text/plain; charset=utf-8", fmt::format("{}\n", words));
}

std::string in_query(const Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? "" : found->second;
}

std::string json_of(const Drawing& drawing, std::uint64_t revision, const std::string& svg,
                    bool stale) {
  JsonWriter json;
  json.object().key("revision").integer(revision).member("title", drawing.title);
  json.member("svg", svg).member("stale", stale).member("trouble", drawing.trouble);
  json.key("flows").texts(drawing.flows).key("stages").texts(drawing.stages);
  json.key("views").texts(drawing.views).key("palettes").texts(drawing.palettes);
  json.key("findings");
  drawing.findings.empty() ? json.array().close() : json.written(drawing.findings);
  json.key("places").object();
  for (const Place& place : drawing.places) {
    json.key(place.element).inline_object().member("name", place.name);
    json.member("file", place.path).member("line", place.line).member("column", place.column);
    json.close();
  }
  json.close().key("paths").inline_object();
  for (const auto& [name, path] : drawing.paths) json.member(name, path);
  return json.close().close().take();
}

}  // namespace

Preview::Preview(Source& source, std::function<void(const std::string&)> on_start)
    : source_(source), on_start_(std::move(on_start)), files_(source.reload()) {}

void Preview::started(std::uint16_t port) {
  port_ = port;
  on_start_(fmt::format("http://127.0.0.1:{}/", port));
}

std::vector<Service::Reply> Preview::received(Visitor visitor, std::string_view bytes) {
  if (listeners_.count(visitor) > 0) return {};
  RequestReader& reader = readers_[visitor];
  switch (reader.take(bytes)) {
    case RequestReader::State::waiting:
      return {};
    case RequestReader::State::too_long:
      return {{visitor, refusal(431, "this is longer than any request of the page"), true}};
    case RequestReader::State::malformed:
      return {{visitor, refusal(400, "this is not an HTTP request"), true}};
    case RequestReader::State::whole:
      break;
  }
  bool stays = false;
  std::string bytes_back = answer(visitor, reader.request(), stays);
  return {{visitor, std::move(bytes_back), !stays}};
}

void Preview::left(Visitor visitor) {
  readers_.erase(visitor);
  listeners_.erase(visitor);
}

std::vector<Service::Reply> Preview::changed() {
  files_ = source_.reload();
  ++revision_;
  std::vector<Reply> replies;
  for (const Visitor visitor : listeners_) {
    replies.push_back({visitor, event("changed", std::to_string(revision_)), false});
  }
  return replies;
}

// A comment now and then, so that a connection whose page is gone is noticed.
std::vector<Service::Reply> Preview::idle() {
  std::vector<Reply> replies;
  for (const Visitor visitor : listeners_) replies.push_back({visitor, ":\n\n", false});
  return replies;
}

// A page elsewhere can let its name lead to this address; its requests then name another host.
bool Preview::comes_from_here(const Request& request) const {
  const auto host = request.fields.find("host");
  if (host == request.fields.end()) return false;
  const std::string port = std::to_string(port_);
  return host->second == "127.0.0.1:" + port || host->second == "localhost:" + port;
}

std::string Preview::answer(Visitor visitor, const Request& request, bool& stays) {
  if (!comes_from_here(request)) return refusal(403, "this preview is for this machine only");
  if (request.method != "GET") return refusal(405, "only GET is answered");
  if (request.path == "/state") {
    const Choice choice{in_query(request, "flow"),    in_query(request, "stage"),
                        in_query(request, "view"),    in_query(request, "theme"),
                        in_query(request, "palette"), in_query(request, "stages") == "1"};
    return response(200, "application/json", state(choice));
  }
  if (request.path == "/events") {
    stays = true;
    listeners_.insert(visitor);
    return event_stream() + event("changed", std::to_string(revision_));
  }
  const EmbeddedFile* file = find_page(request.path);
  if (file == nullptr) return refusal(404, "there is no such page");
  return response(200, type_of(file->name), file->text, policy);
}

// While the text is broken the last picture of an unbroken one stays, and says that it is old.
const std::string& Preview::state(const Choice& choice) {
  if (shown_.size() >= most_choices && shown_.count(choice) == 0) shown_.clear();
  Shown& shown = shown_[choice];
  if (shown.revision == revision_) return shown.state;
  shown.revision = revision_;
  const Drawing drawing = source_.draw(choice);
  const bool good = drawing.understood && !drawing.svg.empty();
  if (good) shown.last_good = drawing.svg;
  const bool stale = !good && !shown.last_good.empty();
  shown.state = json_of(drawing, revision_, stale ? shown.last_good : drawing.svg, stale);
  return shown.state;
}

}  // namespace joist::serve
