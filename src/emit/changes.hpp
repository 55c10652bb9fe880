// What changed from one design to another, as text for people and as JSON for programs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "quantity/quantity.hpp"

namespace joist::emit {

// Something stated of a part: "replicas", "180", "240". Empty where it was not, or is not, stated.
struct FactChange {
  std::string name, before, after;
};

struct PartChange {
  enum class How : std::uint8_t { added, removed, changed } how = How::changed;
  std::string_view sort;  // "component", "arrow", "quantity"
  std::string name;       // "us.a.api", "lb -> us.a.api in read"
  std::vector<FactChange> facts;
  std::string drawn = {};  // id of the box, frame or line in a picture; empty: not drawn as one
};

// A figure as conditions name it; absent where one of the designs has no such figure.
struct FigureChange {
  std::string name;  // "api.utilization"
  std::optional<quantity::Quantity> before, after;
  bool main = true;  // one of those that text shows, too
};

// A finding that only one of the designs has, with its place in that design.
struct FindingChange {
  std::string rule, message, subject, path;
  Severity severity = Severity::error;
  std::uint32_t line = 0, column = 0;  // 0: without a place
};

struct Changes {
  std::string before, after;  // what the designs are called: their paths, or stages
  std::vector<PartChange> parts;
  std::vector<FigureChange> figures;
  std::vector<FindingChange> found, mended;  // only after; only before

  bool empty() const { return parts.empty() && figures.empty() && found.empty() && mended.empty(); }
};

// "replicas 180 → 240"; of what is new or gone only the value there is.
std::string words(const FactChange& fact, PartChange::How how);
// Signs at the line's start: `+` added, `-` removed, `~` changed.
std::string changes_text(const Changes& changes);
// Figures in base units; what one side does not have is absent.
std::string changes_json(const Changes& changes);

}  // namespace joist::emit
