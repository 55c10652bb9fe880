// Parts of designs as clients list them.
#pragma once

#include <string>

#include "base/json.hpp"
#include "ide/outline.hpp"
#include "lsp/session.hpp"

namespace joist::lsp {

std::uint32_t symbol_kind(ide::Symbol::Sort sort);  // SymbolKind of the protocol

// A symbol and those in it, one after the other, where the query's letters are in the name.
void write_flat(JsonWriter& json, const Session& session, const Reading& reading,
                const ide::Symbol& symbol, const std::string& container,
                const std::string& query = "");

}  // namespace joist::lsp
