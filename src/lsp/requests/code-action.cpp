// `textDocument/codeAction`: what can be done about the findings there.
#include "ide/actions.hpp"
#include "lsp/diagnostics.hpp"
#include "lsp/edits.hpp"
#include "lsp/mended.hpp"
#include "lsp/request.hpp"

namespace joist::lsp::requests {

namespace {

constexpr std::string_view quick_fix = "quickfix", fix_all = "source.fixAll.joist";

// A kind is asked for by its name or by one that it lies under: `source` asks for `source.fixAll`.
bool wanted(const Params& params, std::string_view kind) {
  if (params.only.empty()) return true;
  for (const std::string& only : params.only) {
    if (only.empty() || kind == only || kind.starts_with(only + ".")) return true;
  }
  return false;
}

void write_action(JsonWriter& json, const Session& session, const Reading& reading,
                  const ide::Action& action, std::string_view kind) {
  json.inline_object().member("title", action.title).member("kind", kind);
  if (action.finding != nullptr) {
    json.key("diagnostics").inline_array();
    json.written(diagnostic(session, reading, *action.finding)).close();
  }
  if (action.preferred) json.member("isPreferred", true);
  json.key("edit");
  write_workspace_edit(json, session,
                       edits_of(session, reading, {action.title, false, action.edits}));
  json.close();
}

std::string answer(const Asked& asked, JsonWriter& result) {
  Session& session = asked.session;
  const Document& document = *asked.document;
  result.inline_array();
  const auto begin =
      static_cast<std::uint32_t>(session.offset(document, asked.params.range->start));
  const auto end = static_cast<std::uint32_t>(session.offset(document, asked.params.range->end));
  for (const Part& part : session.workspace.parts(document)) {
    const ide::Design design = part.design();
    const Reading& reading = *part.unit->now;
    if (wanted(asked.params, quick_fix)) {
      for (const ide::Action& action : ide::actions(design, {part.file, begin, end})) {
        write_action(result, session, reading, action, quick_fix);
      }
    }
    if (wanted(asked.params, fix_all)) {
      const ide::Action all = mended(session, document, part);
      if (!all.edits.empty()) write_action(result, session, reading, all, fix_all);
    }
  }
  result.close();
  return "";
}

}  // namespace

extern const Request code_action;
const Request code_action{
    .method = "textDocument/codeAction", .needs = Request::Needs::range, .answer = answer};

}  // namespace joist::lsp::requests
