// What the files under editors/ hold of the language's words, in the form of each.
#pragma once

#include <string>
#include <vector>

namespace joist::tests {

// A file of which the whole is made, or the lines between a line that says so and one that says
// where it ends.
struct EditorFile {
  std::string path;  // from the top of the project
  std::string made;  // the whole text, or the lines between
  bool whole = true;
};

std::vector<EditorFile> editor_files();
// The text with what is made of it put in; the text as it is where its two lines are missing.
std::string with_made(const EditorFile& file, const std::string& text);

// The grammar of TextMate, which is JSON and has no comments: its patterns named `words-LIST`.
std::string with_word_patterns(const std::string& grammar);

}  // namespace joist::tests
