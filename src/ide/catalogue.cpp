// Reads the stdlib once, and looks things up in it.
#include "ide/catalogue.hpp"

#include <algorithm>

namespace joist::ide {

namespace {

// Nothing outside of the program is needed to read its own stdlib.
class Nowhere final : public World {
 public:
  ReadResult read(const std::string&) override { return {std::nullopt, "no such file"}; }
  std::string write(const std::string&, std::string_view) override { return "no such folder"; }
  PathKind kind(const std::string&) override { return PathKind::missing; }
  std::vector<std::string> list(const std::string&) override { return {}; }
  std::string resolve(const std::string& path) override { return path; }
  std::optional<std::string> environment(const std::string&) override { return std::nullopt; }
  std::string read_input() override { return {}; }
  void write_output(std::string_view) override {}
  void write_errors(std::string_view) override {}
  bool output_is_terminal() override { return false; }
  bool errors_is_terminal() override { return false; }
  ChildResult run(const ChildRequest&) override { return {}; }
  bool wait_for_change(const std::vector<std::string>&, std::chrono::milliseconds) override {
    return false;
  }
};

model::Model read_kinds() {
  Nowhere nowhere;
  project::LoadOptions options;
  options.analyse = options.lint = options.stages = false;
  options.all_kinds = true;
  return project::load_text(nowhere, "", "", {}, options).base.model;
}

const model::Kind* find(const model::Model& model, std::string_view name) {
  for (const model::Kind& kind : model.kinds) {
    if (kind.name == name) return &kind;
    if (std::find(kind.aliases.begin(), kind.aliases.end(), name) != kind.aliases.end()) {
      return &kind;
    }
  }
  return nullptr;
}

}  // namespace

const model::Model& standard_kinds() {
  static const model::Model model = read_kinds();
  return model;
}

KnownKind kind_named(const project::Project& project, std::string_view name) {
  const model::Kind* own = find(project.base.model, name);
  if (own != nullptr) return {&project.base.model, own};
  return {&standard_kinds(), find(standard_kinds(), name)};
}

const std::vector<project::RulePage>& rules() {
  static const std::vector<project::RulePage> pages = project::rule_pages();
  return pages;
}

const project::RulePage* rule_named(std::string_view name) {
  for (const project::RulePage& rule : rules()) {
    if (rule.name == name) return &rule;
  }
  return nullptr;
}

}  // namespace joist::ide
