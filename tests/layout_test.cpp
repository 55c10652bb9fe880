// Laws of every arrangement: nothing overlaps, nothing is lost, whatever engine placed it.
#include <algorithm>

#include <doctest/doctest.h>

#include "layout_designs.hpp"
#include "tests/sanitized.hpp"

namespace joist::layout {
namespace {

void holds(const Graph& graph, const Arrangement& arrangement) {
  const Metrics m = measure(graph, arrangement);
  CHECK(arrangement.nodes.size() == graph.nodes.size());
  CHECK(arrangement.frames.size() == graph.frames.size());
  CHECK(m.box_overlaps == 0);
  CHECK(m.label_overlaps == 0);
  CHECK(m.arrows_through_boxes == 0);
  CHECK(m.frame_overlaps == 0);
  CHECK(m.lost_arrows == 0);
}

TEST_CASE("random designs have no faults, with either engine and in either direction") {
  ForkWorld world;
  for (const char* engine : {"graphviz", "grid"}) {
    for (const Direction direction : {Direction::down, Direction::right, Direction::automatic}) {
      for (const int nodes : {10, 30, 100, 300}) {
        if (tests::is_sanitized && nodes > 100) continue;
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
          CAPTURE(engine);
          CAPTURE(nodes);
          CAPTURE(seed);
          Graph graph = random_design({nodes, seed == 3 ? 3.0 : 1.5, 0.5, seed, seed == 2});
          graph.direction = direction;
          const Arrangement arrangement = arrange(world, graph, {engine});
          CHECK(arrangement.engine == engine);
          CHECK(arrangement.troubles.empty());
          holds(graph, arrangement);
        }
      }
    }
  }
}

TEST_CASE("a node is as long as its lines want on the sides where they end, and no larger") {
  ForkWorld world;
  Graph graph;
  graph.nodes = {{{100, 50}, FrameId(), {300, 200}}, {{100, 50}, FrameId()}};
  graph.edges = {{NodeId(0), NodeId(1), {}, 1.5, 1, false, true}};
  graph.direction = Direction::down;
  const Rect down = arrange(world, graph).nodes[0];
  CHECK(down.width == 300);
  CHECK(down.height == 50);
  graph.direction = Direction::right;
  const Rect right = arrange(world, graph).nodes[0];
  CHECK(right.width == 100);
  CHECK(right.height == 200);
}

TEST_CASE("lines keep off the corners of a node, unless they need the room") {
  ForkWorld world;
  Graph graph;
  graph.direction = Direction::down;
  graph.nodes = {{{120, 50}, FrameId(), {}, {40, 10}}};
  for (const std::size_t lines : {2u, 9u}) {
    while (graph.nodes.size() <= lines) {
      graph.edges.push_back({NodeId(0), NodeId(graph.nodes.size()), {}, 1.5, 1, false, true});
      graph.nodes.push_back({{100, 50}, FrameId()});
    }
    const Arrangement drawn = arrange(world, graph);
    double nearest = 120;
    for (const Route& route : drawn.routes) {
      const double at = route.points.front().x - drawn.nodes[0].x;
      nearest = std::min({nearest, at, 120 - at});
    }
    CHECK(nearest >= (lines == 2 ? 40 : 9));
    if (lines == 9) CHECK(nearest < 40);
  }
}

TEST_CASE("groups that are alike and lead to each other stand side by side") {
  ForkWorld world;
  Graph graph;
  const auto line = [&](std::size_t from, std::size_t to, bool backward) {
    graph.edges.push_back({NodeId(from), NodeId(to), {}, 1.5, 1, backward, true});
  };
  graph.nodes.push_back({{100, 50}, FrameId()});
  for (std::size_t f = 0; f < 2; ++f) {
    graph.frames.push_back({FrameId(), {80, 20}});
    for (std::size_t row = 0; row < 3; ++row) graph.nodes.push_back({{100, 50}, FrameId(f)});
    line(0, 1 + 3 * f, false);
    line(1 + 3 * f, 2 + 3 * f, false);
    line(2 + 3 * f, 3 + 3 * f, false);
  }
  line(3, 5, false);  // from the log of each to the store of the other; one closes a ring
  line(6, 2, true);
  for (const Direction direction : {Direction::down, Direction::right}) {
    graph.direction = direction;
    const Arrangement drawn = arrange(world, graph);
    holds(graph, drawn);
    for (const std::size_t row : {1u, 2u, 3u}) {
      const Rect &a = drawn.nodes[row], &b = drawn.nodes[row + 3];
      CHECK((direction == Direction::down ? a.y == b.y : a.x == b.x));
    }
  }
}

// Of four designs together. What peers reach with seed 1 (ELK, the best of them): 9 crossings and
// 4.0 Mpx at 30, 133 and 22.6 Mpx at 100; `dot` 2.5 and 9.9 million square points.
TEST_CASE("random designs are drawn as calmly and as small as they were") {
  const struct {
    int nodes;
    double arrows;         // of each
    int crossings, bends;  // no more than that
    double megapixels, narrowest, widest;
  } ceilings[] = {
      {10, 1.5, 16, 115, 2.3, 0.6, 2.6},   {30, 1.5, 115, 460, 10, 0.6, 2.6},
      {100, 1.5, 690, 1600, 57.5, 0.5, 2}, {100, 3, 4000, 5000, 81, 0.5, 2},
      {30, 3, 790, 1400, 14.6, 0.6, 2.6},  {300, 1.5, 2800, 5400, 180, 0.5, 2},
  };
  ForkWorld world;
  for (const auto& most : ceilings) {
    Metrics sum;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      const Graph graph = random_design({most.nodes, most.arrows, 0.5, seed, false});
      const Metrics m = measure(graph, arrange(world, graph));
      sum.crossings += m.crossings;
      sum.bends += m.bends;
      sum.area += m.area / 1e6;
      CAPTURE(seed);
      CHECK(m.aspect >= most.narrowest);
      CHECK(m.aspect <= most.widest);
    }
    CAPTURE(most.nodes);
    CAPTURE(most.arrows);
    CHECK(sum.crossings <= most.crossings);
    CHECK(sum.bends <= most.bends);
    CHECK(sum.area <= most.megapixels);
  }
}

