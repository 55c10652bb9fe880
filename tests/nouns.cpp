// Holds the rule that C++ knows roles and never kinds: a technology is a matter of the stdlib
// alone.
#include <set>

#include <doctest/doctest.h>

#include "model/attributes.hpp"
#include "model/model.hpp"
#include "quantity/quantity.hpp"
#include "tests/cpp_scan.hpp"
#include "tests/source_tree.hpp"

using namespace joist::tests;

namespace {

// Words of the language itself, which a kind may share: roles, levels, keywords, attributes,
// functions.
bool is_language_word(const std::string& word) {
  static const std::set<std::string> words = {
      "region", "zone",    "rack",  "design", "import",    "kind",     "type",      "unit",
      "flow",   "feature", "need",  "assume", "defer",     "decide",   "endpoints", "table",
      "stage",  "view",    "allow", "remove", "component", "instance", "function"};
  if (word == "cluster") return true;  // Graphviz's word for a frame
  for (const std::string_view function : joist::quantity::function_names()) {
    if (function == word) return true;
  }
  return words.count(word) > 0 || joist::model::find_role(word).has_value() ||
         joist::model::find_attribute(word) != nullptr;
}

std::set<std::string> kind_names() {
  std::set<std::string> names;
  for (const ProjectFile& file : project_files("stdlib", {".joist"})) {
    for (const std::string& line : lines_of(file.text)) {
      if (line.substr(0, 5) != "kind ") continue;
      // A root kind says what its role is called; a legend may say it too.
      if (line.find(" role: ") != std::string::npos) continue;
      const std::string name = line.substr(5, line.find_first_of(" :{\"", 5) - 5);
      if (!is_language_word(name)) names.insert(name);
    }
  }
  return names;
}

}  // namespace

TEST_CASE("no kind's name is a string in src") {
  const std::set<std::string> kinds = kind_names();
  for (const ProjectFile& file : cpp_files({"src", "grammar"})) {
    for (const std::string& literal : scan(file.text).literals) {
      CHECK_MESSAGE(kinds.count(literal) == 0, file.path << " knows `" << literal << "`");
    }
  }
}
