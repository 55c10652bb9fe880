// The words of the language by what they are, gathered from where the program knows them: what the
// files under editors/ colour and complete.
#pragma once

#include <string>
#include <vector>

namespace joist::tests {

struct WordList {
  std::string name;                // "attributes"
  std::string about;               // one line
  std::vector<std::string> words;  // sorted, each once
};

// statements, words, attributes, choices, kinds, types, units, functions, figures, rules.
const std::vector<WordList>& vocabulary();
const std::vector<std::string>& words_of(const std::string& list);

}  // namespace joist::tests
