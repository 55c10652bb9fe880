// Seeded random designs: layers of components of all roles, some flows through them, some arrows
// that lead back.
#pragma once

#include <algorithm>
#include <random>
#include <string>

#include "tests/design.hpp"

namespace joist::tests {

using Random = std::mt19937;

inline double between(Random& random, double low, double high) {
  return low + (high - low) * (static_cast<double>(random() % 10000) / 10000);
}

inline std::string name(std::size_t i) {
  return "n" + std::to_string(i);
}

inline void add_components(Design& d, Random& random, std::size_t count) {
  constexpr Role roles[] = {Role::pass,  Role::pass,  Role::split,   Role::cache,
                            Role::store, Role::queue, Role::compute, Role::external};
  for (std::size_t i = 0; i < count; ++i) {
    const Role role = roles[random() % 8];
    d.add(name(i), role,
          {{Attribute::capacity, between(random, 50, 5000)},
           {Attribute::replicas, 1.0 + random() % 6},
           {Attribute::hit, between(random, 0.1, 0.95)},
           {Attribute::latency, between(random, 0.001, 0.1)}});
  }
}

inline void add_arrows_of(Design& d, Random& random, std::size_t i, std::size_t count) {
  const auto list = static_cast<std::uint32_t>(1 + random() % 100000);
  const bool stand_in = random() % 2 == 0;
  std::string before;
  for (std::size_t k = 1 + random() % 3; k > 0; --k) {
    const std::size_t far = random() % std::min<std::size_t>(4, count - i - 1);
    const std::size_t to = i + 1 + (k == 1 ? 0 : far);  // every one is reached
    Said said;
    said.x = random() % 3 == 0 ? between(random, 0.1, 2) : -1;
    said.access = random() % 3 == 0 ? Access::write : Access::read;
    if (random() % 5 == 0) said.call = Call::async;
    if (random() % 6 == 0) said.numbers = {{Attribute::fails, 0.1}, {Attribute::retries, 2}};
    if (stand_in) said.list = list;
    const bool is_cache = d.model().at(d.id(name(to))).role == Role::cache;
    if (!before.empty() && random() % 4 == 0 && before != name(to)) {
      said.when = When::fail;
      said.condition = before;
    }
    d.arrow(name(i), name(to), said);
    before = name(to);
    if (is_cache && said.access == Access::read && to + 1 < count && random() % 2 == 0) {
      d.arrow(name(i), name(to + 1), {.when = When::miss, .condition = name(to)});
    }
  }
}

inline Design random_design(Random& random, bool with_loop = true) {
  Design d;
  d.of_design(Attribute::peak, between(random, 1, 4));
  d.add("client", Role::source);
  const std::size_t count = 8 + random() % 12;
  add_components(d, random, count);
  const std::size_t flows = 1 + random() % 4;
  for (std::size_t f = 0; f < flows; ++f) {
    d.flow("f" + std::to_string(f), between(random, 1, 1000));
    d.arrow("client", name(0));
    for (std::size_t i = 0; i + 1 < count; ++i) add_arrows_of(d, random, i, count);
    const std::size_t from = count / 2 + random() % (count / 2);
    if (with_loop) d.arrow(name(from), name(random() % (from + 1)), {.x = 1e-5});
  }
  return d;
}

}  // namespace joist::tests
