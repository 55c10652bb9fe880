// What a client says, as far as it is understood here: one structure for the parts that any of the
// messages have. The only place that knows how JSON is read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/line_index.hpp"

namespace joist::lsp {

// What a client can do with what it is told.
struct Client {
  std::int64_t process = 0;
  std::vector<std::string> encodings;  // by preference; none: UTF-16
  std::vector<std::string> folders;    // addresses
  bool related_information = false;
  bool diagnostic_tags = false;
  bool markdown_hover = false, markdown_completion = false;
  bool snippets = false;
  bool insert_or_replace = false;  // a completion that may take the rest of the word, or leave it
  bool nested_symbols = false;
  bool literal_actions = false;  // code actions that are no commands
  bool versioned_edits = false;  // `documentChanges`
  bool label_details = false;
  bool watches_files = false;  // may be asked to, while running
  bool refreshes_hints = false, refreshes_lenses = false, refreshes_tokens = false;
  bool whole_lines_folded = false;
};

// The whole text where there is no range.
struct Change {
  std::optional<Range> range;
  std::string text;
};

struct Params {
  std::string uri;  // of the document; empty where there is none
  std::optional<std::int64_t> version;
  std::string language;
  std::vector<Change> changes;  // of didOpen: one, without a range
  std::optional<Position> position;
  std::vector<Position> positions;  // of several cursors
  std::optional<Range> range;
  std::string new_name, query;
  std::vector<std::string> only;   // kinds of code actions; none: all
  std::vector<std::string> files;  // addresses of those that changed on disk
  std::string command;
  std::map<std::string, std::string> arguments;  // of a command: its first one, an object
  bool with_declaration = true;
  std::string cancelled;  // the id of the request that is not wanted any more
  Client client;
};

struct Message {
  enum class Form : std::uint8_t { request, notification, response, no_message, no_json } form;
  std::string id = "null";  // as JSON
  std::string method;
  Params params;
  bool params_fit = true;  // false: parts have other types than they should
};

// Never throws: what can't be read says so in its form.
Message read_message(std::string_view json);

}  // namespace joist::lsp
