// Scenes placed and written: contrast, texts inside their cards, and what each format promises.
#include <algorithm>
#include <map>
#include <set>

#include <doctest/doctest.h>

#include "emit/cells.hpp"
#include "emit/emitter.hpp"
#include "emit/render.hpp"
#include "emit/sheet.hpp"
#include "emit/svg.hpp"
#include "emit/xml.hpp"
#include "layout/assemble.hpp"
#include "scene/card.hpp"
#include "tests/markup.hpp"
#include "tests/memory_world.hpp"

using namespace joist;
using joist::tests::is_well_formed;
using joist::tests::values;
using layout::Rect;

namespace {

constexpr std::string_view icon =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" fill=\"none\" "
    "stroke=\"currentColor\"><circle cx=\"12\" cy=\"12\" r=\"9\"/></svg>";

// One of everything: every shape, band, stroke, head and mark, in two frames.
scene::Scene everything() {
  scene::Scene scene;
  scene.title = "Everything & more";
  scene.subtitle = "One <of> each";
  scene.headlines = {{"136%", "Tweets, the hottest", scene::Band::over},
                     {"80%", "tight", scene::Band::tight}};
  scene.panels.resize(2);
  scene.panels[0].id = scene.panels[0].label = "us";
  scene.panels[0].quiet = "Region";
  scene.panels[0].icon = icon;
  scene.panels[0].badges = {{Severity::warning, 2}};
  scene.panels[1].id = scene.panels[1].label = "us.a";
  scene.panels[1].parent = scene::PanelId(0);
  scene.panels[1].depth = 1;
  for (int shape = 0; shape <= static_cast<int>(scene::Shape::closed); ++shape) {
    scene::Box box;
    box.shape = static_cast<scene::Shape>(shape);
    box.id = box.label = "box" + std::to_string(shape);
    box.quiet = "Kind \u00d7 3";
    if (shape % 2 == 0) box.icon = icon;
    if (shape % 3 == 0)
      box.load = "434k/s";
    else
      box.meter = {0.5 * shape, shape > 3 ? scene::Band::over : scene::Band::tight, "1/s of 2",
                   "50%"};
    if (shape > 2) box.panel = scene::PanelId(shape > 5 ? 1 : 0);
    box.ring = shape == 4;
    if (shape == 4) box.badges = {{Severity::error, 1}, {Severity::note, 3}};
    if (shape == 5) box.link = "https://example.org/?a=1&b=2";
    scene.boxes.push_back(box);
    scene.legend.shapes.push_back(box.shape);
  }
  for (std::size_t i = 0; i + 1 < scene.boxes.size(); ++i) {
    scene::Line line;
    line.from = scene::BoxId(i);
    line.to = scene::BoxId(i + 1);
    line.id = "l" + std::to_string(i);
    line.stroke = static_cast<scene::Stroke>(i % 3);
    line.head = static_cast<scene::Head>(i % 5);
    line.hot = i % 2 == 0;
    line.pill = {{"4k/s", ""}, {"", "label " + std::to_string(i)}};
    line.spoken = "a calls b";
    scene.lines.push_back(line);
  }
  scene.legend.calls = scene.legend.messages = scene.legend.relations = true;
  scene.legend.reads = scene.legend.writes = scene.legend.both = scene.legend.ring = true;
  scene.legend.fine = scene.legend.tight = scene.legend.over = true;
  scene.legend.hot = "read";
  scene.findings = {{{Severity::error, 1}, "`a` is <over>", "add `2` more"},
                    {{Severity::warning, 2}, "b", ""},
                    {{Severity::note, 3}, "c", ""}};
  scene.notes = {"a note"};
  for (scene::Box& box : scene.boxes) scene::size_card(box);
  for (scene::Panel& panel : scene.panels) scene::size_tab(panel);
  for (scene::Line& line : scene.lines) scene::size_pill(line);
  return scene;
}

layout::Arrangement placed(const layout::Graph& graph) {
  tests::MemoryWorld world;
  layout::ArrangeOptions options;
  options.engine = "grid";
  return layout::arrange(world, graph, options);
}

std::string written(const std::string& format, const scene::Scene& scene,
                    emit::Theme theme = emit::Theme::automatic) {
  const layout::Arrangement arrangement = placed(layout::graph_of(scene));
  const layout::Picture picture = layout::assemble(scene, arrangement);
  const emit::Emitter* emitter = emit::find_emitter(format);
  REQUIRE(emitter);
  return emitter->write({scene, arrangement, picture, theme}).bytes;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("every text contrasts 4.5 to 1 in every theme") {
  const scene::Scene scene = everything();
  layout::Picture picture = layout::assemble(scene, placed(layout::graph_of(scene)));
  for (const scene::Palette& palette : scene::palettes()) {
    CHECK_MESSAGE(layout::low_contrast(picture, palette) == 0, palette.name);
  }
  layout::Group group;
  group.items.push_back(layout::Words{
      {}, {}, 12, {{"x", scene::Weight::regular, scene::Color::canvas}}, scene::Color::card, 1});
  picture.groups.push_back(group);
  CHECK(layout::low_contrast(picture) == 1);
}

TEST_CASE("texts stand inside of their cards and pills") {
  const scene::Scene scene = everything();
  const layout::Arrangement arrangement = placed(layout::graph_of(scene));
  std::size_t seen = 0;
  for (std::size_t i = 0; i < scene.boxes.size(); ++i) {
    layout::Group group;
    const Rect rect = arrangement.nodes[i];
    layout::draw_card(scene.boxes[i], rect, group);
    for (const layout::Item& item : group.items) {
      const auto* words = std::get_if<layout::Words>(&item);
      if (!words) continue;
      ++seen;
      const double shift = words->anchor == layout::Anchor::end      ? words->width
                           : words->anchor == layout::Anchor::middle ? words->width / 2
                                                                     : 0;
      CHECK(words->at.x - shift >= rect.x + 5);
      CHECK(words->at.x - shift + words->width <= rect.right() - 5);
      CHECK(words->at.y - words->size * 0.72 >= rect.y + 4);
      CHECK(words->at.y <= rect.bottom() - 4);
    }
  }
  CHECK(seen > 20);
}

TEST_CASE("an end on the border moves onto the outline of the shape") {
  const Rect rect{0, 0, 100, 40};
  using scene::Shape;
  CHECK(layout::onto_outline(Shape::pass, rect, {10, 0}) == layout::Point{10, 0});
  CHECK(layout::onto_outline(Shape::store, rect, {50, 0}) == layout::Point{50, 0});
  CHECK(layout::onto_outline(Shape::store, rect, {5, 0}).y > 3);
  CHECK(layout::onto_outline(Shape::store, rect, {5, 40}).y < 37);
  CHECK(layout::onto_outline(Shape::queue, rect, {0, 20}) == layout::Point{0, 20});
  CHECK(layout::onto_outline(Shape::split, rect, {50, 0}) == layout::Point{50, 0});
  CHECK(layout::onto_outline(Shape::split, rect, {100 - scene::split_point / 2, 0}).y == 10);
  CHECK(layout::onto_outline(Shape::split, rect, {100, 0}) == layout::Point{100, 20});
  CHECK(layout::onto_outline(Shape::split, rect, {0, 40}) == layout::Point{0, 20});
  CHECK(layout::onto_outline(Shape::source, rect, {10, 0}).y == doctest::Approx(2.68).epsilon(.01));
  CHECK(layout::onto_outline(Shape::cache, rect, {96, 0}).y == scene::cache_cut - 4);
  CHECK(layout::onto_outline(Shape::cache, rect, {96, 40}) == layout::Point{96, 40});
  CHECK(layout::onto_outline(Shape::compute, rect, {3, 40}).y == 40 - scene::compute_cut + 3);
}

TEST_CASE("an SVG is well formed and holds nothing that a viewer may refuse") {
  const std::string svg = written("svg", everything());
  CHECK(is_well_formed(svg));
  CHECK_FALSE(is_well_formed("<svg><g></svg>"));
  for (const char* refused : {"var(", "foreignObject", "<script", "@import", "url(", "<image",
                              "dominant-baseline", "marker"}) {
    CHECK_MESSAGE(svg.find(refused) == std::string::npos, refused);
  }
  CHECK(count_of(svg, "@media") == 1);
  CHECK(svg.find("role=\"graphics-document document\"") != std::string::npos);
  CHECK(svg.find("<title id=") < svg.find("<desc id="));
  CHECK(svg.find("<desc id=") < svg.find("<style>"));
  CHECK(svg.find("<a href=\"https://example.org/?a=1&amp;b=2\">") != std::string::npos);
  CHECK(count_of(svg, "role=\"graphics-symbol\"") >= 8);
}

TEST_CASE("ids are unique, prefixed and resolved") {
  scene::Scene scene = everything();
  scene.boxes[1].id = scene.boxes[2].id;  // may not happen, must not break the file
  const std::string svg = written("svg", scene);
  const std::vector<std::string> ids = values(svg, "id");
  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == ids.size());
  for (const std::string& id : ids) CHECK(id.starts_with("joist-"));
  CHECK(ids.size() > 20);
}

TEST_CASE("every class of a colour has its dark value, and no other") {
  const std::string svg = written("svg", everything());
  std::set<std::string> used, defined;
  for (const std::string& all : values(svg, "class")) {
    std::size_t at = 0;
    while (at < all.size()) {
      const std::size_t end = std::min(all.find(' ', at), all.size());
      const std::string one = all.substr(at, end - at);
      if (!one.starts_with("joist-")) used.insert(one);
      at = end + 1;
    }
  }
  const std::string css =
      svg.substr(svg.find("<style>"), svg.find("</style>") - svg.find("<style>"));
  for (std::size_t at = css.find("\n.j"); at != std::string::npos; at = css.find("\n.j", at + 1)) {
    defined.insert(css.substr(at + 2, css.find(' ', at) - at - 2));
  }
  CHECK(used == defined);
  CHECK(used.size() > 20);
}

TEST_CASE("a fixed theme has its colours as attributes and no style") {
  const std::string light = written("svg", everything(), emit::Theme::light);
  const std::string dark = written("svg", everything(), emit::Theme::dark);
  CHECK(light.find("<style>") == std::string::npos);
  CHECK(dark.find("<style>") == std::string::npos);
  CHECK(light.find("#0d1117") == std::string::npos);
  CHECK(dark.find("#0d1117") != std::string::npos);
}

TEST_CASE("a theme that is the same on all pages has no style either") {
  const scene::Scene scene = everything();
  const layout::Arrangement arrangement = placed(layout::graph_of(scene));
  const layout::Picture picture = layout::assemble(scene, arrangement);
  const auto drawn = [&](std::string_view theme) {
    return emit::find_emitter("svg")
        ->write({scene, arrangement, picture, emit::Theme::automatic, "joist-",
                 *scene::find_palette(theme)})
        .bytes;
  };
  CHECK(drawn("print").find("<style>") == std::string::npos);
  CHECK(drawn("contrast").find("<style>") != std::string::npos);
  CHECK(drawn("neutral") == written("svg", scene));
}

TEST_CASE("the same scene gives the same bytes in every format") {
  const scene::Scene scene = everything();
  for (const emit::Emitter* emitter : emit::formats::catalogue()) {
    if (emitter->needs == emit::Needs::cells) continue;
    CHECK_MESSAGE(
        written(std::string(emitter->name), scene) == written(std::string(emitter->name), scene),
        emitter->name);
  }
}

TEST_CASE("formats are found by name and by extension") {
  for (const char* name : {"svg", "png", "pdf", "dot", "json", "text", "mermaid", "d2"}) {
    CHECK_MESSAGE(emit::find_emitter(name) != nullptr, name);
  }
  CHECK(emit::find_emitter("bmp") == nullptr);
  CHECK(emit::emitter_for("out.v2/a.gv") == emit::find_emitter("dot"));
  CHECK(emit::emitter_for("out.svg/a") == nullptr);
}

TEST_CASE("PNG and PDF come out, or say what is missing") {
  const scene::Scene scene = everything();
  const layout::Arrangement arrangement = placed(layout::graph_of(scene));
  const layout::Picture picture = layout::assemble(scene, arrangement);
  const std::map<std::string, std::string> beginnings = {{"png", "\x89PNG"}, {"pdf", "%PDF-"}};
  for (const auto& [name, beginning] : beginnings) {
    const emit::Written result =
        emit::find_emitter(name)->write({scene, arrangement, picture, emit::Theme::automatic});
    if (result.trouble.empty())
      CHECK(result.bytes.starts_with(beginning));
    else
      CHECK(result.trouble.find("librsvg") != std::string::npos);
  }
}

TEST_CASE("what XML cannot hold is replaced, what it means is escaped") {
  CHECK(emit::escaped("a<b>&\"'") == "a&lt;b&gt;&amp;&quot;&#39;");
  CHECK(emit::escaped(std::string("a\0b\x1b", 4)) == "a\ufffdb\ufffd");
  CHECK(emit::escaped("a\u202eb") == "a\ufffdb");
  CHECK(emit::escaped("\xff") == "\ufffd");
  CHECK(emit::escaped("\u00e4\u6771\n") == "\u00e4\u6771\n");
  CHECK(emit::rounded(1.005) == "1");
  CHECK(emit::rounded(-0.001) == "0");
  CHECK(emit::rounded(12.346) == "12.35");
  CHECK(emit::as_id("box-us.a b>c") == "box-us.a_20_b_3e_c");
  const std::string one(200, 'x'), other = std::string(199, 'x') + "y";
  CHECK(emit::as_id(one).size() < 100);
  CHECK(emit::as_id(one) != emit::as_id(other));
}

TEST_CASE("an icon is taken apart for use inside of a picture") {
  const emit::IconParts parts = emit::icon_parts(icon);
  CHECK(parts.body == "<circle cx=\"12\" cy=\"12\" r=\"9\"/>");
  CHECK(parts.attributes == " fill=\"none\" stroke=\"currentColor\"");
  CHECK(parts.width == 24);
  CHECK(emit::icon_parts("no icon").body.empty());
  CHECK(emit::icon_parts("<svg viewBox=\"0 0").body.empty());
}

TEST_CASE("words that break out of other formats are quoted there") {
  scene::Scene scene;
  scene.boxes.resize(2);
  scene.boxes[0].id = "a\"b";
  scene.boxes[0].label = "say \"hi\" \\ ${x}";
  scene.boxes[1].id = "end";
  scene.boxes[1].label = "end";
  for (scene::Box& box : scene.boxes) scene::size_card(box);
  CHECK(written("dot", scene).find("say \\\"hi\\\" \\\\") != std::string::npos);
  CHECK(written("d2", scene).find("say \\\"hi\\\" \\\\ \\${x}") != std::string::npos);
  CHECK(written("mermaid", scene).find("n_end[\"end\"]") != std::string::npos);
  CHECK(written("mermaid", scene).find("say #34;hi#34; #92; ${x}") != std::string::npos);
  scene.boxes[0].label = "Tom's & co #1\n$$x$$ fa:fa-car \\new";
  CHECK(
      written("mermaid", scene).find("Tom's #38; co #35;1<br/>#36;$x#36;$ fa#58;fa-car #92;new") !=
      std::string::npos);
  CHECK(written("dot", scene).find("Tom's &amp; co #1\\n") != std::string::npos);
}

TEST_CASE("a picture of text") {
  scene::Scene scene;
  scene.title = "Two boxes";
  scene.boxes.resize(2);
  scene.boxes[0].id = scene.boxes[0].label = "api";
  scene.boxes[0].load = "434k/s";
  scene.boxes[0].badges = {{Severity::error, 1}};
  scene.boxes[1].id = scene.boxes[1].label = "\u6771\u4eac";
  scene.boxes[1].shape = scene::Shape::store;
  scene.boxes[1].meter = {1.5, scene::Band::over, "434k/s of 300k", "145%"};
  for (scene::Box& box : scene.boxes) scene::size_card(box);
  scene.findings = {{{Severity::error, 1}, "`api` is slow", "wait"}};
  layout::Arrangement arrangement;
  arrangement.size = {8 * 24, 12 * 12};
  arrangement.nodes = {{16, 0, 8 * 14, 48}, {0, 72, 8 * 18, 60}};
  scene::Line line;
  line.from = scene::BoxId(0);
  line.to = scene::BoxId(1);
  line.head = scene::Head::read;
  scene.lines = {line};
  arrangement.routes = {{{{64, 48}, {64, 72}}, {}}};
  const emit::Written text =
      emit::find_emitter("text")->write({scene, arrangement, {}, emit::Theme::automatic});
  CHECK(text.bytes ==
        "Two boxes\n\n"
        "  \u250c\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2510\n"
        "  \u2502 api [\u00d71]   \u2502\n"
        "  \u2502 434k/s     \u2502\n"
        "  \u2514\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2518\n"
        "        \u2502\n"
        "        \u25bd\n"
        "\u2554\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550"
        "\u2550\u2550\u2557\n"
        "\u2551 \u6771\u4eac           \u2551\n"
        "\u2551 434k/s of 300k \u2551\n"
        "\u2551 \u2593\u2593\u2593\u2593\u2593\u2593\u2593\u2593 145%  \u2551\n"
        "\u255a\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550"
        "\u2550\u2550\u255d\n"
        "\n[\u00d71] api is slow\n     \u2192 wait\n");
}

TEST_CASE("in text, where the flow is level, lines end beside boxes and not at their corners") {
  scene::Scene scene;
  scene.direction = "right";
  for (const char* name : {"api", "a", "b", "c", "d", "db"}) {
    scene.boxes.emplace_back();
    scene.boxes.back().id = scene.boxes.back().label = name;
    scene::size_card(scene.boxes.back());
  }
  for (std::uint32_t middle = 1; middle <= 4; ++middle) {
    for (const auto& [from, to] : {std::pair{0u, middle}, {middle, 5u}}) {
      scene.lines.emplace_back();
      scene.lines.back().from = scene::BoxId(std::size_t{from});
      scene.lines.back().to = scene::BoxId(std::size_t{to});
      scene.lines.back().head = scene::Head::call;
    }
  }
  const layout::Arrangement arrangement = placed(emit::cell_graph(scene));
  const std::string text =
      emit::find_emitter("text")->write({scene, arrangement, {}, emit::Theme::automatic}).bytes;
  for (const char* docked : {"\u25b6\u2514", "\u25b6\u250c", "\u2518\u2500", "\u2510\u2500"})
    CHECK_MESSAGE(count_of(text, docked) == 0, text);
  CHECK(count_of(text, "\u25b6\u2502") == 8);
}

TEST_CASE("in text, lines that cross do not join, and go on over borders") {
  emit::Sheet sheet(9, 5);
  sheet.frame(0, 0, 9, 5, emit::Pen::plain);
  sheet.line(4, 0, 4, 4, {emit::Pen::plain, 1});
  sheet.line(2, 2, 8, 2, {emit::Pen::dashed, 2});
  sheet.line(2, 1, 2, 3, {emit::Pen::plain, 3});
  sheet.line(2, 3, 3, 3, {emit::Pen::plain, 3});
  CHECK(sheet.text() ==
        "\u250c\u2500\u2500\u2500\u2502\u2500\u2500\u2500\u2510\n"
        "\u2502 \u2502 \u2502   \u2502\n"
        "\u2502 \u251c\u2504\u2502\u2504\u2504\u2504\u2504\n"
        "\u2502 \u2514\u2500\u2502   \u2502\n"
        "\u2514\u2500\u2500\u2500\u2502\u2500\u2500\u2500\u2518\n");
}
