// A fingerprint of values, by which it is told whether they are the same as at another time.
#pragma once

#include <bit>
#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

#include "base/id.hpp"

namespace joist {

// 128 bits to which values are added in order. That two different sequences have the same one will
// not happen by chance; it is no help against somebody who wants it to happen.
class Fingerprint {
 public:
  template <class... Values>
  void add(const Values&... values) {
    (put(values), ...);
  }

  friend auto operator<=>(const Fingerprint&, const Fingerprint&) = default;

 private:
  // Each half turns a state into another one for each word, so that a single word that differs is
  // never missed; two that make up for each other in one half do not in the other.
  void word(std::uint64_t value) {
    first_ = (std::rotl(first_, 27) ^ value) * 0x9e3779b97f4a7c15ull;
    second_ = (std::rotl(second_, 31) + value) * 0xc2b2ae3d27d4eb4full;
  }

  template <class Value>
  requires std::integral<Value> || std::is_enum_v<Value>
  void put(Value value) { word(static_cast<std::uint64_t>(value)); }
  // By their bits: what is not a number is the same as itself.
  void put(double value) { word(std::bit_cast<std::uint64_t>(value)); }
  template <class Tag>
  void put(Id<Tag> id) {
    word(id.value);
  }
  void put(const Fingerprint& other) {
    word(other.first_);
    word(other.second_);
  }
  template <class Value>
  void put(const std::optional<Value>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <class First, class Second>
  void put(const std::pair<First, Second>& both) {
    put(both.first);
    put(both.second);
  }
  template <class Values>
  requires requires(const Values& values) {
    values.size();
    values.begin();
  }
  void put(const Values& values) {
    word(values.size());
    for (const auto& value : values) put(value);
  }

  std::uint64_t first_ = 0, second_ = 0;
};

}  // namespace joist
