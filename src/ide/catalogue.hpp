// What comes with the language: kinds, rules, units and words, as lists to look in and choose from.
#pragma once

#include <string_view>
#include <vector>

#include "model/model.hpp"
#include "project/project.hpp"
#include "project/rule_pages.hpp"

namespace joist::ide {

// A design of no lines, with every kind of the stdlib.
const model::Model& standard_kinds();
// A kind with the model that its parent is in.
struct KnownKind {
  const model::Model* model = nullptr;
  const model::Kind* kind = nullptr;  // null where there is none
};
// By its name or an alias: as the design has it, else as it stands in the stdlib.
KnownKind kind_named(const project::Project& project, std::string_view name);

const std::vector<project::RulePage>& rules();  // by name
const project::RulePage* rule_named(std::string_view name);

}  // namespace joist::ide
