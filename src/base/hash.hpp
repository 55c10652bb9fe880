// A hash of bytes that is the same on every machine, for names that are made of texts.
#pragma once

#include <cstdint>
#include <string_view>

namespace joist {

// FNV-1a, 64 bits.
constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t value = 14695981039346656037ull;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return value;
}

}  // namespace joist
