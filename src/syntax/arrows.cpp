// What the arrows of other notations mean.
#include <algorithm>

#include "syntax/tree.hpp"

namespace joist::syntax {

namespace {

using Sort = ArrowSense::Sort;

struct Lookalike {
  std::string_view text;
  Sort sort = Sort::call;
  bool reversed = false;
};

constexpr Lookalike lookalikes[] = {
    {"<-", Sort::call, true},  {"<--", Sort::call, true}, {"<~", Sort::message, true},
    {"<==", Sort::call, true}, {"←", Sort::call, true},   {"⇐", Sort::call, true},
    {"⟵", Sort::call, true},   {"..>", Sort::message},    {"-.->", Sort::message},
    {"~~>", Sort::message},    {"⇢", Sort::message},      {"⇝", Sort::message},
    {"↝", Sort::message},      {"---", Sort::relation},   {"——", Sort::relation},
    {"—", Sort::relation},     {"–", Sort::relation},
};

}  // namespace

ArrowSense arrow_sense(std::string_view arrow) {
  if (arrow == "->") return {};
  if (arrow == "~>") return {Sort::message, false, false};
  if (arrow == "--") return {Sort::relation, false, false};
  for (const Lookalike& known : lookalikes) {
    if (known.text == arrow) return {known.sort, known.reversed, true};
  }
  return {Sort::call, false, true};
}

std::string plain_name(std::string_view name) {
  std::string plain(name);
  std::replace(plain.begin(), plain.end(), '-', '_');
  return plain;
}

}  // namespace joist::syntax
