// The places of a data model: no table stands on another, and lines lead from row to row.
#include "layout/tables.hpp"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "layout/assemble.hpp"
#include "scene/card.hpp"
#include "tests/drawn_scene.hpp"

using namespace joist;

namespace {

scene::Scene model_of(const std::string& tables) {
  scene::Options options;
  options.tables = true;
  return tests::scene_of("postgres db; postgres other\n" + tables, options);
}

bool overlap(const layout::Rect& a, const layout::Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

// The inner part of a table, which no line may enter.
bool crosses(const std::vector<layout::Point>& points, const layout::Rect& rect) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto [left, right] = std::minmax(points[i - 1].x, points[i].x);
    const auto [top, bottom] = std::minmax(points[i - 1].y, points[i].y);
    if (left < rect.right() - 1 && right > rect.x + 1 && top < rect.bottom() - 1 &&
        bottom > rect.y + 1)
      return true;
  }
  return false;
}

const std::string hotel =
    "table hotels in db { id uuid key; name text(9) }\n"
    "table rooms in db { id uuid key; hotel_id uuid ref hotels.id; a int; b int; c int }\n"
    "table bookings in db { id uuid key; room_id uuid ref rooms.id; guest_id uuid ref guests.id;\n"
    "  hotel_id uuid ref hotels.id; parent uuid ref bookings.id }\n"
    "table guests in db { id uuid key; email text(9); referrer uuid ref guests.id }\n"
    "table payments in other { id uuid key; booking_id uuid ref bookings.id }\n"
    "table audit in db { id bigint key }\ntable log in db { id bigint key; text text(90) }\n";

}  // namespace

TEST_CASE("lines of a data model lead from the row that refers to the key's row") {
  const scene::Scene scene = model_of(hotel);
  const layout::Arrangement places = layout::arrange_tables(scene);
  REQUIRE(scene.lines.size() == 7);
  for (std::size_t i = 0; i < scene.lines.size(); ++i) {
    const scene::Line& line = scene.lines[i];
    const auto& points = places.routes[i].points;
    REQUIRE(line.from_row);
    REQUIRE(line.to_row);
    const auto height = [&](scene::BoxId box, std::uint32_t row) {
      return places.nodes[box.index()].y + scene::row_middle(scene.boxes[box.index()], row);
    };
    CHECK(points.front().y == doctest::Approx(height(line.from, *line.from_row)));
    CHECK(points.back().y == doctest::Approx(height(line.to, *line.to_row)));
    for (std::size_t k = 1; k < points.size(); ++k)
      CHECK((points[k].x == points[k - 1].x || points[k].y == points[k - 1].y));
    for (const layout::Rect& table : places.nodes) CHECK_FALSE(crosses(points, table));
  }
}

TEST_CASE("tables stand in columns that begin at one height, inside of their frames") {
  const scene::Scene scene = model_of(hotel);
  const layout::Arrangement places = layout::arrange_tables(scene);
  for (std::size_t i = 0; i < places.nodes.size(); ++i) {
    const layout::Rect& table = places.nodes[i];
    const layout::Rect& frame = places.frames[scene.boxes[i].panel.index()];
    CHECK(table.x > frame.x);
    CHECK(table.right() < frame.right());
    CHECK(table.y > frame.y);
    CHECK(table.bottom() < frame.bottom());
    for (std::size_t k = 0; k < i; ++k) CHECK_FALSE(overlap(table, places.nodes[k]));
  }
  const auto at = [&](const std::string& id) {
    for (std::size_t i = 0; i < scene.boxes.size(); ++i)
      if (scene.boxes[i].id == "table-" + id) return places.nodes[i];
    return layout::Rect{};
  };
  CHECK(at("bookings").y == at("rooms").y);
  CHECK(at("rooms").y == at("hotels").y);
  CHECK(at("audit").x < at("log").x);  // side by side, from the left
  CHECK(at("audit").y == at("log").y);
  CHECK(at("audit").y > at("rooms").bottom());
  CHECK_FALSE(overlap(places.frames[0], places.frames[1]));
}

TEST_CASE("tables that refer to each other in a ring, or to nothing, have places") {
  const scene::Scene ring = model_of(
      "table a in db { id int key; b_id int ref b.id }\n"
      "table b in db { id int key; c_id int ref c.id }\n"
      "table c in db { id int key; a_id int ref a.id }\n");
  const layout::Arrangement places = layout::arrange_tables(ring);
  for (std::size_t i = 0; i < ring.lines.size(); ++i) {
    CHECK(places.routes[i].points.size() >= 2);
    for (const layout::Rect& table : places.nodes)
      CHECK_FALSE(crosses(places.routes[i].points, table));
  }
  std::string many;
  for (int i = 0; i < 11; ++i) many += "table t" + std::to_string(i) + " { id int key }\n";
  const layout::Arrangement lone = layout::arrange_tables(model_of(many));
  CHECK(lone.nodes[0].x == lone.nodes[4].x);
  CHECK(lone.nodes[10].y > lone.nodes[6].y);
  CHECK(lone.size.height >= lone.nodes[10].bottom());
}
