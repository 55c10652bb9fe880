// The words of boxes and arrows as plain lines of text, for formats that do their own layout.
#pragma once

#include <string>
#include <vector>

#include "scene/scene.hpp"

namespace joist::emit {

// "Tweets", "PostgreSQL · 12 × 3", "18.2k/s of 13.4k (136%)"; joined by line ends.
std::string words_of(const scene::Box& box);
// "author_id bigint partition".
std::string row_words(const scene::CardRow& row);
// "4.34k/s", "one entry per follower".
std::vector<std::string> rows_of(const scene::Line& line);
std::string words_of(const scene::Line& line);
// "PostgreSQL · 12 × 3", with the load where there is no bar for it.
std::string quiet_words(const scene::Box& box);
std::string_view sign_of(Severity severity);

}  // namespace joist::emit
