// What a block holds, by the words of its header.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ide/tokens.hpp"
#include "project/project.hpp"

namespace joist::ide {

enum class Block : std::uint8_t {
  top,  // also of a stage: any statement
  group,
  component,
  flow,
  arrow,
  design,
  kind,
  endpoints,
  endpoint,
  table,
  view,
  unknown,
};

// Of the innermost of the open blocks.
Block block_of(const project::Project& project, std::string_view text, const Writing& writing);
// Whether others may stand in it, or lines that are no attributes.
bool holds_blocks(Block block);
// The attributes that may stand in it, as bits of model::Place.
std::uint16_t places_of(Block block);

}  // namespace joist::ide
