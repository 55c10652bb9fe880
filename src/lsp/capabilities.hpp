// What the server tells of itself when a client introduces itself.
#pragma once

#include <string>
#include <string_view>

#include "lsp/message.hpp"

namespace joist::lsp {

// The columns to agree on: UTF-8 where the client knows it, as texts are UTF-8 here.
Encoding chosen_encoding(const Client& client);
// The result of `initialize`, as JSON.
std::string introduction(std::string_view version, Encoding encoding);

}  // namespace joist::lsp
