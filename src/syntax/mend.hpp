// From a text parsed as it stands to one read as it was meant.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "syntax/tree.hpp"

namespace joist::syntax {

// The tree and the findings as the grammar and the known mistakes give them. A fix without a title
// is no proposal: it says how the statement is read on (without edits: not at all), if those before
// it do not fit.
// `before`: of an earlier version of the text, if there is one, for what it has in common with it.
File parse_once(FileId id, std::string_view text, const File* before = nullptr);

// The same fault at several places, said once; `text` is what the findings are about.
std::vector<Finding> gathered(std::vector<Finding> findings, std::string_view text);

// One finding for a text that was written for another program, or nothing.
std::optional<Finding> foreign_language(const File& file);

}  // namespace joist::syntax
