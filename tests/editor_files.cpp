// Writes the words of the language as Vim, Emacs, Kate, tree-sitter, Sublime Text and TextMate want
// them.
#include "tests/editor_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "tests/vocabulary.hpp"

namespace joist::tests {

namespace {

constexpr std::string_view begins = "made by `scripts/test --update`";
constexpr std::string_view ends = "end of what is made";

std::string joined(const std::vector<std::string>& words, std::string_view between,
                   std::string_view quote = "") {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += between;
    out += fmt::format("{}{}{}", quote, word, quote);
  }
  return out;
}

// Words in lines of at most 96 columns, each line with this in front.
std::string lines_of_words(const std::string& words, std::string_view front) {
  std::string out;
  std::size_t width = 0;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (width > 0 && front.size() + width + 1 + end - at > 96) {
      out += '\n';
      width = 0;
    }
    out += width == 0 ? std::string(front) : " ";
    out += words.substr(at, end - at);
    width += (width == 0 ? 0 : 1) + end - at;
    at = end + 1;
  }
  return out + "\n";
}

std::string json_words() {
  std::string out = "{\n";
  for (const WordList& list : vocabulary()) {
    if (out.size() > 2) out += ",\n";
    out += fmt::format("  \"{}\": [\n{}  ]", list.name,
                       lines_of_words(joined(list.words, ", ", "\""), "    "));
  }
  return out + "\n}\n";
}

std::string vim_words() {
  std::string out = fmt::format("\" The words of Joist; {}.\n", begins);
  for (const WordList& list : vocabulary()) {
    out += fmt::format("\n\" {}\nlet joist#words#{} = split('\n{}      \\')\n", list.about,
                       list.name, lines_of_words(joined(list.words, " "), "      \\ "));
  }
  return out;
}

std::string emacs_words() {
  std::string out = fmt::format(
      ";;; joist-words.el --- The words of Joist  -*- lexical-binding: t; -*-\n\n"
      ";;; Commentary:\n\n;; Lists for `joist-mode', {}.\n\n;;; Code:\n",
      begins);
  for (const WordList& list : vocabulary()) {
    out += fmt::format("\n(defconst joist-words-{}\n  '(\n{}    )\n  \"Words that {}.\")\n",
                       list.name, lines_of_words(joined(list.words, " ", "\""), "    "),
                       list.about);
  }
  return out + "\n(provide 'joist-words)\n;;; joist-words.el ends here\n";
}

std::string kate_lists() {
  std::string out;
  for (const WordList& list : vocabulary()) {
    if (list.name == "rules") continue;  // told by their place
    out += fmt::format("    <list name=\"{}\">\n", list.name);
    for (const std::string& word : list.words) out += fmt::format("      <item>{}</item>\n", word);
    out += "    </list>\n";
  }
  return out;
}

std::string any_of(std::string_view pattern, std::string_view capture, const std::string& list) {
  return fmt::format("({} @{}\n (#any-of? @{}\n{}))\n", pattern, capture, capture,
                     lines_of_words(joined(words_of(list), " ", "\""), "  "));
}

std::string tree_sitter_queries() {
  return any_of("(component kind: (qualified_name (identifier)", "type.builtin", "kinds)") ;
}

std::string sublime_variables() {
  std::string out;
  for (const WordList& list : vocabulary()) {
    if (list.name == "rules") continue;
    out += fmt::format("  {}: (?:{})\n", list.name, joined(list.words, "|"));
  }
  return out;
}

}  // namespace

std::vector<EditorFile> editor_files() {
  return {{"editors/words.json", json_words()},
          {"editors/vim/autoload/joist/words.vim", vim_words()},
          {"editors/emacs/joist-words.el", emacs_words()},
          {"editors/kate/joist.xml", kate_lists(), false},
          {"editors/sublime/joist.sublime-syntax", sublime_variables(), false}};
}

std::string with_made(const EditorFile& file, const std::string& text) {
  if (file.whole) return file.made;
  const std::size_t first = text.find(begins);
  const std::size_t last = text.find(ends);
  if (first == std::string::npos || last == std::string::npos || last < first) return text;
  const std::size_t from = text.find('\n', first) + 1;
  const std::size_t to = text.rfind('\n', last) + 1;
  return text.substr(0, from) + file.made + text.substr(to);
}

std::string with_word_patterns(const std::string& grammar) {
  auto json = nlohmann::ordered_json::parse(grammar, nullptr, false);
  if (!json.is_object() || !json.contains("repository")) return grammar;
  for (const WordList& list : vocabulary()) {
    const std::string name = "words-" + list.name;
    if (!json["repository"].contains(name)) continue;
    auto& match = json["repository"][name]["match"];
    const std::string pattern = match.get<std::string>();
    const std::size_t begin = pattern.find("(?:");
    const std::size_t end = pattern.find(')', begin);
    match = pattern.substr(0, begin + 3) + joined(list.words, "|") + pattern.substr(end);
  }
  return json.dump(2) + "\n";
}

}  // namespace joist::tests
