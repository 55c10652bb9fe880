// Takes messages in order, folds what can be folded, and answers.
#include "lsp/server.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "lsp/capabilities.hpp"
#include "lsp/diagnostics.hpp"
#include "lsp/request.hpp"

namespace joist::lsp {

namespace {

// JSON-RPC 2.0, section 5.1, and the Language Server Protocol 3.17, "Base Protocol".
constexpr int parse_error = -32700, no_request = -32600, unknown_method = -32601,
              wrong_params = -32602, not_initialized = -32002, cancelled = -32800,
              request_failed = -32803, internal_error = -32603;

bool is_whole_change(const Message& message) {
  return message.method == "textDocument/didChange" && message.params_fit &&
         message.params.changes.size() == 1 && !message.params.changes[0].range;
}

}  // namespace

const Request* find_request(std::string_view method) {
  for (const Request* request : requests::catalogue()) {
    if (request->method == method) return request;
  }
  return nullptr;
}

Server::Server(World& world, std::string_view version, std::function<void(std::string_view)> send)
    : session_(world), version_(version), send_(std::move(send)) {}

// --- what comes in ------------------------------------------------------------------------------

void Server::heard(std::string_view bytes) {
  frames_.feed(bytes);
  while (auto frame = frames_.next()) arrive(read_message(*frame));
}

// A text that is replaced before anybody looked at it is not read, and a request that is cancelled
// before its turn is not worked on.
void Server::arrive(Message message) {
  if (message.method == "$/cancelRequest") {
    const auto unwanted = std::find_if(waiting_.begin(), waiting_.end(), [&](const Message& other) {
      return other.form == Message::Form::request && other.id == message.params.cancelled;
    });
    if (unwanted == waiting_.end()) return;
    refuse(unwanted->id, cancelled, "cancelled");
    waiting_.erase(unwanted);
    return;
  }
  const bool replaces = !waiting_.empty() && is_whole_change(message) &&
                        is_whole_change(waiting_.back()) &&
                        waiting_.back().params.uri == message.params.uri;
  if (replaces) waiting_.pop_back();
  waiting_.push_back(std::move(message));
}

bool Server::work() {
  if (!waiting_.empty()) {
    const Message message = std::move(waiting_.front());
    waiting_.pop_front();
    handle(message);
    return true;
  }
  if (phase_ != Phase::running || (session_.workspace.is_settled() && !unpublished_)) {
    return session_.workspace.tidy();
  }
  session_.workspace.settle(true);
  publish();
  return true;
}

void Server::handle(const Message& message) {
  switch (message.form) {
    case Message::Form::no_json:
      return refuse("null", parse_error, "what came in is no JSON");
    case Message::Form::no_message:
      return refuse(message.id, no_request, "what came in is no JSON-RPC 2.0 message");
    case Message::Form::response:
      return;
    case Message::Form::notification:
      return handle_notification(message);
    case Message::Form::request:
      return handle_request(message);
  }
}

// --- notifications ------------------------------------------------------------------------------

void Server::handle_notification(const Message& message) {
  const std::string& method = message.method;
  const Params& params = message.params;
  if (method == "exit") {
    phase_ = Phase::over;
    return;
  }
  if (phase_ != Phase::running || !message.params_fit) return;
  if (method == "initialized") return initialized();
  unpublished_ = true;
  if (method == "textDocument/didOpen" && !params.changes.empty()) {
    Document document;
    document.uri = params.uri;
    document.language = params.language;
    document.version = params.version.value_or(0);
    document.text = params.changes.front().text;
    session_.workspace.open(std::move(document));
  } else if (method == "textDocument/didChange") {
    session_.workspace.change(params.uri, params.version, params.changes, session_.encoding);
  } else if (method == "textDocument/didClose") {
    session_.workspace.close(params.uri);
    // Clients forget what they were told of it: who opens it again is told again.
    const auto said = published_.find(params.uri);
    if (said != published_.end()) said->second = "closed";
  } else if (method == "textDocument/didSave" || method == "workspace/didChangeWatchedFiles" ||
             method == "workspace/didChangeConfiguration") {
    session_.workspace.refresh();
  }
}

// Files that are not open are seen to change only where the client watches them.
void Server::initialized() {
  if (!session_.client.watches_files) return;
  JsonWriter json;
  json.inline_object().member("jsonrpc", "2.0").member("id", fmt::format("joist-{}", ++asked_));
  json.member("method", "client/registerCapability").key("params").inline_object();
  json.key("registrations").inline_array().inline_object();
  json.member("id", "files").member("method", "workspace/didChangeWatchedFiles");
  json.key("registerOptions").inline_object().key("watchers").inline_array();
  for (const char* glob : {"**/*.joist", "**/joist.toml"}) {
    json.inline_object().member("globPattern", glob).close();
  }
  json.close().close().close().close().close().close();
  say(json.take());
}

// --- requests -----------------------------------------------------------------------------------

void Server::handle_request(const Message& message) {
  if (phase_ == Phase::shut_down) return refuse(message.id, no_request, "the server is shut down");
  if (message.method == "initialize") return initialize(message);
  if (phase_ == Phase::fresh)
    return refuse(message.id, not_initialized, "`initialize` comes first");
  if (message.method == "shutdown") {
    phase_ = Phase::shut_down;
    was_shut_down_ = true;
    return reply(message.id, "null");
  }
  const Request* request = find_request(message.method);
  if (request == nullptr) {
    return refuse(message.id, unknown_method, fmt::format("no method `{}`", message.method));
  }
  const Params& params = message.params;
  using Needs = Request::Needs;
  const bool lacks = (request->needs != Needs::nothing && params.uri.empty()) ||
                     (request->needs == Needs::position && !params.position) ||
                     (request->needs == Needs::range && !params.range);
  if (!message.params_fit || lacks) {
    return refuse(message.id, wrong_params, "the parameters lack a part, or one has another type");
  }
  Asked asked{session_, params, session_.workspace.document(params.uri)};
  if (request->needs != Needs::nothing && asked.document == nullptr) {
    return refuse(message.id, wrong_params, fmt::format("`{}` is not open", params.uri));
  }
  session_.workspace.settle(request->figures);
  try {
    JsonWriter result;
    const std::string trouble = request->answer(asked, result);
    if (!trouble.empty()) return refuse(message.id, request_failed, trouble);
    reply(message.id, result.take());
  } catch (const std::exception& error) {
    // A fault of ours in one answer; the design and everything else that is asked about it stand.
    refuse(message.id, internal_error, error.what());
  }
}

void Server::initialize(const Message& message) {
  if (phase_ != Phase::fresh) return refuse(message.id, no_request, "`initialize` comes once");
  session_.client = message.params.client;
  session_.encoding = chosen_encoding(session_.client);
  phase_ = Phase::running;
  reply(message.id, introduction(version_, session_.encoding));
}

// --- what goes out ------------------------------------------------------------------------------

void Server::publish() {
  unpublished_ = false;
  const auto now = diagnostics(session_);
  std::map<std::string, std::string> said;
  for (const auto& [uri, list] : now) {
    JsonWriter json;
    json.inline_object().member("uri", uri);
    if (const Document* document = session_.workspace.document(uri)) {
      json.key("version").whole(document->version);
    }
    json.key("diagnostics").inline_array();
    for (const std::string& diagnostic : list) json.written(diagnostic);
    json.close().close();
    said[uri] = json.take();
  }
  for (const auto& [uri, params] : said) {
    if (published_[uri] != params) notify("textDocument/publishDiagnostics", params);
  }
  for (const auto& [uri, params] : published_) {
    if (said.count(uri) != 0 || params.empty()) continue;
    JsonWriter json;
    json.inline_object().member("uri", uri).key("diagnostics").inline_array().close().close();
    notify("textDocument/publishDiagnostics", json.take());
  }
  published_ = std::move(said);
}

void Server::say(const std::string& json) {
  send_(framed(json));
}

void Server::reply(const std::string& id, const std::string& result) {
  say(fmt::format("{{\"jsonrpc\": \"2.0\", \"id\": {}, \"result\": {}}}", id, result));
}

void Server::refuse(const std::string& id, int code, std::string_view why) {
  say(fmt::format(
      "{{\"jsonrpc\": \"2.0\", \"id\": {}, \"error\": {{\"code\": {}, \"message\": {}}}}}", id,
      code, json_string(why)));
}

void Server::notify(std::string_view method, const std::string& params) {
  say(fmt::format("{{\"jsonrpc\": \"2.0\", \"method\": {}, \"params\": {}}}", json_string(method),
                  params));
}

}  // namespace joist::lsp
