// Applies the fixes of findings until there is nothing left to fix.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/inputs.hpp"

namespace joist::cli {

struct FixedFile {
  std::string path;  // as the design names it
  std::string before, after;
};

struct Fixed {
  std::vector<FixedFile> files;  // only those that changed, by path
  std::size_t count = 0;         // fixes applied
  std::string error;
};

// What would be mended by safe fixes (all with `unsafe`); nothing is written. The texts of `inputs`
// become the mended ones.
Fixed fix(const Call& call, std::vector<Input>& inputs, bool unsafe);

// The files' texts with the edits of one round in them, for the files that change; edits that
// overlap an earlier fix wait for the next round. `fixable` holds file ids that may be changed.
std::map<FileId, std::string> apply(const Sources& sources, const std::vector<Finding>& found,
                                    bool unsafe, std::size_t first_fixable, std::size_t& count);

}  // namespace joist::cli
