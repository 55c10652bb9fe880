// The figures of a design in one row, so that those of the same design with other values can be
// compared one by one.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "analysis/results.hpp"

namespace joist::analysis {

// Figures that are computed together; each part needs the first.
enum class Part : std::uint8_t { amounts, queues, flows, availability };
inline constexpr std::array<Part, 4> all_parts = {Part::amounts, Part::queues, Part::flows,
                                                  Part::availability};

// Every figure has a place, the same in designs that differ in values only.
class Figures {
 public:
  Figures(std::size_t components, std::size_t flows);

  // Places of a part: from `begin` to before `end`.
  std::size_t begin(Part part) const { return begin_[static_cast<std::size_t>(part)]; }
  std::size_t end(Part part) const { return begin_[static_cast<std::size_t>(part) + 1]; }

  // Not a number where the figure is not known.
  struct Reader {
    double (*get)(const Results& results, std::size_t number);
    std::size_t number;
    double operator()(const Results& results) const { return get(results, number); }
  };
  Reader reader(std::size_t place) const;
  // Of an amount of a component; behind all places where there is none of that name.
  std::size_t place_of(ComponentId component, std::string_view figure) const;
  // What stands at a place, without its values.
  Spread at(std::size_t place) const;
  // Puts a median where the figure stands.
  void set(Results& results, std::size_t place, double median) const;

 private:
  struct Spot;
  Spot spot(std::size_t place) const;

  std::size_t components_, flows_;
  std::array<std::size_t, all_parts.size() + 1> begin_{};
};

}  // namespace joist::analysis
