// Builds sections block by block.
#include "document/blocks.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "document/words.hpp"

namespace joist::document {

void say(Section& section, Words words) {
  if (!words.empty()) section.blocks.push_back(Paragraph{std::move(words)});
}

void say(Section& section, std::string_view message) {
  say(section, told(message));
}

Table& add_table(Section& section, std::string caption,
                 std::initializer_list<std::string_view> heads) {
  Table table;
  table.caption = std::move(caption);
  for (const std::string_view head : heads)
    table.columns.push_back({std::string(trimmed(head)), head.starts_with(" ")});
  return std::get<Table>(section.blocks.emplace_back(std::move(table)));
}

void drop_empty(Section& section) {
  std::erase_if(section.blocks, [](const Block& block) {
    if (const auto* table = std::get_if<Table>(&block)) return table->rows.empty();
    const auto* list = std::get_if<List>(&block);
    return list != nullptr && list->items.empty();
  });
}

List& add_list(Section& section) {
  return std::get<List>(section.blocks.emplace_back(List{}));
}

Section& add_part(Section& section, std::string id, std::string title, std::string quiet) {
  section.parts.push_back({std::move(id), std::move(title), std::move(quiet)});
  return section.parts.back();
}

}  // namespace joist::document
