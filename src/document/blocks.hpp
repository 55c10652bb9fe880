// Adds blocks to a section.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"

namespace joist::document {

void say(Section& section, Words words);
void say(Section& section, std::string_view message);  // names in backticks
// Columns whose head begins with a blank are numbers. The table lives until the next block is
// added; one without rows is to be taken away again by drop_empty().
Table& add_table(Section& section, std::string caption,
                 std::initializer_list<std::string_view> heads);
void drop_empty(Section& section);
List& add_list(Section& section);
Section& add_part(Section& section, std::string id, std::string title, std::string quiet = {});

}  // namespace joist::document