TEST_CASE("the judge sees every kind of fault") {
  Graph graph;
  graph.frames = {{FrameId(), {40, 16}}};
  graph.nodes = {{{100, 50}, FrameId(0)}, {{100, 50}, FrameId()}, {{100, 50}, FrameId()}};
  graph.edges = {{NodeId(0), NodeId(1), {60, 20}, 1.5, 1, false, true}};
  Arrangement good;
  good.size = {400, 400};
  good.nodes = {{20, 40, 100, 50}, {20, 200, 100, 50}, {200, 200, 100, 50}};
  good.frames = {{0, 0, 140, 110}};
  good.routes = {{{{70, 90}, {70, 200}}, {40, 130, 60, 20}}};
  holds(graph, good);
  SUBCASE("a box over another") {
    good.nodes[2] = {100, 220, 100, 50};
    CHECK(measure(graph, good).box_overlaps == 1);
  }
  SUBCASE("a label over a box") {
    good.routes[0].label = {40, 190, 60, 20};
    CHECK(measure(graph, good).label_overlaps == 1);
  }
  SUBCASE("an arrow through a box") {
    good.nodes[2] = {20, 120, 100, 50};
    good.routes[0].label = {200, 0, 60, 20};
    CHECK(measure(graph, good).arrows_through_boxes == 1);
  }
  SUBCASE("an arrow through a title") {
    good.routes[0].points = {{30, 40}, {30, -10}, {150, -10}, {150, 180}, {70, 180}, {70, 200}};
    CHECK(measure(graph, good).arrows_through_boxes == 1);
  }
  SUBCASE("a box outside its frame") {
    good.nodes[0] = {200, 40, 100, 50};
    CHECK(measure(graph, good).frame_overlaps == 1);
    CHECK(measure(graph, good).lost_arrows == 1);
  }
  SUBCASE("a stranger in a frame") {
    good.nodes[2] = {130, 50, 100, 50};
    CHECK(measure(graph, good).frame_overlaps == 1);
  }
  SUBCASE("an arrow that is not drawn") {
    good.routes[0].points.clear();
    CHECK(measure(graph, good).lost_arrows == 1);
  }
  SUBCASE("lines that cross, and lines on each other") {
    graph.edges.push_back({NodeId(1), NodeId(2), {}, 1.5, 1, false, true});
    good.routes.push_back({{{120, 220},
                            {160, 220},
                            {160, 150},
                            {50, 150},
                            {50, 180},
                            {180, 180},
                            {180, 220},
                            {200, 220}},
                           {}});
    CHECK(measure(graph, good).crossings == 2);
    good.routes[1].points = {{70, 200}, {70, 150}, {180, 150}, {180, 220}, {200, 220}};
    CHECK(measure(graph, good).crossings == 1);
  }
}

}  // namespace
}  // namespace joist::layout
