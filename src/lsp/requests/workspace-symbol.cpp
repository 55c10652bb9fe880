// `workspace/symbol`: parts of all open designs, and of what they import.
#include <set>

#include "ide/outline.hpp"
#include "lsp/request.hpp"
#include "lsp/symbols.hpp"

namespace joist::lsp::requests {

namespace {

std::string answer(const Asked& asked, JsonWriter& result) {
  Session& session = asked.session;
  std::set<std::pair<std::string, std::size_t>> seen;  // files, and blocks of Markdown
  result.inline_array();
  for (const auto& root : session.workspace.roots()) {
    for (const Unit& unit : root->units) {
      const project::Project& project = unit.now->project();
      for (std::size_t i = project.root; i < project.files.size(); ++i) {
        const std::string& path = unit.now->path(FileId(i));
        if (!seen.emplace(path, i == project.root ? unit.fence.value_or(0) : 0).second) continue;
        for (const ide::Symbol& symbol :
             ide::symbols(project.files[i], project.sources.at(FileId(i)).text())) {
          write_flat(result, session, *unit.now, symbol, "", asked.params.query);
        }
      }
    }
  }
  result.close();
  return "";
}

}  // namespace

extern const Request workspace_symbol;
const Request workspace_symbol{.method = "workspace/symbol",
                               .needs = Request::Needs::nothing,
                               .figures = false,
                               .answer = answer};

}  // namespace joist::lsp::requests
