// Addresses of documents, and the files they name.
#pragma once

#include <string>
#include <string_view>

namespace joist::lsp {

// The path that a `file:` address names; any other address as it is.
std::string path_of(std::string_view uri);
// The `file:` address of an absolute path; anything else as it is.
std::string uri_of(std::string_view path);

}  // namespace joist::lsp
