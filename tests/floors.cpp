// Holds the plan of ARCHITECTURE.md: which folder may include which, and who may use which library.
#include <map>
#include <set>

#include <doctest/doctest.h>

#include "tests/checkout.hpp"
#include "tests/source_tree.hpp"

using namespace joist::tests;

namespace {

using Folders = std::set<std::string>;

// Folder by folder, what it may include besides itself.
const std::map<std::string, Folders>& floors() {
  static const std::map<std::string, Folders> table = {
      {"grammar", {}},
      {"base", {}},
      {"quantity", {"base"}},
      {"report", {"base"}},
      {"world", {"base"}},
      {"syntax", {"base", "grammar"}},
      {"model", {"base", "quantity"}},
      {"format", {"base", "syntax"}},
      {"resolve", {"base", "quantity", "syntax", "model"}},
      {"analysis", {"base", "quantity", "model"}},
      {"lint", {"base", "quantity", "model", "analysis"}},
      {"scene", {"base", "quantity", "model", "analysis"}},
      {"layout", {"base", "scene"}},
      {"emit", {"base", "quantity", "model", "analysis", "scene", "layout"}},
      {"project",
       {"base", "quantity", "report", "syntax", "model", "format", "resolve", "analysis", "lint",
        "scene", "layout", "emit"}},
      {"ide", {"base", "quantity", "syntax", "model", "format", "analysis", "emit", "project"}},
      {"document",
       {"base", "quantity", "report", "model", "analysis", "lint", "scene", "emit", "project"}},
      {"lsp", {"base", "ide", "project"}},
      {"serve", {"base", "project"}},
      {"cli", {"base", "format", "lint", "emit", "report", "project", "document", "lsp", "serve"}},
      {"main", {"base", "world", "cli"}},
  };
  return table;
}

// A library is the business of few files: where it may be included, and by how many.
struct Library {
  std::string header;  // how its headers begin
  Folders folders;
  std::size_t most_files;
};
const std::vector<Library>& libraries() {
  static const std::vector<Library> table = {
      {"tao/pegtl", {"grammar", "syntax"}, 20},
      {"CLI/", {"cli"}, 1},
      {"toml++/", {"project"}, 1},
      {"nlohmann/", {"cli", "lsp"}, 20},
      {"cmark.h", {"project", "scene"}, 2},
      {"graphviz/", {"layout"}, 3},
      {"gvc.h", {"layout"}, 3},
      {"librsvg", {"emit"}, 3},
      {"fstream", {"world"}, 3},
      {"iostream", {}, 0},
      {"filesystem", {"world"}, 3},
      {"unistd.h", {"world"}, 6},
      {"sys/", {"world"}, 6},
  };
  return table;
}

// "src/base/id.hpp" is of folder "base", "src/main.cpp" of "main", "grammar/x.hpp" of "grammar".
std::string folder_of(const std::string& path) {
  std::string rest = path.substr(0, 4) == "src/" ? path.substr(4) : path;
  return rest == "main.cpp" ? "main" : rest.substr(0, rest.find('/'));
}

struct Include {
  std::string file, name;
  std::size_t line;
  bool quoted;
};

std::vector<Include> includes() {
  std::vector<Include> result;
  for (const ProjectFile& file : cpp_files({"src", "grammar"})) {
    std::size_t number = 0;
    for (const std::string& line : lines_of(file.text)) {
      ++number;
      if (line.substr(0, 9) != "#include ") continue;
      const std::string name = line.substr(10, line.find_first_of(">\"", 10) - 10);
      result.push_back({file.path, name, number, line[9] == '"'});
    }
  }
  return result;
}

}  // namespace

TEST_CASE("every folder includes only what stands below it") {
  const auto all = includes();
  CHECK(all.size() > 50);
  for (const Include& include : all) {
    if (!include.quoted) continue;
    const std::string from = folder_of(include.file);
    const std::string to = include.name.substr(0, include.name.find('/'));
    const auto floor = floors().find(from);
    REQUIRE_MESSAGE(floor != floors().end(), "no floor for the folder of " << include.file);
    CHECK_MESSAGE((to == from || floor->second.count(to) > 0),
                  include.file << ":" << include.line << " includes " << include.name);
  }
}

TEST_CASE("every folder of src has a floor") {
  for (const auto& entry : std::filesystem::directory_iterator(joist::tests::checkout() + "/src")) {
    const std::string name = entry.path().stem().string();
    CHECK_MESSAGE(floors().count(name) == 1, "src/" << name);
  }
}

TEST_CASE("a library is included where it belongs") {
  for (const Library& library : libraries()) {
    std::set<std::string> users;
    for (const Include& include : includes()) {
      if (include.quoted || include.name.substr(0, library.header.size()) != library.header)
        continue;
      users.insert(include.file);
      CHECK_MESSAGE(library.folders.count(folder_of(include.file)) == 1,
                    include.file << ":" << include.line << " includes " << include.name);
    }
    CHECK_MESSAGE(users.size() <= library.most_files, library.header);
  }
}

TEST_CASE("the top of the project holds only its folders and its papers") {
  const Folders folders = {".ci",     ".git",    "benchmarks", "build",   "cmake",
                           "docs",    "editors", "examples",   "grammar", "node_modules",
                           "scripts", "src",     "stdlib",     "tests"};
  const Folders papers = {"ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "README.md"};
  for (const auto& entry : std::filesystem::directory_iterator(joist::tests::checkout())) {
    const std::string name = entry.path().filename().string();
    const bool is_local = name[0] == '.' && name != ".ci";  // of an editor or a tool
    if (entry.is_directory() && !is_local) CHECK_MESSAGE(folders.count(name) == 1, name);
    if (entry.path().extension() == ".md") CHECK_MESSAGE(papers.count(name) == 1, name);
  }
}
