// Typed indices into the flat tables of the model: an id of one table cannot index another.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace joist {

template <class Tag>
struct Id {
  static constexpr std::uint32_t none = 0xffffffffu;
  std::uint32_t value = none;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}

  constexpr explicit operator bool() const { return value != none; }
  constexpr std::size_t index() const { return value; }
  friend constexpr bool operator==(Id, Id) = default;
  friend constexpr auto operator<=>(Id, Id) = default;
};

}  // namespace joist
