// Gathers the words of the language from the grammar's page, the tables of the program and the
// standard library.
#include "tests/vocabulary.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "base/text.hpp"
#include "model/attributes.hpp"
#include "model/formula.hpp"
#include "project/project.hpp"
#include "project/rule_pages.hpp"
#include "quantity/quantity.hpp"
#include "quantity/units.hpp"
#include "tests/checkout.hpp"
#include "tests/memory_world.hpp"
#include "tests/source_tree.hpp"

namespace joist::tests {

namespace {

using Words = std::set<std::string>;

// The grammar as text: it is read, not compiled, so that no word has to be listed twice.
const std::string& grammar() {
  static const std::string page = read_file(checkout() + "/grammar/joist.hpp");
  return page;
}

Words matches(const std::string& text, const std::regex& pattern) {
  Words found;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) {
    found.insert((*at)[1]);
  }
  return found;
}

Words statements() {
  const std::size_t begin = grammar().find("struct Keywords");
  const std::size_t end = grammar().find(';', begin);
  return matches(grammar().substr(begin, end - begin), std::regex("\"([a-z]+)\""));
}

// Each `word<"...">` that begins no statement.
Words words_within_statements() {
  Words found = matches(grammar(), std::regex("word<\"([a-z]+)\">"));
  for (const std::string& statement : statements()) found.erase(statement);
  return found;
}

Words attributes() {
  Words found = {"allow"};
  for (const model::AttributeInfo& info : model::attribute_table()) found.emplace(info.name);
  return found;
}

Words choices() {
  Words found = {"yes", "no"};
  for (const model::AttributeInfo& info : model::attribute_table()) {
    if (info.type == model::AttributeType::text) continue;  // any word will do
    for (const std::string_view choice : split(info.choices, ' ')) found.emplace(choice);
  }
  found.erase("");
  return found;
}

// Names behind `kind` or `type` at the beginning of a line of the standard library.
Words declared_in_stdlib(const std::string& statement) {
  const std::regex declaration("^" + statement + " +([a-z][a-z0-9_]*)");
  Words found;
  for (const ProjectFile& file : project_files("stdlib", {".joist"})) {
    for (const std::string& line : lines_of(file.text)) {
      std::smatch match;
      if (std::regex_search(line, match, declaration)) found.insert(match[1]);
    }
  }
  return found;
}

Words units() {
  Words found;
  for (const std::string_view name : quantity::Units().names()) found.emplace(name);
  return found;
}

Words functions() {
  Words found;
  for (const std::string_view name : quantity::function_names()) found.emplace(name);
  return found;
}

// The last parts of `read.done.p99` and the like.
Words figures() {
  using Subject = model::FigureName::Subject;
  Words found;
  for (const Subject subject : {Subject::design, Subject::component, Subject::flow}) {
    for (const std::string_view name : model::figure_names(subject)) {
      for (const std::string_view part : split(name, '.')) found.emplace(part);
    }
  }
  return found;
}

Words rules() {
  Words found;
  for (const project::RulePage& page : project::rule_pages()) found.emplace(page.name);
  return found;
}

WordList list(std::string name, std::string about, const Words& words) {
  return {std::move(name), std::move(about), {words.begin(), words.end()}};
}

}  // namespace

const std::vector<WordList>& vocabulary() {
  static const auto* const lists = new std::vector<WordList>{
      list("statements", "begin a statement", statements()),
      list("words", "mean something within some statement", words_within_statements()),
      list("attributes", "stand before a `:`", attributes()),
      list("choices", "values that some attribute takes", choices()),
      list("kinds", "what a component can be, of the standard library", declared_in_stdlib("kind")),
      list("types", "of columns, of the standard library", declared_in_stdlib("type")),
      list("units", "behind numbers", units()),
      list("functions", "in expressions", functions()),
      list("figures", "what is computed of a design, a component or a flow", figures()),
      list("rules", "in allowances", rules())};
  return *lists;
}

const std::vector<std::string>& words_of(const std::string& name) {
  const auto& lists = vocabulary();
  const auto found = std::find_if(lists.begin(), lists.end(),
                                  [&](const WordList& list) { return list.name == name; });
  return found->words;
}

}  // namespace joist::tests
