// Findings for names and arrows that are understood but not written as the language writes them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/tree.hpp"

namespace joist::syntax {

// `arrow` is a node of `connection`.
Finding lookalike_finding(const File& file, std::uint32_t arrow, std::uint32_t connection);

// Gathers names with hyphens, to say it once for each, and names of absurd length.
class Names {
 public:
  void look(Ref name);
  std::vector<Finding> findings();

 private:
  std::map<std::string_view, std::vector<Span>> hyphenated_;
  std::vector<Span> long_;
};

}  // namespace joist::syntax
