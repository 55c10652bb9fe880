// Compares names with paths.
#include "ide/copies.hpp"

#include <cctype>

#include <fmt/format.h>

#include "base/text.hpp"

namespace joist::ide {

std::string_view written_name(const project::Project& project, Span use) {
  const std::string_view text = project.sources.at(use.file).text();
  const auto is_part = [](char c) {
    return c == '_' || c == '.' || std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           (c & 0x80) != 0;
  };
  std::uint32_t begin = use.begin;
  while (begin > 0 && is_part(text[begin - 1])) --begin;
  std::string_view name = text.substr(begin, use.end - begin);
  while (name.starts_with('.')) name.remove_prefix(1);
  for (const std::string_view sort : {"component.", "flow."}) {
    if (name.starts_with(sort)) name.remove_prefix(sort.size());
  }
  return name;
}

bool is_written(const project::Project& project, Span declaration, std::string_view path) {
  return syntax::plain_name(project.sources.text(declaration)) == path.substr(path.rfind('.') + 1);
}

bool may_be_called(std::string_view path, std::string_view name) {
  const auto parts = split(path, '.'), wanted = split(name, '.');
  if (parts.empty() || wanted.empty() || parts.back() != wanted.back()) return false;
  std::size_t found = 0;
  for (std::size_t i = 0; i + 1 < parts.size() && found + 1 < wanted.size(); ++i) {
    if (parts[i] == wanted[found]) ++found;
  }
  return found + 1 == wanted.size();
}

std::string copies_text(const std::vector<std::string>& paths) {
  constexpr std::size_t most = 4;
  std::string text = "Written once for ";
  for (std::size_t i = 0; i < paths.size() && i < most; ++i) {
    text += fmt::format("{}`{}`", i == 0 ? "" : ", ", paths[i]);
  }
  return text + (paths.size() > most ? fmt::format(" and {} more.", paths.size() - most) : ".");
}

}  // namespace joist::ide
