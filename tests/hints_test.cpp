// Layout hints hold: direction, rank and order, in groups and across them; and a small edit moves
// little.
#include <algorithm>
#include <cmath>
#include <map>

#include <doctest/doctest.h>

#include "emit/render.hpp"
#include "layout/assemble.hpp"
#include "project/project.hpp"
#include "tests/layout_designs.hpp"
#include "tests/memory_world.hpp"
#include "tests/turned_pairs.hpp"

using namespace joist;
using layout::Arrangement;
using layout::Direction;
using layout::FrameId;
using layout::Graph;
using layout::Metrics;
using layout::NodeId;
using layout::Rect;

namespace {

struct Middle {
  double x = 0, y = 0;
};

// The middle of every box and frame of a design, by id.
std::map<std::string, Middle> drawn(const std::string& text, const scene::Options& options = {}) {
  tests::MemoryWorld files;
  const project::Project project = project::load_text(files, "/work/d.joist", text);
  const scene::Subject subject{project.base.model, project.base.results, project.findings};
  const scene::Composed composed = scene::compose(subject, options);
  REQUIRE(composed.trouble.empty());
  layout::ForkWorld world;
  const Graph graph = layout::graph_of(composed.scene);
  const Arrangement arrangement = layout::arrange(world, graph);
  std::map<std::string, Middle> result;
  const auto add = [&](const std::string& id, const Rect& r) {
    result[id] = {r.x + r.width / 2, r.y + r.height / 2};
  };
  for (std::size_t i = 0; i < composed.scene.boxes.size(); ++i)
    add(composed.scene.boxes[i].id, arrangement.nodes[i]);
  for (std::size_t i = 0; i < composed.scene.panels.size(); ++i)
    add(composed.scene.panels[i].id, arrangement.frames[i]);
  return result;
}

const std::string fan = "a -> b, c, d -> e\n";

// Different nodes, no two of one frame around one of another: what an order can ask for.
std::vector<NodeId> choose(const Graph& graph, std::uint64_t seed) {
  std::uint64_t state = seed * 7919 + 17;
  const auto holds = [&](std::size_t frame, NodeId node) {
    for (FrameId f = graph.nodes[node.index()].frame; f; f = graph.frames[f.index()].parent)
      if (f.index() == frame) return true;
    return false;
  };
  while (true) {
    std::vector<NodeId> chosen;
    for (int i = 0; i < 3; ++i) {
      state = state * 6364136223846793005ull + 1442695040888963407ull;
      chosen.emplace_back(static_cast<std::size_t>((state >> 33) % graph.nodes.size()));
    }
    bool possible = chosen[0] != chosen[1] && chosen[1] != chosen[2] && chosen[0] != chosen[2];
    for (std::size_t f = 0; f < graph.frames.size(); ++f)
      if (holds(f, chosen[0]) && holds(f, chosen[2]) && !holds(f, chosen[1])) possible = false;
    if (possible) return chosen;
  }
}

}  // namespace

TEST_CASE("arrows lead where the direction says") {
  const auto down = drawn("direction: down\n" + fan), right = drawn("direction: right\n" + fan);
  CHECK(down.at("a").y < down.at("b").y);
  CHECK(down.at("b").y < down.at("e").y);
  CHECK(right.at("a").x < right.at("b").x);
  CHECK(right.at("b").x < right.at("e").x);
  scene::Options options;
  options.view = "v";
  const auto view = drawn("view v { show a, b; direction: right }\na -> b\n", options);
  CHECK(view.at("a").x < view.at("b").x);
  CHECK(view.at("a").y == view.at("b").y);
}

TEST_CASE("what shares a rank stands side by side, also across groups") {
  const std::string chain = "direction: down\na -> b -> c -> d\n";
  CHECK(drawn(chain).at("b").y < drawn(chain).at("d").y);
  const auto ranked = drawn(chain + "rank: b, d\n");
  CHECK(ranked.at("b").y == ranked.at("d").y);
  const std::string groups =
      "direction: down\ngroup g { service a, b }\ngroup h { service c, d }\n"
      "a -> b -> c -> d\n";
  CHECK(drawn(groups).at("g.a").y < drawn(groups).at("h.d").y);
  const auto across = drawn(groups + "rank: a, d\n");
  CHECK(across.at("g.a").y == across.at("h.d").y);
  const auto sideways = drawn("direction: right\na -> b -> c -> d\nrank: b, d\n");
  CHECK(sideways.at("b").x == sideways.at("d").x);
}

TEST_CASE("an order holds in one row, in several, in a group, and of groups") {
  for (const std::string order : {"b, c, d", "d, c, b", "c, d, b"}) {
    const auto row = drawn("direction: down\n" + fan + "order: " + order + "\n");
    const auto column = drawn("direction: right\n" + fan + "order: " + order + "\n");
    const auto inside = drawn("direction: down\ngroup g {\n  service a, b, c, d, e\n  " + fan +
                              "}\norder: " + order + "\n");
    const std::string first = order.substr(0, 1), second = order.substr(3, 1),
                      third = order.substr(6);
    CHECK(row.at(first).x < row.at(second).x);
    CHECK(row.at(second).x < row.at(third).x);
    CHECK(column.at(first).y < column.at(second).y);
    CHECK(column.at(second).y < column.at(third).y);
    CHECK(inside.at("g." + first).x < inside.at("g." + second).x);
    CHECK(inside.at("g." + second).x < inside.at("g." + third).x);
  }
  for (const std::string order : {"a, b, c", "c, b, a"}) {
    const auto rows = drawn("direction: down\na -> b -> c\na -> c\norder: " + order + "\n");
    CHECK((rows.at("a").x < rows.at("b").x) == (order == "a, b, c"));
    CHECK((rows.at("b").x < rows.at("c").x) == (order == "a, b, c"));
  }
  for (const std::string order : {"us, eu, asia", "asia, us, eu"}) {
    const auto groups = drawn(
        "direction: down\nregion eu, us, asia { service api; postgres db; api -> db }\n"
        "client app\napp -> eu.api, us.api, asia.api\norder: " +
        order + "\n");
    CHECK(groups.at("us").x < groups.at("eu").x);
    CHECK((groups.at("asia").x < groups.at("us").x) == (order == "asia, us, eu"));
  }
}

