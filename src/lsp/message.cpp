// Reads messages by nlohmann-json.
#include "lsp/message.hpp"

#include <nlohmann/json.hpp>

#include "lsp/long_texts.hpp"
#include "lsp/surrogates.hpp"

namespace joist::lsp {

namespace {

using Json = nlohmann::json;

// The member at a path of names, or null.
const Json& at(const Json& json, std::initializer_list<const char*> path) {
  static const Json null;
  const Json* here = &json;
  for (const char* name : path) {
    if (!here->is_object()) return null;
    const auto member = here->find(name);
    if (member == here->end()) return null;
    here = &*member;
  }
  return *here;
}

// Takes parts of a message over; what has another type than it should is noted.
class Reader {
 public:
  Reader(Message& message, std::vector<std::string>& long_texts)
      : message_(message), long_texts_(long_texts) {}

  void text(const Json& json, std::string& target) {
    if (json.is_string()) {
      target = text_of(json.get_ref<const std::string&>(), long_texts_);
    } else {
      expect_nothing(json);
    }
  }
  void integer(const Json& json, std::optional<std::int64_t>& target) {
    if (json.is_number_integer()) {
      target = json.get<std::int64_t>();
    } else {
      expect_nothing(json);
    }
  }
  void texts(const Json& json, std::vector<std::string>& target) {
    if (!json.is_array()) return expect_nothing(json);
    for (const Json& item : json) text(item, target.emplace_back());
  }
  void position(const Json& json, std::optional<Position>& target) {
    if (json.is_null()) return;
    const Json &line = at(json, {"line"}), &character = at(json, {"character"});
    if (!is_count(line) || !is_count(character)) return misfit();
    target = Position{count(line), count(character)};
  }
  void range(const Json& json, std::optional<Range>& target) {
    if (json.is_null()) return;
    std::optional<Position> start, end;
    position(at(json, {"start"}), start);
    position(at(json, {"end"}), end);
    if (!start || !end) return misfit();
    target = Range{*start, *end};
  }
  void misfit() { message_.params_fit = false; }

 private:
  void expect_nothing(const Json& json) {
    if (!json.is_null()) misfit();
  }
  static bool is_count(const Json& json) {
    return json.is_number_integer() && (json.is_number_unsigned() || json.get<std::int64_t>() >= 0);
  }
  // Some clients write the largest number there is for the end of a line.
  static std::uint32_t count(const Json& json) {
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(json.get<std::uint64_t>(), 0x7fffffffu));
  }

