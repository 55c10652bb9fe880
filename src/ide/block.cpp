// Tells blocks apart.
#include "ide/block.hpp"

#include <algorithm>

#include "ide/catalogue.hpp"

namespace joist::ide {

namespace {

Block by_keyword(std::string_view word) {
  if (word == "design") return Block::design;
  if (word == "kind") return Block::kind;
  if (word == "flow") return Block::flow;
  if (word == "endpoints") return Block::endpoints;
  if (word == "table") return Block::table;
  if (word == "view") return Block::view;
  if (word == "stage") return Block::top;
  return Block::unknown;
}

Block block_of(const project::Project& project, std::string_view text,
               const std::vector<Token>& header, Block outer) {
  if (header.empty()) return outer == Block::endpoints ? Block::endpoint : Block::unknown;
  if (outer == Block::endpoints) return Block::endpoint;
  const bool arrow = std::any_of(header.begin(), header.end(), [](const Token& token) {
    return token.sort == Token::Sort::arrow;
  });
  if (arrow) return Block::arrow;
  const Token& first = header.front();
  const std::string_view word = text.substr(first.begin, first.end - first.begin);
  const Block known = by_keyword(word);
  if (known != Block::unknown) return known;
  const KnownKind kind = kind_named(project, word);
  if (kind.kind == nullptr) return Block::unknown;
  return kind.kind->role == model::Role::group ? Block::group : Block::component;
}

}  // namespace

Block block_of(const project::Project& project, std::string_view text, const Writing& writing) {
  Block block = Block::top;
  for (const std::vector<Token>& header : writing.headers) {
    block = block_of(project, text, header, block);
  }
  return block;
}

bool holds_blocks(Block block) {
  return block == Block::top || block == Block::group || block == Block::flow ||
         block == Block::endpoints || block == Block::table || block == Block::view;
}

std::uint16_t places_of(Block block) {
  switch (block) {
    case Block::top:
    case Block::unknown:
      return 0;
    case Block::group:
      return model::on_group;
    case Block::component:
      return model::on_component;
    case Block::flow:
      return model::on_flow;
    case Block::arrow:
      return model::on_arrow;
    case Block::design:
      return model::on_design;
    case Block::kind:
      return model::on_kind | model::on_component;
    case Block::endpoints:
    case Block::endpoint:
      return model::on_endpoint;
    case Block::table:
      return model::on_table;
    case Block::view:
      return model::on_view;
  }
  return 0;
}

}  // namespace joist::ide
