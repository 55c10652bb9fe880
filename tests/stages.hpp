// The stages that tests/cases has directories for: each turns a text into findings and a snapshot.
#pragma once

#include "case.hpp"

namespace joist::cases {

Outcome run_resolve(const std::string& path, const std::string& text);
Outcome run_lint(const std::string& path, const std::string& text);

}  // namespace joist::cases
