// The values of many figures at one sample point after another, in little memory: figures that are
// multiples of each other are kept once, and of very many points no more than how they are spread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace joist::analysis {

// Where the middle 90% of values lies, and what part of them is above 1.
struct Middle {
  double low = 0, median = 0, high = 0;
  double above_one = 0;
  bool known = false;  // some value is
};

// The quantile of values of equal chance, which stand at (i + 1/2) / n when sorted (Hazen 1914), as
// quantity::Uncertain has it. Changes their order.
double quantile(std::vector<double>& values, double share);
double sorted_quantile(const std::vector<double>& values, double share);  // of sorted ones

class Samples {
 public:
  // `planned` points of each figure; not more than `most_kept` values are kept in all.
  Samples(std::size_t figures, std::size_t planned, std::size_t most_kept = 4'000'000);

  // The figures at one more point; what is not a number is left out.
  void add(const std::vector<double>& row);
  // By figure, once all points are there.
  std::vector<Middle> middles();

 private:
  static constexpr std::size_t head = 128;  // points after which figures are compared
  static constexpr std::size_t most_waiting = 32;

  // Values of one figure. Once there are too many they are counted between those of the head.
  struct Series {
    std::size_t owner = 0;  // the figure
    std::vector<double> values;
    std::vector<std::uint32_t> counts;
    double least = 0, most = 0;

    void put(double value);
    void start_counting();
    double quantile(double share);
    double part_above(double limit) const;
    std::size_t count() const;
  };
  struct Member {
    std::size_t series = 0;
    double factor = 1;  // times the owner
  };

  void group();
  void settle();
  bool join(std::size_t figure, const std::vector<std::size_t>& others);
  void detach(std::size_t figure);

  std::size_t planned_, most_kept_, points_ = 0;
  std::vector<std::vector<double>> first_;  // rows of the head
  // Rows that no series has yet: each takes several at a time, while it is at hand in the cache.
  std::vector<std::vector<double>> waiting_;
  std::size_t waiting_count_ = 0;
  std::vector<Member> members_;  // by figure
  std::vector<Series> series_;
};

}  // namespace joist::analysis
