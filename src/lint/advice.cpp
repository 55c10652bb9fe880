// Words for copies and stand-ins.
#include "lint/advice.hpp"

#include <fmt/format.h>

#include "lint/wording.hpp"

namespace joist::lint {

std::string alternative_to(const Facts& facts, ComponentId id) {
  for (const model::Arrow& arrow : facts.model.arrows) {
    if (arrow.to != id || arrow.from == id || arrow.call != model::Call::sync) continue;
    return fmt::format("`{} -> {} | another`", facts.model.at(arrow.from).path,
                       facts.model.at(id).path);
  }
  return {};
}

std::string all_of(double count, std::string_view word) {
  return count == 2 ? fmt::format("both {}", word) : fmt::format("all {} {}", whole(count), word);
}

}  // namespace joist::lint
