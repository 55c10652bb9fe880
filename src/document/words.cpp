// Cuts messages at their backticks.
#include "document/words.hpp"

#include <iterator>

namespace joist::document {

Words told(std::string_view message, Look look) {
  Words words;
  while (!message.empty()) {
    const auto open = message.find('`');
    const auto close = open == std::string_view::npos ? open : message.find('`', open + 1);
    if (close == std::string_view::npos) {
      words.push_back({std::string(message), look});
      break;
    }
    if (open > 0) words.push_back({std::string(message.substr(0, open)), look});
    if (close > open + 1)
      words.push_back({std::string(message.substr(open + 1, close - open - 1)), Look::code});
    message.remove_prefix(close + 1);
  }
  return words;
}

Words plain(std::string_view text, Look look) {
  if (text.empty()) return {};
  return {{std::string(text), look}};
}

Words code(std::string_view text, std::string target) {
  return {{std::string(text), Look::code, std::move(target)}};
}

Words& operator+=(Words& words, Words more) {
  std::move(more.begin(), more.end(), std::back_inserter(words));
  return words;
}

Words joined(const std::vector<Words>& parts, std::string_view between) {
  Words words;
  for (const Words& part : parts) {
    if (part.empty()) continue;
    if (!words.empty()) words.push_back({std::string(between)});
    words += part;
  }
  return words;
}

std::string text_of(const Words& words) {
  std::string text;
  for (const Run& run : words) text += run.text;
  return text;
}

Words sentence(Words words) {
  if (words.empty() || words.front().look == Look::code) return words;
  std::string& text = words.front().text;
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return words;
}

}  // namespace joist::document
