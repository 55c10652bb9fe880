// Reads C++ as far as the tests of the plan need it: string literals, and how long functions are.
#pragma once

#include <string>
#include <vector>

namespace joist::tests {

struct Scan {
  std::string code;                   // with comments, strings and characters blanked out
  std::vector<std::string> literals;  // the contents of string literals, escapes as written
};
Scan scan(const std::string& text);

struct Function {
  std::size_t line = 0;   // 1-based, of its head
  std::size_t lines = 0;  // from head to closing brace, the rows of tables not among them
  std::size_t table_lines = 0;
};
// Functions outside of others, in code formatted as clang-format leaves it here: the brace of a
// body has a blank before it, the brace of a value has none.
std::vector<Function> functions(const std::string& blanked_code);

}  // namespace joist::tests
