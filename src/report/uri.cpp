// Paths to URIs, by RFC 3986.
#include "report/uri.hpp"

#include <fmt/format.h>

namespace joist::report {

namespace {

bool stays(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool digit = c >= '0' && c <= '9';
  return letter || digit || std::string_view("-._~/!$&'()*+,;=@").find(c) != std::string_view::npos;
}

}  // namespace

std::string relative_path(std::string_view path, std::string_view base) {
  if (!base.empty() && base != "/" && path.size() > base.size() &&
      path.substr(0, base.size()) == base && path[base.size()] == '/') {
    path.remove_prefix(base.size() + 1);
  }
  while (path.substr(0, 2) == "./") path.remove_prefix(2);
  return std::string(path);
}

std::string uri(std::string_view path, std::string_view base) {
  const std::string relative = relative_path(path, base);
  std::string out = relative.substr(0, 1) == "/" ? "file://" : "";
  for (const char c : relative) {
    if (stays(c)) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace joist::report
