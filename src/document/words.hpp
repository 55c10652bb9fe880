// Makes runs of words: names in backticks become code, the rest stays as it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"

namespace joist::document {

// A message of ours, in which names stand in backticks.
Words told(std::string_view message, Look look = Look::plain);
// A text of the design's author, as it was written: backticks mean nothing in it.
Words plain(std::string_view text, Look look = Look::plain);
Words code(std::string_view text, std::string target = {});
Words& operator+=(Words& words, Words more);
// One after the other, with commas.
Words joined(const std::vector<Words>& parts, std::string_view between = ", ");
// Without looks and targets.
std::string text_of(const Words& words);
// The first letter is a capital, as at the start of a sentence.
Words sentence(Words words);

}  // namespace joist::document
