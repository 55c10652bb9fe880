// Lines are kept one by one, those that matter most to the direction first, as long as none closes
// a ring with those kept before.
#include "scene/backward.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace joist::scene {
namespace {

enum class State : std::uint8_t { fresh, open, done };

// An order of the boxes that all kept lines respect (Pearce, Kelly: "A Dynamic Topological Sort
// Algorithm for Directed Acyclic Graphs", ACM Journal of Experimental Algorithmics 11, 2006).
class Sequence {
 public:
  explicit Sequence(std::size_t count)
      : place_(count), after_(count), before_(count), seen_(count, false) {
    std::iota(place_.begin(), place_.end(), std::size_t{0});
  }

  // False, and nothing kept, where the line would close a ring.
  bool keep(std::size_t from, std::size_t to) {
    if (place_[from] > place_[to]) {
      const std::vector<std::size_t> later = reached(to, after_, place_[to], place_[from]);
      if (std::find(later.begin(), later.end(), from) != later.end()) return false;
      reorder(reached(from, before_, place_[to], place_[from]), later);
    }
    after_[from].push_back(to);
    before_[to].push_back(from);
    return true;
  }

 private:
  using Neighbours = std::vector<std::vector<std::size_t>>;

  // From a box on, those whose place is from `first` to `last`.
  std::vector<std::size_t> reached(std::size_t start, const Neighbours& next, std::size_t first,
                                   std::size_t last) {
    std::vector<std::size_t> found{start};
    seen_[start] = true;
    for (std::size_t i = 0; i < found.size(); ++i) {
      for (const std::size_t box : next[found[i]]) {
        if (seen_[box] || place_[box] < first || place_[box] > last) continue;
        seen_[box] = true;
        found.push_back(box);
      }
    }
    for (const std::size_t box : found) seen_[box] = false;
    return found;
  }

  // Gives the places of both to the earlier, then to the later ones.
  void reorder(std::vector<std::size_t> earlier, std::vector<std::size_t> later) {
    const auto by_place = [&](std::size_t a, std::size_t b) { return place_[a] < place_[b]; };
    std::sort(earlier.begin(), earlier.end(), by_place);
    std::sort(later.begin(), later.end(), by_place);
    earlier.insert(earlier.end(), later.begin(), later.end());
    std::vector<std::size_t> places;
    for (const std::size_t box : earlier) places.push_back(place_[box]);
    std::sort(places.begin(), places.end());
    for (std::size_t i = 0; i < earlier.size(); ++i) place_[earlier[i]] = places[i];
  }

  std::vector<std::size_t> place_;
  Neighbours after_, before_;
  std::vector<bool> seen_;
};

class Walk {
 public:
  Walk(const std::vector<Line>& lines, const std::vector<Box>& boxes)
      : lines_(lines),
        boxes_(boxes),
        leaving_(boxes.size()),
        entered_(boxes.size(), false),
        marks_(boxes.size(), State::fresh),
        closing_(lines.size(), false),
        met_(lines.size(), 0) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].stroke == Stroke::dotted || lines[i].from == lines[i].to) continue;
      leaving_[lines[i].from.index()].push_back(i);
      entered_[lines[i].to.index()] = true;
    }
    // The hottest flow first, then calls.
    for (auto& leaving : leaving_)
      std::stable_sort(leaving.begin(), leaving.end(), [&](std::size_t a, std::size_t b) {
        return std::make_tuple(!lines[a].hot, lines[a].stroke == Stroke::dashed) <
               std::make_tuple(!lines[b].hot, lines[b].stroke == Stroke::dashed);
      });
  }

  // All lines but relations and loops, those that matter most to the direction first.
  std::vector<std::size_t> order(const std::vector<BoxId>& entries) {
    start([&](std::size_t i) { return is_source(i) && !entered_[i]; });
    start([&](std::size_t i) { return is_source(i); });
    for (const BoxId entry : entries) start([&](std::size_t i) { return i == entry.index(); });
    start([&](std::size_t i) { return !entered_[i]; });
    start([](std::size_t) { return true; });
    std::vector<std::size_t> result;
    for (const auto& leaving : leaving_)
      result.insert(result.end(), leaving.begin(), leaving.end());
    std::sort(result.begin(), result.end(), [&](std::size_t a, std::size_t b) {
      return std::make_tuple(into_source(a), !lines_[a].hot, bool(closing_[a]), met_[a]) <
             std::make_tuple(into_source(b), !lines_[b].hot, bool(closing_[b]), met_[b]);
    });
    return result;
  }

 private:
  bool is_source(std::size_t box) const { return boxes_[box].shape == Shape::source; }
  bool into_source(std::size_t line) const {
    return is_source(lines_[line].to.index()) && !is_source(lines_[line].from.index());
  }

  template <class Wanted>
  void start(const Wanted& wanted) {
    for (std::size_t i = 0; i < boxes_.size(); ++i)
      if (marks_[i] == State::fresh && wanted(i)) walk(i);
  }

  // Depth first from one box: lines that lead to a box still open close a ring. Lines into sources
  // are not followed.
  void walk(std::size_t root) {
    std::vector<std::pair<std::size_t, std::size_t>> stack{{root, 0}};
    marks_[root] = State::open;
    while (!stack.empty()) {
      auto& [box, next] = stack.back();
      if (next == leaving_[box].size()) {
        marks_[box] = State::done;
        stack.pop_back();
        continue;
      }
      const std::size_t line = leaving_[box][next++];
      met_[line] = ++count_;
      if (into_source(line)) continue;
      const std::size_t to = lines_[line].to.index();
      if (marks_[to] == State::open) closing_[line] = true;
      if (marks_[to] != State::fresh) continue;
      marks_[to] = State::open;
      stack.emplace_back(to, 0);
    }
  }

  const std::vector<Line>& lines_;
  const std::vector<Box>& boxes_;
  std::vector<std::vector<std::size_t>> leaving_;  // lines, by box
  std::vector<bool> entered_;                      // by box
  std::vector<State> marks_;
  std::vector<bool> closing_;     // by line
  std::vector<std::size_t> met_;  // by line, the how manieth it was
  std::size_t count_ = 0;
};

}  // namespace

void find_backward(std::vector<Line>& lines, const std::vector<Box>& boxes,
                   const std::vector<BoxId>& entries) {
  Sequence sequence(boxes.size());
  for (const std::size_t i : Walk(lines, boxes).order(entries))
    lines[i].backward = !sequence.keep(lines[i].from.index(), lines[i].to.index());
}

}  // namespace joist::scene