  Message& message_;
  std::vector<std::string>& long_texts_;
};

bool is_true(const Json& json) {
  return json.is_boolean() && json.get<bool>();
}

bool holds(const Json& list, std::string_view word) {
  if (!list.is_array()) return false;
  for (const Json& item : list) {
    if (item.is_string() && item.get_ref<const std::string&>() == word) return true;
  }
  return false;
}

void read_client(Reader& reader, const Json& params, Client& client) {
  std::optional<std::int64_t> process;
  reader.integer(at(params, {"processId"}), process);
  client.process = process.value_or(0);
  const Json& folders = at(params, {"workspaceFolders"});
  if (folders.is_array()) {
    for (const Json& folder : folders) {
      reader.text(at(folder, {"uri"}), client.folders.emplace_back());
    }
  } else if (at(params, {"rootUri"}).is_string()) {
    reader.text(at(params, {"rootUri"}), client.folders.emplace_back());
  }
  const Json& can = at(params, {"capabilities"});
  const Json& document = at(can, {"textDocument"});
  reader.texts(at(can, {"general", "positionEncodings"}), client.encodings);
  const Json& diagnostics = at(document, {"publishDiagnostics"});
  client.related_information = is_true(at(diagnostics, {"relatedInformation"}));
  client.diagnostic_tags =
      at(diagnostics, {"tagSupport"}).is_object() || is_true(at(diagnostics, {"tagSupport"}));
  client.markdown_hover = holds(at(document, {"hover", "contentFormat"}), "markdown");
  const Json& item = at(document, {"completion", "completionItem"});
  client.markdown_completion = holds(at(item, {"documentationFormat"}), "markdown");
  client.snippets = is_true(at(item, {"snippetSupport"}));
  client.insert_or_replace = is_true(at(item, {"insertReplaceSupport"}));
  client.label_details = is_true(at(item, {"labelDetailsSupport"}));
  client.nested_symbols =
      is_true(at(document, {"documentSymbol", "hierarchicalDocumentSymbolSupport"}));
  client.literal_actions = at(document, {"codeAction", "codeActionLiteralSupport"}).is_object();
  client.whole_lines_folded = is_true(at(document, {"foldingRange", "lineFoldingOnly"}));
  const Json& workspace = at(can, {"workspace"});
  client.versioned_edits = is_true(at(workspace, {"workspaceEdit", "documentChanges"}));
  client.watches_files = is_true(at(workspace, {"didChangeWatchedFiles", "dynamicRegistration"}));
  client.refreshes_hints = is_true(at(workspace, {"inlayHint", "refreshSupport"}));
  client.refreshes_lenses = is_true(at(workspace, {"codeLens", "refreshSupport"}));
  client.refreshes_tokens = is_true(at(workspace, {"semanticTokens", "refreshSupport"}));
}

void read_changes(Reader& reader, const Json& params, Params& result) {
  const Json& whole = at(params, {"textDocument", "text"});
  if (whole.is_string()) reader.text(whole, result.changes.emplace_back().text);
  const Json& changes = at(params, {"contentChanges"});
  if (!changes.is_array()) return;
  for (const Json& json : changes) {
    Change& change = result.changes.emplace_back();
    if (!at(json, {"text"}).is_string()) reader.misfit();
    reader.text(at(json, {"text"}), change.text);
    reader.range(at(json, {"range"}), change.range);
  }
}

// A command takes an object, or the address of a document alone.
void read_arguments(const Json& list, Params& result) {
  if (!list.is_array() || list.empty()) return;
  const Json& first = list.front();
  if (first.is_string()) result.arguments["uri"] = first.get<std::string>();
  if (!first.is_object()) return;
  for (const auto& [name, value] : first.items()) {
    if (value.is_string()) result.arguments[name] = value.get<std::string>();
  }
}

std::string id_of(const Json& id) {
  return id.is_string() || id.is_number() ? id.dump(-1, ' ', false, Json::error_handler_t::replace)
                                          : "null";
}

void read_params(Reader& reader, const std::string& method, const Json& params, Params& result) {
  if (!params.is_null() && !params.is_object() && !params.is_array()) return reader.misfit();
  if (method == "initialize") return read_client(reader, params, result.client);
  reader.text(at(params, {"textDocument", "uri"}), result.uri);
  reader.integer(at(params, {"textDocument", "version"}), result.version);
  reader.text(at(params, {"textDocument", "languageId"}), result.language);
  read_changes(reader, params, result);
  reader.position(at(params, {"position"}), result.position);
  const Json& positions = at(params, {"positions"});
  if (positions.is_array()) {
    for (const Json& each : positions) {
      std::optional<Position> position;
      reader.position(each, position);
      if (position) result.positions.push_back(*position);
    }
  }
  reader.range(at(params, {"range"}), result.range);
  reader.text(at(params, {"newName"}), result.new_name);
  reader.text(at(params, {"query"}), result.query);
  reader.texts(at(params, {"context", "only"}), result.only);
  reader.text(at(params, {"command"}), result.command);
  read_arguments(at(params, {"arguments"}), result);
  const Json& with = at(params, {"context", "includeDeclaration"});
  result.with_declaration = !with.is_boolean() || with.get<bool>();
  result.cancelled = id_of(at(params, {"id"}));
  const Json& files = at(params, {"changes"});
  if (!files.is_array()) return;
  for (const Json& file : files) reader.text(at(file, {"uri"}), result.files.emplace_back());
}

}  // namespace

Message read_message(std::string_view text) {
  Message message{Message::Form::no_json, "null", {}, {}};
  WithoutTexts taken_apart = without_long_texts(text);
  Json json = Json::parse(taken_apart.json, nullptr, false);
  if (json.is_discarded()) {
    taken_apart = without_long_texts(with_whole_surrogates(text));
    json = Json::parse(taken_apart.json, nullptr, false);
  }
  if (json.is_discarded()) return message;
  message.form = Message::Form::no_message;
  if (!json.is_object()) return message;
  const Json& id = at(json, {"id"});
  message.id = id_of(id);
  const bool has_id = json.contains("id");
  const Json& method = at(json, {"method"});
  if (method.is_null() && has_id && (json.contains("result") || json.contains("error"))) {
    message.form = Message::Form::response;
    return message;
  }
  const bool id_fits = !has_id || id.is_string() || id.is_number_integer();
  if (!method.is_string() || !id_fits || at(json, {"jsonrpc"}) != "2.0") return message;
  message.form = has_id ? Message::Form::request : Message::Form::notification;
  message.method = method.get<std::string>();
  Reader reader(message, taken_apart.texts);
  read_params(reader, message.method, at(json, {"params"}), message.params);
  return message;
}

}  // namespace joist::lsp
