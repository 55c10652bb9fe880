// Writes the words of the language as Vim, Emacs, Kate, tree-sitter, Sublime Text and TextMate want
// them.
#include "tests/editor_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "tests/vocabulary.hpp"

namespace joist::tests {

namespace {

constexpr std::string_view made_by = "made by `scripts/test --update`";
// What such a line begins with; comments of XML may hold no `--`.
constexpr std::string_view begins = "made by `scripts/test";
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

// One word a line, so that branches that add words merge.
std::string lines_of_words(const std::vector<std::string>& words, std::string_view front,
                           std::string_view behind) {
  std::string out;
  for (const std::string& word : words) out += fmt::format("{}{}{}\n", front, word, behind);
  return out;
}

std::string json_words() {
  std::string out = "{\n";
  for (const WordList& list : vocabulary()) {
    if (out.size() > 2) out += ",\n";
    std::string lines = lines_of_words(list.words, "    \"", "\",");
    lines.erase(lines.size() - 2, 1);  // no comma behind the last
    out += fmt::format("  \"{}\": [\n{}  ]", list.name, lines);
  }
  return out + "\n}\n";
}

std::string vim_words() {
  std::string out = fmt::format("\" The words of Joist; {}.\n", made_by);
  for (const WordList& list : vocabulary()) {
    out += fmt::format("\n\" {}\nlet joist#words#{} = split('\n{}      \\')\n", list.about,
                       list.name, lines_of_words(list.words, "      \\ ", ""));
  }
  return out;
}

std::string emacs_words() {
  std::string out = fmt::format(
      ";;; joist-words.el --- The words of Joist  -*- lexical-binding: t; -*-\n\n"
      ";;; Commentary:\n\n;; Lists for `joist-mode', {}.\n\n;;; Code:\n",
      made_by);
  for (const WordList& list : vocabulary()) {
    out += fmt::format("\n(defconst joist-words-{}\n  '(\n{}    )\n  \"Words: {}.\")\n", list.name,
                       lines_of_words(list.words, "    \"", "\""), list.about);
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

// Of the queries of tree-sitter: names that are known are seen otherwise than those of the design.
std::string tree_sitter_queries() {
  const auto any_of = [](std::string_view pattern, std::string_view capture,
                         const std::string& list) {
    return fmt::format("({}\n (#any-of? @{}\n{} ))\n", pattern, capture,
                       lines_of_words(words_of(list), "  \"", "\""));
  };
  return any_of("(component kind: (qualified_name . (identifier) @type.builtin .))", "type.builtin",
                "kinds") +
         any_of("(type name: (identifier) @type.builtin)", "type.builtin", "types") +
         any_of("(attribute key: (qualified_name (identifier) @property .))", "property",
                "attributes") +
         any_of("(condition (reference (qualified_name . (identifier) @property .)))", "property",
                "figures") +
         any_of("(call function: (identifier) @function.builtin)", "function.builtin", "functions");
}

// The statement words and those that are no units, for the scanner of tree-sitter.
std::string tree_sitter_words() {
  std::string out = fmt::format(
      "// Words that the scanner has to know; {}.\n#include <stddef.h>\n\n"
      "static const char *const statement_words[] = {{\n{}    NULL}};\n",
      made_by, lines_of_words(words_of("statements"), "    \"", "\","));
  return out;
}

std::string sublime_variables() {
  std::string out;
  for (const WordList& list : vocabulary()) {
    if (list.name == "rules") continue;
    out += fmt::format("  {}: (?:{})\n", list.name, joined(list.words, "|"));
  }
  return out;
}

// The first group of a pattern that is nothing but words is filled with these.
std::string with_alternatives(const std::string& pattern, const std::string& words) {
  const std::string_view open = "(?:";
  for (std::size_t at = pattern.find(open); at != pattern.npos; at = pattern.find(open, at + 1)) {
    const std::size_t begin = at + open.size();
    const std::size_t end = pattern.find_first_of("()[]\\^?*+", begin);
    if (end == pattern.npos || pattern[end] != ')') continue;
    return pattern.substr(0, begin) + words + pattern.substr(end);
  }
  return pattern;
}

}  // namespace

std::vector<EditorFile> editor_files() {
  return {{"editors/words.json", json_words()},
          {"editors/vim/autoload/joist/words.vim", vim_words()},
          {"editors/emacs/joist-words.el", emacs_words()},
          {"editors/tree-sitter/src/words.h", tree_sitter_words()},
          {"editors/tree-sitter/queries/highlights.scm", tree_sitter_queries(), false},
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
    match = with_alternatives(match.get<std::string>(), joined(list.words, "|"));
  }
  return json.dump(2) + "\n";
}

}  // namespace joist::tests
