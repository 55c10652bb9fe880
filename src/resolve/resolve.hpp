// From syntax trees to the model: imports, names, kinds, units and values.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "base/source.hpp"
#include "model/model.hpp"
#include "model/reference.hpp"
#include "syntax/tree.hpp"

namespace joist::resolve {

// A parsed file and the imports of it by their literal path.
struct Unit {
  const syntax::File* file = nullptr;
  std::vector<std::pair<std::string, std::uint32_t>> imports;  // path as written, index of its unit
};

struct Input {
  std::vector<const syntax::File*> stdlib;
  std::vector<Unit> units;              // units[0] is the root
  std::size_t stages = 0;               // how many of the root's stages to apply
  bool strict = false;                  // as `strict: yes`
  std::optional<double> headroom;       // of joist.toml; what the design states goes before
  bool all_kinds = false;               // every kind there is, not just those the design uses
  quantity::Sampling sampling;          // of ranges that have no closed form
  std::vector<std::string_view> icons;  // there are; none: not checked
  bool references = false;              // also tell what names stand for
};

struct Output {
  model::Model model;
  std::vector<Finding> findings;    // by place
  std::vector<std::string> stages;  // labels of all stages of the root, in order
  std::vector<model::Reference> references;  // by place, where they were asked for
};

// Never fails: what could not be resolved is left out of the model, with a finding.
Output resolve(const Input& input);

}  // namespace joist::resolve
