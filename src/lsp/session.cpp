// Finds places, and tells of them.
#include "lsp/session.hpp"

namespace joist::lsp {

std::optional<Place> Session::place(const Document& document, Position position) {
  const std::size_t at = offset(document, position);
  const auto part = workspace.part(document, at);
  if (!part) return std::nullopt;
  return Place{*part, {part->design(), part->file, static_cast<std::uint32_t>(at)}};
}

std::string Session::import_path(const Document& document, const std::string& written) {
  const bool absolute = !written.empty() && written.front() == '/';
  const std::string folder = document.path.substr(0, document.path.rfind('/') + 1);
  return workspace.world().resolve(absolute ? written : folder + written);
}

std::string Session::import_uri(const Document& document, const std::string& written) {
  return workspace.uri(import_path(document, written));
}

Location Session::location(const Reading& reading, Span span) const {
  return {workspace.uri(reading.path(span.file)), range(reading, span)};
}

}  // namespace joist::lsp
