// All that can be mended safely in a document, as one action.
#pragma once

#include "ide/actions.hpp"
#include "lsp/session.hpp"

namespace joist::lsp {

// Applies the safe fixes of the document and looks again, until there are none, as `check --fix`
// does. Without edits where nothing is to be mended.
ide::Action mended(Session& session, const Document& document, const Part& part);

}  // namespace joist::lsp
