// Two designs held against each other: what was added, removed and changed, and what came of it.
#pragma once

#include "emit/changes.hpp"
#include "project/project.hpp"

namespace joist::project {

// A design as it stands at one of its stages (or the base).
struct Side {
  std::string name;  // for the reader: a path, or "`10x` of shop.joist"
  const Project& project;
  const Stage& stage;
};

// Parts are the same by sort and name, findings by rule and subject (a fault whose figures changed
// is the same fault). Findings of other stages than the sides' own are left out.
emit::Changes compare(const Side& before, const Side& after);

// The parts alone.
std::vector<emit::PartChange> changed_parts(const model::Model& before, const model::Model& after);

// What a stage says, in short lines for the head of its picture: quantities that it binds, what it
// adds and removes, attributes that it states. What only follows from those is left out.
std::vector<std::string> stage_changes(const model::Model& before, const model::Model& after);

}  // namespace joist::project
