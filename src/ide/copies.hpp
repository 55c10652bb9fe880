// What a name that is written stands for: which of several copies of one declaration. Bodies that
// groups share and files that are imported under several names declare a thing once and have it
// several times.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/design.hpp"

namespace joist::ide {

// The name of which a use is the last part, as it is written: `us.api` of `us.api.replicas`.
std::string_view written_name(const project::Project& project, Span use);

// Whether what has that path has its name from the text: a broken statement is read on with names
// that stand in for what could not be read.
bool is_written(const project::Project& project, Span declaration, std::string_view path);

// Whether a thing of that path may be called so: `us.api` is `us.a.api`, too, as groups may be left
// out.
bool may_be_called(std::string_view path, std::string_view name);

// Of the things in a table those that a name may mean; all of them where it tells none apart.
template <class Table>
std::vector<std::size_t> meant_by(std::string_view name, const std::vector<std::size_t>& copies,
                                  const Table& table) {
  std::vector<std::size_t> meant;
  for (const std::size_t id : copies) {
    if (may_be_called(table[id].path, name)) meant.push_back(id);
  }
  return meant.empty() ? copies : meant;
}

// "Written once for `us.api`, `eu.api` and 3 more."
std::string copies_text(const std::vector<std::string>& paths);

}  // namespace joist::ide
