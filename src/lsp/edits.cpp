// Writes changes.
#include "lsp/edits.hpp"

#include "base/lines.hpp"
#include "lsp/write.hpp"

namespace joist::lsp {

void write(JsonWriter& json, const TextEdit& edit) {
  json.inline_object().key("range");
  write(json, edit.range);
  json.member("newText", edit.text).close();
}

namespace {

void write_edit_list(JsonWriter& json, const std::vector<TextEdit>& edits) {
  json.inline_array();
  for (const TextEdit& edit : edits) write(json, edit);
  json.close();
}

}  // namespace

void write_workspace_edit(JsonWriter& json, const Session& session, const TextEdits& edits) {
  json.inline_object();
  if (!session.client.versioned_edits) {
    json.key("changes").inline_object();
    for (const auto& [uri, list] : edits) {
      json.key(uri);
      write_edit_list(json, list);
    }
    json.close().close();
    return;
  }
  json.key("documentChanges").inline_array();
  for (const auto& [uri, list] : edits) {
    const Document* document = session.workspace.document(uri);
    json.inline_object().key("textDocument").inline_object().member("uri", uri).key("version");
    if (document != nullptr) {
      json.whole(document->version);
    } else {
      json.null();
    }
    json.close().key("edits");
    write_edit_list(json, list);
    json.close();
  }
  json.close().close();
}

TextEdits edits_of(const Session& session, const Reading& reading, const Fix& fix) {
  TextEdits edits;
  for (const Edit& edit : fix.edits) {
    const Location location = session.location(reading, edit.span);
    edits[location.uri].push_back(
        {location.range, with_line_ends_of(reading.text(edit.span.file), edit.text)});
  }
  return edits;
}

}  // namespace joist::lsp
