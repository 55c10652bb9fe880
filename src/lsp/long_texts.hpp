// Takes the long texts out of a JSON message before it is read: a document of half a megabyte is
// most of what comes in with each keystroke, and there is a faster way through it than a reader's,
// which takes byte after byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace joist::lsp {

struct WithoutTexts {
  std::string json;                // where a text was taken out stands a short name for it
  std::vector<std::string> texts;  // as they are meant, escapes resolved
};
// Of members called `text` alone. The message as it is, where it has no long one or one that is not
// well-formed: what is wrong is for the reader to say.
WithoutTexts without_long_texts(std::string_view json);

// The text that a string of `json` stands for: itself, or the long one that it names.
std::string text_of(std::string_view string, std::vector<std::string>& texts);

}  // namespace joist::lsp
