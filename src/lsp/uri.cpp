// RFC 3986 and RFC 8089, as far as editors use them.
#include "lsp/uri.hpp"

#include <cctype>

#include <fmt/format.h>

namespace joist::lsp {

namespace {

constexpr std::string_view scheme = "file://";

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

bool stands_for_itself(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-._~/!$&'()*+,;=@").find(c) != std::string_view::npos;
}

}  // namespace

std::string path_of(std::string_view uri) {
  if (!uri.starts_with(scheme)) return std::string(uri);
  std::string_view rest = uri.substr(scheme.size());
  const std::size_t slash = rest.find('/');  // before it stands the machine, which is this one
  rest.remove_prefix(slash == rest.npos ? rest.size() : slash);
  std::string path;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const bool encoded = rest[i] == '%' && i + 2 < rest.size() && digit_of(rest[i + 1]) >= 0 &&
                         digit_of(rest[i + 2]) >= 0;
    if (encoded) {
      path += static_cast<char>(digit_of(rest[i + 1]) * 16 + digit_of(rest[i + 2]));
      i += 2;
    } else {
      path += rest[i];
    }
  }
  return path;
}

std::string uri_of(std::string_view path) {
  if (path.empty() || path.front() != '/') return std::string(path);
  std::string uri(scheme);
  for (const char c : path) {
    if (stands_for_itself(c)) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return uri;
}

}  // namespace joist::lsp
