// The words of boxes and arrows as plain lines of text, for formats that do their own layout.
#pragma once

#include <string>
#include <vector>

#include "scene/scene.hpp"

namespace joist::emit {

// "Tweets", "PostgreSQL · 12 × 3", "18.2k/s of 13.4k (136%)"; joined by line ends.
std::string words_of(const scene::Box& box);
// "4.34k/s", "one entry per follower".
std::vector<std::string> rows_of(const scene::Line& line);
std::string words_of(const scene::Line& line);
// "PostgreSQL · 12 × 3", with the load where there is no bar for it.
std::string quiet_words(const scene::Box& box);
std::string_view sign_of(Severity severity);
// "439k/s at the peak · 61% Tweets, the hottest".
std::string headline_words(const scene::Scene& scene);
// The findings with their numbers and what helps, a line each, after `indent`.
std::string finding_words(const scene::Scene& scene, std::string_view indent);
// One line of text that a terminal shows as it is, without backticks.
std::string plain(std::string_view text);

}  // namespace joist::emit
