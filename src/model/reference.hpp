// What the names in a text stand for: for each use of a name, where that name is declared.
#pragma once

#include <compare>
#include <cstdint>

#include "base/span.hpp"

namespace joist::model {

// What a name can stand for; each is a namespace of its own, but for components and groups.
enum class Noun : std::uint8_t { component, group, flow, quantity, table, column, kind, view };

// A declaration is its own use. Of `us.api`, `us` and `api` are two uses. Where bodies or files are
// copied, one place declares several things, and one use may mean several places.
struct Reference {
  Span use;
  Span declaration;  // of the name; of the first use where it is declared nowhere
  Noun noun = Noun::component;

  friend auto operator<=>(const Reference&, const Reference&) = default;
};

}  // namespace joist::model
