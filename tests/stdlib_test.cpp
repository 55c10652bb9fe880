// Checks what the stdlib promises: kinds that parse, claim known roles, have an icon and, where
// they state numbers, say where these come from.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "model/model.hpp"
#include "syntax/tree.hpp"
#include "tests/checkout.hpp"

namespace joist {

namespace {

namespace fs = std::filesystem;
using SyntaxKind = syntax::Kind;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<fs::path> files(const std::string& folder, const std::string& extension) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(joist::tests::checkout() + "/" + folder)) {
    if (entry.path().extension() == extension) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// A kind as written: attributes by name, values as text.
struct Declared {
  std::string parent;
  std::string file;
  std::map<std::string, std::string> attributes;
  bool alias = false;      // a parent and nothing else
  bool commented = false;  // a comment ends on the line above
};

bool comment_above(const std::string& text, std::size_t begin) {
  if (begin < 2) return false;
  const std::size_t end = begin - 1;  // of the line above
  const std::size_t start = text.rfind('\n', end - 1) + 1;
  return text.compare(start, 1, "#") == 0;
}

Declared declared(const syntax::Ref& statement, const std::string& text) {
  Declared kind;
  bool label = false;
  for (syntax::Ref part : statement) {
    if (part.is(SyntaxKind::qname)) kind.parent = part.text();
    if (part.is(SyntaxKind::string)) label = true;
    if (!part.is(SyntaxKind::block)) continue;
    label = true;
    for (syntax::Ref entry : part) {
      const syntax::Ref attribute =
          entry.is(SyntaxKind::attribute) ? entry : entry.child(SyntaxKind::attribute);
      if (!attribute) continue;
      std::string value;
      for (syntax::Ref child : attribute) value = child.text();
      kind.attributes[std::string(attribute.child(SyntaxKind::key).text())] = value;
    }
  }
  kind.alias = !kind.parent.empty() && !label;
  kind.commented = comment_above(text, statement.span().begin);
  return kind;
}

std::map<std::string, Declared> all_kinds() {
  std::map<std::string, Declared> kinds;
  for (const fs::path& path : files("stdlib", ".joist")) {
    const std::string text = read(path);
    const syntax::File file = syntax::parse(FileId(std::size_t{0}), text);
    CHECK_MESSAGE(file.findings.empty(), path.string());
    for (syntax::Ref statement : file.root()) {
      if (!statement.is(SyntaxKind::kind)) continue;
      const std::string name(statement.child(SyntaxKind::name).text());
      Declared kind = declared(statement, text);
      kind.file = path.filename().string();
      CHECK_MESSAGE(kinds.emplace(name, kind).second, name, " is declared twice");
    }
  }
  return kinds;
}

// What the kind says of it, or the nearest parent that does.
std::optional<std::string> inherited(const std::map<std::string, Declared>& kinds, std::string name,
                                     const std::string& attribute) {
  for (std::size_t steps = 0; steps < kinds.size() && kinds.count(name); ++steps) {
    const Declared& kind = kinds.at(name);
    if (const auto found = kind.attributes.find(attribute); found != kind.attributes.end()) {
      return found->second;
    }
    name = kind.parent;
  }
  return std::nullopt;
}

// Figures of technologies; what a root kind or a set-up like `failover` says needs no figure.
const std::set<std::string> figures = {"capacity",    "reads",     "writes", "latency",
                                       "concurrency", "bandwidth", "limit",  "cost"};

}  // namespace

TEST_CASE("every kind of the stdlib leads to a role and has an icon") {
  const auto kinds = all_kinds();
  std::set<std::string> roles;
  for (const auto& entry : kinds) {  // clang 14 captures no structured bindings
    const std::string& name = entry.first;
    const auto& kind = entry.second;
    if (!kind.parent.empty()) CHECK_MESSAGE(kinds.count(kind.parent), name, ": ", kind.parent);
    const auto role = inherited(kinds, name, "role");
    REQUIRE_MESSAGE(role, name, " claims no role");
    CHECK_MESSAGE(model::find_role(*role), name, ": ", *role);
    roles.insert(*role);
    const auto icon = inherited(kinds, name, "icon");
    REQUIRE_MESSAGE(icon, name, " has no icon");
    CHECK_MESSAGE(fs::exists(joist::tests::checkout() + "/stdlib/icons/" + *icon + ".svg"), name,
                  ": ", *icon);
  }
  CHECK(roles.size() == 9);
  CHECK(std::count_if(kinds.begin(), kinds.end(),
                      [](const auto& kind) { return !kind.second.alias; }) >= 60);
}

TEST_CASE("every figure of the stdlib says where it comes from") {
  for (const auto& entry : all_kinds()) {
    const std::string& name = entry.first;
    const auto& kind = entry.second;
    for (const auto& stated : kind.attributes) {
      const std::string& attribute = stated.first;
      const bool promised = attribute == "availability" && kind.file != "core.joist";
      if (promised || figures.count(attribute)) {
        CHECK_MESSAGE(kind.commented, name, " states ", attribute, " without a source above it");
      }
    }
  }
}

TEST_CASE("what a provider runs never passes for one machine") {
  const auto kinds = all_kinds();
  for (const auto& entry : kinds) {
    const std::string& name = entry.first;
    if (inherited(kinds, name, "managed") != "yes") continue;
    if (!inherited(kinds, name, "availability")) continue;
    std::string at = name;
    while (!kinds.at(at).attributes.count("availability")) at = kinds.at(at).parent;
    CHECK_MESSAGE(kinds.at(at).file != "core.joist", name, " has the availability of ", at);
  }
}

TEST_CASE("icons are plain lines that take the colour around them, and each is used") {
  std::set<std::string> used;
  const auto kinds = all_kinds();
  for (const auto& [name, kind] : kinds) {
    if (const auto icon = kind.attributes.find("icon"); icon != kind.attributes.end()) {
      used.insert(icon->second);
    }
  }
  const std::set<std::string> shapes = {"svg",  "path",    "circle",  "rect",
                                        "line", "ellipse", "polyline"};
  CHECK(files("stdlib/icons", ".svg").size() >= 60);
  for (const fs::path& path : files("stdlib/icons", ".svg")) {
    const std::string text = read(path);
    const std::string name = path.stem().string();
    CHECK_MESSAGE(used.count(name) + kinds.count(name) > 0, path.string(), " is used by no kind");
    CHECK(text.find("viewBox=\"0 0 24 24\"") != std::string::npos);
    CHECK(text.find("stroke=\"currentColor\"") != std::string::npos);
    for (const char* barred : {"id=", "style=", "class=", "href", "url("}) {
      CHECK_MESSAGE(text.find(barred) == std::string::npos, path.string(), " holds ", barred);
    }
    for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
      const std::size_t start = at + 1 + (text[at + 1] == '/');
      const std::size_t end = text.find_first_of(" />\n", start);
      CHECK_MESSAGE(shapes.count(text.substr(start, end - start)), path.string());
    }
  }
}

TEST_CASE("every example parses") {
  for (const char* folder : {"examples", "examples/flawed"}) {
    for (const fs::path& path : files(folder, ".joist")) {
      const std::string text = read(path);
      const syntax::File file = syntax::parse(FileId(std::size_t{0}), text);
      CHECK_MESSAGE(file.findings.empty(), path.string());
    }
  }
}

}  // namespace joist
