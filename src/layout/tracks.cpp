// Sideways steps as a graph of who should lie above whom, after G. Sander: "A Fast Heuristic for
// Hierarchical Manhattan Layout" (Graph Drawing 1995): count what either order of a pair would
// cross, break the cycles where it costs least, and fill the tracks from above.
#include "layout/tracks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

constexpr int overlap_cost = 1000;  // two lines on top of each other
constexpr int hugging_cost = 3;     // two lines closer than they should be

int inside(const std::vector<double>& places, const Crossover& step) {
  int count = 0;
  for (const double p : places) count += p > step.low && p < step.high ? 1 : 0;
  return count;
}

// What it costs when `upper` lies above `lower`: the lines down from the one and up from the other
// pass each other.
int cost(const Crossover& upper, const Crossover& lower) {
  int sum = inside(upper.below, lower) + inside(lower.above, upper);
  for (const double down : upper.below) {
    for (const double up : lower.above) {
      const double apart = std::abs(down - up);
      if (apart < 3)
        sum += overlap_cost;
      else if (apart < spacing::line_gap - 1)
        sum += hugging_cost;
    }
  }
  return sum;
}

bool share_width(const Crossover& a, const Crossover& b) {
  return a.low < b.high + spacing::line_gap && b.low < a.high + spacing::line_gap;
}

struct Wish {
  std::uint32_t upper = 0, lower = 0;
  int weight = 0;
};

std::vector<Wish> wishes(const std::vector<Crossover>& steps) {
  std::vector<std::uint32_t> order(steps.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return steps[a].low != steps[b].low ? steps[a].low < steps[b].low : a < b;
  });
  std::vector<Wish> result;
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      const Crossover &a = steps[order[i]], &b = steps[order[j]];
      if (b.low > a.high + spacing::line_gap) break;
      const int a_above = cost(a, b), b_above = cost(b, a);
      if (a_above < b_above) result.push_back({order[i], order[j], b_above - a_above});
      if (b_above < a_above) result.push_back({order[j], order[i], a_above - b_above});
    }
  }
  return result;
}

// An order in which little of the wishes' weight points backwards: takes out sources and sinks, and
// where there are none the step that gains most (Eades, Lin, Smyth 1993).
std::vector<std::uint32_t> agreed_order(const std::vector<Crossover>& steps,
                                        const std::vector<Wish>& wishes) {
  const std::size_t count = steps.size();
  std::vector<std::vector<std::uint32_t>> incident(count);
  std::vector<int> out(count, 0), in(count, 0);
  for (std::uint32_t w = 0; w < wishes.size(); ++w) {
    incident[wishes[w].upper].push_back(w);
    incident[wishes[w].lower].push_back(w);
    out[wishes[w].upper] += wishes[w].weight;
    in[wishes[w].lower] += wishes[w].weight;
  }
  std::vector<std::uint32_t> first, last;
  std::vector<char> gone(count, 0);
  for (std::size_t left = count; left > 0; --left) {
    std::uint32_t best = 0xffffffffu;
    bool sink = false;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (gone[i] != 0) continue;
      if (in[i] == 0 || out[i] == 0) {
        best = i;
        sink = in[i] != 0;
        break;
      }
      if (best == 0xffffffffu || out[i] - in[i] > out[best] - in[best]) best = i;
    }
    gone[best] = 1;
    (sink ? last : first).push_back(best);
    for (const std::uint32_t w : incident[best]) {
      out[wishes[w].upper] -= wishes[w].weight;
      in[wishes[w].lower] -= wishes[w].weight;
    }
  }
  first.insert(first.end(), last.rbegin(), last.rend());
  return first;
}

}  // namespace

int assign_tracks(std::vector<Crossover>& steps) {
  const std::vector<Wish> wanted = wishes(steps);
  const std::vector<std::uint32_t> order = agreed_order(steps, wanted);
  std::vector<std::size_t> position(steps.size());
  for (std::size_t i = 0; i < order.size(); ++i) position[order[i]] = i;
  std::vector<std::vector<std::uint32_t>> uppers(steps.size());
  for (const Wish& w : wanted)
    if (position[w.upper] < position[w.lower])
      uppers[w.lower].push_back(w.upper);
    else
      uppers[w.upper].push_back(w.lower);
  std::vector<std::vector<std::uint32_t>> tracks;
  for (const std::uint32_t i : order) {
    int track = 0;
    for (const std::uint32_t upper : uppers[i]) track = std::max(track, steps[upper].track + 1);
    auto taken = [&](int t) {
      for (const std::uint32_t other : tracks[static_cast<std::size_t>(t)])
        if (share_width(steps[i], steps[other])) return true;
      return false;
    };
    while (track < static_cast<int>(tracks.size()) && taken(track)) ++track;
    if (track == static_cast<int>(tracks.size())) tracks.emplace_back();
    tracks[static_cast<std::size_t>(track)].push_back(i);
    steps[i].track = track;
  }
  return static_cast<int>(tracks.size());
}

}  // namespace joist::layout