TEST_CASE("hints hold in random designs, and break nothing") {
  for (const int nodes : {8, 30, 100}) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
      CAPTURE(nodes);
      CAPTURE(seed);
      Graph graph = layout::random_design({nodes, 1.5, 0.5, seed, false});
      const bool down = seed % 2 == 0;
      graph.direction = down ? Direction::down : Direction::right;
      const std::vector<NodeId> chosen = choose(graph, seed);
      graph.orders = {chosen};
      const bool ranked = seed % 3 != 0;
      if (ranked) graph.same_rank = {chosen};
      layout::ForkWorld world;
      const Arrangement a = layout::arrange(world, graph);
      const Metrics m = layout::measure(graph, a);
      CHECK(m.box_overlaps + m.label_overlaps + m.arrows_through_boxes + m.frame_overlaps == 0);
      CHECK(m.lost_arrows == 0);
      for (std::size_t i = 0; i + 1 < chosen.size(); ++i) {
        const Rect &one = a.nodes[chosen[i].index()], &next = a.nodes[chosen[i + 1].index()];
        const Middle p{one.x + one.width / 2, one.y + one.height / 2};
        const Middle q{next.x + next.width / 2, next.y + next.height / 2};
        CHECK((down ? p.x < q.x : p.y < q.y));
        if (ranked) CHECK(std::abs(down ? p.y - q.y : p.x - q.x) < 1);
      }
    }
  }
}

TEST_CASE("hints that contradict each other, or the groups, still give a picture") {
  const std::string groups =
      "direction: down\ngroup g { service a, b }\ngroup h { service c, d }\n"
      "a -> b -> c -> d\n";
  for (const char* hints :
       {"order: a, c, b, d\n", "order: a, b\norder: b, a\n", "rank: a, d\nrank: b, c\n",
        "rank: a, b, c, d\norder: a, c, b, d\n", "rank: a, a\norder: a, a, b\n"}) {
    CAPTURE(hints);
    CHECK(drawn(groups + hints).size() == 6);
  }
}

namespace {

enum class Change { wider_box, wider_pill, leaf, between, arrow, removal };

Graph edited(Graph graph, Change edit, std::uint64_t seed) {
  const std::size_t arrow = (seed * 31 + 7) % graph.edges.size();
  const std::size_t node = (seed * 17 + 3) % graph.nodes.size();
  const auto add = [&](std::size_t beside) {
    graph.nodes.push_back({{140, 56}, graph.nodes[beside].frame});
    return NodeId(graph.nodes.size() - 1);
  };
  const auto join = [&](NodeId from, NodeId to) {
    graph.edges.push_back({from, to, {50, 20}, 1.5, 1, false, true});
  };
  const NodeId from = graph.edges[arrow].from, to = graph.edges[arrow].to;
  switch (edit) {
    case Change::wider_box:
      graph.nodes[node].size.width += 24;
      break;
    case Change::wider_pill:
      graph.edges[arrow].label = {graph.edges[arrow].label.width + 30, 20};
      break;
    case Change::leaf:
      join(NodeId(node), add(node));
      break;
    case Change::between: {
      const NodeId middle = add(to.index());
      join(from, middle);
      join(middle, to);
      break;
    }
    case Change::arrow: {
      const std::size_t other = (node * 7 + seed * 13 + 1) % graph.nodes.size();
      join(NodeId(node), NodeId(other == node ? (other + 1) % graph.nodes.size() : other));
      break;
    }
    case Change::removal:
      graph.edges.erase(graph.edges.begin() + static_cast<std::ptrdiff_t>(arrow));
      break;
  }
  return graph;
}

}  // namespace

TEST_CASE("a small edit moves little") {
  const struct {
    Change edit;
    double most;  // of all pairs of boxes, on average; half would be another drawing
  } edits[] = {{Change::wider_box, 0.03}, {Change::wider_pill, 0.03}, {Change::leaf, 0.13},
               {Change::between, 0.12},   {Change::arrow, 0.125},     {Change::removal, 0.08}};
  for (const auto& each : edits) {
    double sum = 0, count = 0;
    for (const int nodes : {10, 30, 100}) {
      for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        layout::ForkWorld world;
        const Graph graph = layout::random_design({nodes, 1.5, 0.5, seed, false});
        const Arrangement before = layout::arrange(world, graph);
        const Arrangement after = layout::arrange(world, edited(graph, each.edit, seed));
        sum += tests::turned_pairs(before, after, graph.nodes.size());
        count += 1;
      }
    }
    CAPTURE(static_cast<int>(each.edit));
    CHECK(sum / count <= each.most);
  }
}
