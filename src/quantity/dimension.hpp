// What a number measures: integer powers of time, data, money and tokens. Counts have none.
#pragma once

#include <cstdint>
#include <string>

namespace joist::quantity {

// Base units: seconds, bytes, dollars, tokens.
struct Dimension {
  std::int8_t time = 0;
  std::int8_t data = 0;
  std::int8_t money = 0;
  std::int8_t tokens = 0;

  friend constexpr bool operator==(Dimension, Dimension) = default;
  friend constexpr Dimension operator*(Dimension a, Dimension b) {
    return {static_cast<std::int8_t>(a.time + b.time), static_cast<std::int8_t>(a.data + b.data),
            static_cast<std::int8_t>(a.money + b.money),
            static_cast<std::int8_t>(a.tokens + b.tokens)};
  }
  friend constexpr Dimension operator/(Dimension a, Dimension b) {
    return {static_cast<std::int8_t>(a.time - b.time), static_cast<std::int8_t>(a.data - b.data),
            static_cast<std::int8_t>(a.money - b.money),
            static_cast<std::int8_t>(a.tokens - b.tokens)};
  }
};

inline constexpr Dimension count{};
inline constexpr Dimension time{1, 0, 0, 0};
inline constexpr Dimension data{0, 1, 0, 0};
inline constexpr Dimension money{0, 0, 1, 0};
inline constexpr Dimension token{0, 0, 0, 1};
inline constexpr Dimension rate = count / time;
inline constexpr Dimension data_rate = data / time;
inline constexpr Dimension token_rate = token / time;

// In words with its base units: "a rate (1/s)", "data (B)", "money per data ($/B)"; "a plain
// number".
std::string name(Dimension dimension);
// In words alone: "a rate", "data", "money per data".
std::string noun(Dimension dimension);
// In base units alone: "1/s", "B", "$/B/s", "s^2"; empty for plain numbers.
std::string symbol(Dimension dimension);

}  // namespace joist::quantity
