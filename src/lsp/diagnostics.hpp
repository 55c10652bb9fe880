// Findings as diagnostics.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lsp/session.hpp"

namespace joist::lsp {

// JSON of each diagnostic by the address of its document; every open document has an entry.
std::map<std::string, std::vector<std::string>> diagnostics(Session& session);

// One of them; what it is about is in `reading`.
std::string diagnostic(const Session& session, const Reading& reading, const Finding& finding);

}  // namespace joist::lsp
