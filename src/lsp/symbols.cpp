// Writes symbols without their tree.
#include "lsp/symbols.hpp"

#include <cctype>

#include "lsp/write.hpp"

namespace joist::lsp {

std::uint32_t symbol_kind(ide::Symbol::Sort sort) {
  using Sort = ide::Symbol::Sort;
  switch (sort) {
    case Sort::design:
      return 4;  // package
    case Sort::component:
      return 19;  // object
    case Sort::group:
      return 3;  // namespace
    case Sort::flow:
      return 24;  // event
    case Sort::quantity:
      return 14;  // constant
    case Sort::kind:
      return 5;  // class
    case Sort::type:
      return 26;  // type parameter
    case Sort::table:
      return 23;  // struct
    case Sort::column:
      return 8;  // field
    case Sort::endpoint:
      return 11;  // interface
    case Sort::stage:
    case Sort::view:
      return 2;  // module
    case Sort::need:
    case Sort::decision:
      return 17;  // boolean
    case Sort::import:
      return 1;  // file
  }
  return 13;
}

namespace {

// The letters in their order, whatever stands between them.
bool matches(const std::string& name, const std::string& query) {
  std::size_t at = 0;
  for (const char c : name) {
    const auto lower = [](char x) { return std::tolower(static_cast<unsigned char>(x)); };
    if (at < query.size() && lower(c) == lower(query[at])) ++at;
  }
  return at == query.size();
}

}  // namespace

void write_flat(JsonWriter& json, const Session& session, const Reading& reading,
                const ide::Symbol& symbol, const std::string& container, const std::string& query) {
  if (matches(symbol.name, query)) {
    json.inline_object().member("name", symbol.name).member("kind", symbol_kind(symbol.sort));
    json.key("location");
    write(json, session.location(reading, symbol.place));
    if (!container.empty()) json.member("containerName", container);
    json.close();
  }
  for (const ide::Symbol& inner : symbol.inner) {
    write_flat(json, session, reading, inner, symbol.name, query);
  }
}

}  // namespace joist::lsp
